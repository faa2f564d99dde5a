"""How each side wants to be in touch: who says it, who reads it, and councils whose own rhythm has passed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.exceptions import Refused
from core.models import AuditEvent
from core.registry import HANDOVER_ITEM, collect
from core.roles import Role
from liaison import actions
from liaison.models import CommsPreference
from liaison.quiet import Quiet
from tests.accounts.factories import person, sign_in
from tests.architecture.contacts_world import REACHED
from tests.charters.factories import fresh
from tests.liaison.factories import Office, in_days
from tests.saving import save

pytestmark = pytest.mark.django_db


def said(office, council=None, by=None, **words):
    council = council or office.councils[0]
    by = fresh(by or office.clerks[office.councils.index(council)])
    return actions.save_preference(council=council, by=by, **{**REACHED, **words})


def noted(office, council, days):
    actions.log_contact(
        principal=office.principal, council=council, kind="call", took_place_on=in_days(-days),
        by=fresh(office.officer),
    )  # fmt: skip


def test_a_clerk_says_it_and_the_officer_reads_it_where_it_is_needed(client, django_capture_on_commit_callbacks):
    office = Office()
    council = office.councils[0]
    sign_in(client, office.clerks[0])
    assert "It has not said" in client.get(reverse("liaison:reach", args=[council.slug])).content.decode()
    change = reverse("liaison:reach-change", args=[council.slug])
    twice = save(client, change, {**REACHED, "third": "phone"}).content.decode()
    assert "Choose another way than before, or none" in twice
    with django_capture_on_commit_callbacks(execute=True):
        assert save(client, change, REACHED).status_code == 302
    sign_in(client, office.officer)
    line = "Telephone, then e-mail. Every month. Mornings"
    for address in (council.get_absolute_url(), reverse("liaison:contact-log", args=[council.slug])):
        assert line in client.get(address).content.decode()
    page = client.get(reverse("liaison:reach", args=[council.slug])).content.decode()
    assert "Road closures" in page
    assert change not in page  # it is theirs to say
    (item,) = [each for each in collect(HANDOVER_ITEM, office.membership(), [council]) if each.kind == "To be reached"]
    assert (item.title, item.council, item.note) == (
        line, council.pk, "Wants to hear first: Road closures. Bad news: By telephone",
    )  # fmt: skip


def test_a_principal_says_it_once_for_all_its_councils(client, django_capture_on_commit_callbacks):
    office = Office(locals_=2)
    with django_capture_on_commit_callbacks(execute=True):
        said(office, office.principal, office.officer, first="online", second="", reachable="Until 4pm")
    for clerk, council in zip(office.clerks, office.councils, strict=True):
        sign_in(client, clerk)
        for name in ("liaison:reach", "liaison:contact-log"):
            assert "Until 4pm" in client.get(reverse(name, args=[council.slug])).content.decode()
        assert "Online meeting. Every month. Until 4pm" in client.get(council.get_absolute_url()).content.decode()


def test_in_two_tiers_one_principal_does_not_read_what_the_other_says(client):
    office, county = Office(), Office()
    council = office.councils[0]
    council.parents.add(county.principal)
    said(office, office.principal, office.officer, reachable="Until 4pm")
    pages = (council.get_absolute_url(), reverse("liaison:reach", args=[council.slug]))
    for reader, reads in ((county.officer, False), (office.officer, True), (office.clerks[0], True)):
        sign_in(client, reader)
        for page in pages:
            shown = client.get(page).content.decode()
            assert ("Until 4pm" in shown) is reads
            assert reads or f"{office.principal.full_name}</h2>" not in shown


def test_nobody_else_reads_or_says_it():
    office, other = Office(), Office()
    said(office)
    readers = (office.clerks[0], office.officer, person(Role.VIEWER, office.principal))
    strangers = (other.officer, other.clerks[0], person(Role.CLERK))
    for who in readers:
        assert CommsPreference.objects.visible_to(fresh(who)).count() == 1
        assert AuditEvent.objects.filter(verb="liaison.preference_saved").readable_by(fresh(who)).exists()
    for who in strangers:
        assert not CommsPreference.objects.visible_to(fresh(who)).exists()
        assert not AuditEvent.objects.filter(verb="liaison.preference_saved").readable_by(fresh(who)).exists()
    for who in (*strangers, office.officer, person(Role.COUNCILLOR, office.councils[0])):
        with pytest.raises(PermissionDenied):
            said(office, by=who)


@pytest.mark.parametrize(
    ("words", "field"),
    [({"second": "phone"}, "second"), ({"second": "", "third": "visit"}, "second"), ({"third": "email"}, "third")],
)
def test_ways_are_in_order_and_each_is_named_once(words, field):
    office = Office()
    with pytest.raises(Refused) as refusal:
        said(office, **words)
    assert refusal.value.field == field
    said(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommsPreference.objects.update(**words)


@pytest.mark.parametrize("words", [{"first": "fax"}, {"rhythm": "hourly"}, {"tier": ""}])
def test_the_database_knows_the_words(words):
    said(Office())
    with pytest.raises(IntegrityError), transaction.atomic():
        CommsPreference.objects.update(**words)


def test_saying_the_same_again_confirms_it():
    office = Office()
    said(office)
    CommsPreference.objects.update(confirmed_on=in_days(-400))
    assert CommsPreference.objects.get().is_out_of_date
    assert not said(office).is_out_of_date
    last = AuditEvent.objects.filter(verb="liaison.preference_saved").latest("pk")
    assert "confirmed how it wants to be in touch" in last.sentence


def test_a_council_is_quiet_by_its_own_wish(client):
    office = Office(locals_=4)
    monthly, patient, fresh_one, long = office.councils
    for council, days in ((monthly, 40), (patient, 40), (fresh_one, 20), (long, 100)):
        noted(office, council, days)
    said(office, monthly)
    said(office, patient, rhythm="as_needed")
    said(office, fresh_one)
    said(office, long, rhythm="year")
    quiet = Quiet(office.principal)
    assert [(row.council, row.is_beyond_wish) for row in quiet.rows] == [(long, False), (monthly, True)]
    assert quiet.by_wish == 1
    sign_in(client, office.officer)
    url = reverse("liaison:quiet", args=[office.principal.slug])
    page = client.get(url).content.decode()
    assert "1 local council with no contact for 90 days" in page
    assert "1 more asked to hear more often" in page
    assert page.count("Its own rhythm has passed") == 1
    lines = client.get(url, {"format": "csv"}).getvalue().decode().splitlines()
    assert lines[2].endswith(",month,phone; email")
