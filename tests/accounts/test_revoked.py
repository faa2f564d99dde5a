"""Revoked at 10:00, nothing works at 10:01: in no open tab, form, download, fragment or link that was kept.

The addresses and forms are those of the access matrix, and whatever their pages lead to. What the person gets after
the revocation is compared with what a stranger gets, who has the same other role elsewhere and was never there.
"""

from collections import Counter
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.actions import revoke_membership
from core.roles import Role
from tests.accounts.factories import MembershipFactory, person
from tests.architecture.matrix import CASES
from tests.architecture.matrix_roles import PEOPLE, READERS_OF
from tests.architecture.matrix_world import one_world
from tests.architecture.writes import changed_since, written
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
LEADS = ("href", "src", "action", "data-poll-url", "hx-get", "hx-post", "data-url")
SECRETS = [secret for secret in READERS_OF if secret.lower().endswith(("-p", " p"))]
OFFICE = {"p_officer": Role.LIAISON_OFFICER, "a_clerk": Role.CLERK}  # and the role they keep elsewhere
TURNED_AWAY = (403, 404, 410)
FEW = 1
SIGN_OUT = reverse("account_logout")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody and their records, once for this file."""
    with one_world(django_db_blocker) as made:
        yield made


@dataclass
class OpenTabs:
    """What a person had open: addresses, and forms filled in but not sent."""

    client: Client
    pages: set = field(default_factory=set)
    forms: list = field(default_factory=list)
    questions: Counter = field(default_factory=Counter)

    def use(self, world, role):
        """Open every page of the matrix that the role may open, and note where each leads."""
        for case in (case for case in CASES if role in case.may):
            own = case.may >= PEOPLE  # everybody's own account, and pages for all: only opened
            if case.before and not own:
                session = self.client.session
                case.before(world, role, session)
                session.save()
            url = reverse(case.route, kwargs=case.args(world, role))
            soup = self.open(url)
            if case.data and not own:
                kept = {tag["name"]: tag.get("value", "") for tag in soup.select("input[type=hidden][name]")}
                self.forms.append((case.name, url, {**kept, **case.data(world, role)}))
        self.pages.discard(SIGN_OUT)

    def open(self, url):
        """Ask for one page; what it leads to is tried later."""
        response = self.client.get(url)
        self.pages.add(url)
        if not response.get("Content-Type", "").startswith("text/html"):
            return BeautifulSoup("", "lxml")
        soup = BeautifulSoup(response.getvalue(), "lxml")
        for attribute in LEADS:
            for tag in soup.find_all(attrs={attribute: True}):
                found = urlsplit(urljoin(f"http://testserver{url}", tag[attribute]))
                if found.netloc == "testserver" and not found.path.startswith("/static/"):
                    self.note(found)
        return soup

    def note(self, found):
        """An address the page leads to; of lists that differ in filter and page alone, one."""
        self.questions[found.path] += bool(found.query)
        if self.questions[found.path] <= FEW:
            self.pages.add(found._replace(scheme="", netloc="", fragment="").geturl())


def asked(client, method, url, data=None):
    """Status, text and written tables of one request, which is undone."""
    before = written()
    for value in (data or {}).values():
        if hasattr(value, "seek"):
            value.seek(0)  # somebody else has sent the file before
    with transaction.atomic():
        response = getattr(client, method)(url, data)
        text = response.getvalue().decode(errors="replace")
        transaction.set_rollback(True)
    return response.status_code, text, changed_since(before)


def wrong(name, revoked, stranger):
    """What the revoked person still gets, in words; nothing if it is what anybody would get."""
    (status, text, tables), (other_status, other_text, other_tables) = revoked, stranger
    found = []
    if status != other_status:
        found.append(f"{name}: answered {status}, a stranger gets {other_status}")
    found += [f"{name}: shows {each}" for each in SECRETS if each in text and each not in other_text]
    if tables - other_tables:
        found.append(f"{name}: wrote {sorted(tables - other_tables)}")
    return found


def elsewhere(world, role, people):
    """The people act for a council in another part of the country, too."""
    far = CouncilFactory(principal=True, name="Farshire")
    council = far if role == "p_officer" else CouncilFactory(parents=[far], name="Faraway")
    for someone in people:
        MembershipFactory(user=someone, council=council, role=OFFICE[role], may_sign=True)


def open_tabs(world, role):
    """Everything the person has open at 10:00."""
    client = Client()
    client.cookies = SimpleCookie(world.clients[role].cookies)
    tabs = OpenTabs(client)
    tabs.use(world, role)
    Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).delete()  # the matrix makes up some that do not work
    return tabs


def still_there(tabs, stranger):
    """Each page and form tried again at 10:01, and whatever is not as for a stranger."""
    found = []
    for url in sorted(tabs.pages):
        found += compared(f"GET {url}", "get", url, None, tabs.client, stranger)
    for name, url, data in tabs.forms:
        found += compared(f"POST {name}", "post", url, data, tabs.client, stranger)
    return found


def compared(name, method, url, data, revoked, stranger):
    """What the revoked person gets beyond what a stranger gets, who is asked only where nobody was turned away."""
    got = status, text, tables = asked(revoked, method, url, data)
    if status in TURNED_AWAY and not tables and not any(each in text for each in SECRETS):
        return []
    return wrong(name, got, asked(stranger, method, url, data))


def revoke(world, role):
    council = world.p.principal if role == "p_officer" else world.p.a
    membership = world.people[role].memberships.current().get(council=council, role=OFFICE[role])
    revoke_membership(membership=membership, no_handover="A stolen laptop", by=world.administrator)


@pytest.mark.parametrize("role", OFFICE)
def test_nothing_works_any_more_for_somebody_who_acts_elsewhere_too(world, role):
    """Their session goes on, so every page and every form must look again."""
    stranger = person(Role.CLERK) if role == "a_clerk" else person(Role.LIAISON_OFFICER)
    stranger.memberships.all().delete()
    tabs = open_tabs(world, role)
    elsewhere(world, role, [stranger, world.people[role]])
    assert len(tabs.pages) > 100
    assert len(tabs.forms) > 10
    revoke(world, role)
    found = still_there(tabs, world.signed_in(stranger))
    assert not found, "\n".join(found)


def test_whoever_acts_for_nobody_any_more_is_signed_out_in_every_tab(world):
    """One role is enough: the session itself has ended."""
    tabs = open_tabs(world, "a_clerk")
    revoke(world, "a_clerk")
    found = still_there(tabs, Client())
    assert not found, "\n".join(found)
    assert "_auth_user_id" not in tabs.client.session
