"""Every address with every role, by GET and by a valid POST; see matrix.py for the table.

The outsiders are rivals: they own agreements, profiles and invitations of the same kinds in the same states, so a
check that forgets which record it is about fails here.
"""

from contextlib import contextmanager
from http.cookies import SimpleCookie

import pytest
from django.test import Client
from django.urls import resolve, reverse

from core.editing import ConfirmPage, EditPage
from core.policies import POLICIES
from tests.architecture.matrix import CASES, lines
from tests.architecture.matrix_roles import EVERYONE, READERS_OF, ROLES
from tests.architecture.routes import routes
from tests.architecture.writes import changed_since, taken_back, written
from tests.saving import opened

pytestmark = pytest.mark.django_db
FAR = 10**12


def named(cases):
    """Each case for a parametrised test, with a name a person can read."""
    return [pytest.param(case, id=case.name) for case in cases]


@pytest.fixture
def visit(world):
    """Sends one request as a role."""
    return Visit(world)


class Visit:
    """One person, one address."""

    def __init__(self, world):
        self.world = world

    @contextmanager
    def turn(self, role):
        """One role's turn: what it changes is taken back, and a failure says whose turn it was."""
        try:
            with taken_back():
                yield
        except BaseException as error:
            error.add_note(f"as {role}")
            raise

    def open(self, case, role):
        """The person's client, what they did on the page before, and the address."""
        client = Client()
        client.cookies = SimpleCookie(self.world.clients[role].cookies)
        if case.before:
            session = client.session
            case.before(self.world, role, session)
            session.save()
        return client, reverse(case.route, kwargs=case.args(self.world, role))

    def get(self, case, role):
        client, url = self.open(case, role)
        return client.get(url)

    def post(self, case, role):
        """The answer, and which tables gained, changed or lost rows meanwhile."""
        client, url = self.open(case, role)
        data = {**self.seen(case, role, client, url), **case.data(self.world, role)}
        before = written()
        response = client.post(url, data)
        return response, changed_since(before)

    def seen(self, case, role, client, url):
        """What the page put into its form, where it edits something."""
        view = resolve(url).func.view_class
        return opened(client, url) if role in case.may and issubclass(view, EditPage | ConfirmPage) else {}


def text_of(response):
    """The body and where it leads, as text to be searched; a download can be read only once."""
    body = response.getvalue()
    if response.streaming:
        response.streaming_content = [body]
    return body.decode(errors="replace") + response.get("Location", "")


def leaks(response, role):
    """Texts on the page that this role must never meet."""
    text = text_of(response)
    return [secret for secret, readers in READERS_OF.items() if role not in readers and secret in text]


def is_public(case, world):
    """True for pages on which a visitor gets 404 and is not asked to sign in."""
    view = resolve(reverse(case.route, kwargs=case.args(world, "visitor"))).func.view_class
    return POLICIES[view.policy].public and not view.shown_after_sign_in


def assert_refused(response, case, role, public):
    """Sign-in for visitors, 403 for those who know of the record, 404 for the rest."""
    assert response.status_code == case.refusal(role, public=public)
    if response.status_code == 302:
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("case", named(CASES))
def test_who_may_open_it(visit, case):
    for role in ROLES:
        with visit.turn(role):
            assert_opens_or_not(visit, case, role)


def assert_opens_or_not(visit, case, role):
    response = visit.get(case, role)
    assert leaks(response, role) == []
    if role not in case.may:
        assert_refused(response, case, role, is_public(case, visit.world))
    else:
        assert response.status_code == (302 if role in case.moved else case.opens)
        if role in READERS_OF.get(case.shows, ()):
            assert case.shows in text_of(response)


@pytest.mark.parametrize("case", named(case for case in CASES if case.data))
def test_who_may_do_it(visit, case):
    for role in ROLES:
        with visit.turn(role):
            assert_done_or_not(visit, case, role)


def assert_done_or_not(visit, case, role):
    response, changed = visit.post(case, role)
    assert leaks(response, role) == []
    if role in case.doers:
        assert response.status_code in (200, 302)
        assert case.writes in changed or not case.writes, changed
        assert ("core_auditevent" in changed) is (case.audited and bool(case.writes))
        return
    assert changed == set()
    if role not in case.may:
        assert_refused(response, case, role, is_public(case, visit.world))


@pytest.mark.parametrize("role", ["p_officer", "a_clerk", "admin", "visitor"])
def test_pages_without_a_form_take_no_post(visit, role):
    """Whoever may open them: those who may not are refused before a page knows what they sent."""
    for case in CASES:
        if not case.data:
            client, url = visit.open(case, role)
            before = written()
            response = client.post(url, {"x": "y"})
            assert response.status_code in (302, 403, 404, 405), case.name
            assert written() == before, case.name


def test_every_route_is_in_the_matrix():
    known = {case.route for case in CASES}
    assert {route.name for route in routes()} == known


def test_every_form_is_posted_in_the_matrix():
    posted = {case.route for case in CASES if case.data}
    assert {route.name for route in routes() if route.posts} - posted == set()


def test_every_secret_is_looked_for_where_it_is_shown():
    """A secret that no page shows would prove nothing."""
    shown = {case.shows for case in CASES}
    assert {secret for secret in READERS_OF if secret.lower().replace(" ", "-").endswith("-p")} - shown == set()


def test_every_role_may_and_may_not():
    """A table that lets one role do everything, or nothing, has been written carelessly."""
    for role in ROLES:
        assert any(role in case.may for case in CASES)
        assert any(role not in case.may for case in CASES)
    assert set().union(*READERS_OF.values()) <= EVERYONE


def test_the_table_can_be_printed():
    printed = list(lines())
    assert len(printed) == len(CASES) + max(map(len, ROLES))


@pytest.mark.parametrize("route", [route for route in routes() if ":pk" in route.pattern or ":number" in route.pattern])
def test_numbers_beyond_the_database_are_not_found(visit, route):
    case = next(case for case in CASES if case.route == route.name and case.args(visit.world, "p_officer"))
    args = {**case.args(visit.world, "p_officer")}
    args |= {name: FAR * FAR for name in ("pk", "number") if name in args}
    client, _ = visit.open(case, "p_officer")
    assert client.get(reverse(route.name, kwargs=args)).status_code == 404
