"""Contacts: who reads them, what follows, and councils with which nobody was in touch."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.exceptions import Refused
from core.models import AuditEvent
from core.registry import OPEN_WORK, collect
from core.roles import Role
from liaison import actions
from liaison.lately import last_of
from liaison.models import Contact
from liaison.quiet import Quiet, QuietCouncil
from tests.accounts.factories import person, sign_in
from tests.architecture.matrix_accounts import today
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory
from tests.liaison.factories import Office, in_days

pytestmark = pytest.mark.django_db


def noted(office, by=None, days=0, **facts):
    """A contact with the first council."""
    facts = {"kind": "visit", "principal": office.principal, "council": office.councils[0], **facts}
    return actions.log_contact(took_place_on=in_days(days), by=fresh(by or office.officer), **facts)


def test_two_taps_on_a_phone_are_enough(client):
    office = Office()
    sign_in(client, office.officer)
    url = reverse("liaison:contact-log", args=[office.councils[0].slug])
    page = client.get(url).content.decode()
    assert "With which council?" not in page  # there is only one that it can be
    day = today("took_place_on")
    answer = client.post(url, {"kind": "visit", **day})
    contact = Contact.objects.get()
    assert answer.url == contact.get_absolute_url()
    assert (contact.principal, contact.council, contact.logged_for, contact.took_place_on) == (
        office.principal, office.councils[0], office.principal, in_days(0),
    )  # fmt: skip


def test_a_clerk_of_two_tiers_says_which_council(client):
    office = Office()
    county = CouncilFactory(county_council=True)
    office.councils[0].parents.add(county)
    sign_in(client, office.clerks[0])
    url = reverse("liaison:contact-log", args=[office.councils[0].slug])
    page = client.get(url).content.decode()
    assert "With which council?" in page
    assert "Only for our own" not in page
    day = today("took_place_on")
    wrong = client.post(url, {"kind": "call", **day, "about": "The salt bin"}).content.decode()
    assert "The salt bin" in wrong
    assert not Contact.objects.exists()
    client.post(url, {"kind": "call", **day, "principal": county.slug})
    contact = Contact.objects.get()
    assert (contact.principal, contact.logged_for) == (county, office.councils[0])


def test_the_other_side_learns_nothing_of_what_the_principal_keeps_for_itself(client):
    office = Office()
    contact = noted(office, about="The chair may resign", is_internal=True)
    assert contact not in Contact.objects.visible_to(fresh(office.clerks[0]))
    assert not AuditEvent.objects.about(contact).readable_by(fresh(office.clerks[0])).exists()
    sign_in(client, office.clerks[0])
    assert client.get(contact.get_absolute_url()).status_code == 404
    assert "chair" not in client.get(reverse("liaison:contacts", args=[office.councils[0].slug])).content.decode()
    answers = {**actions.contact_of(contact), "is_internal": False}
    actions.correct_contact(contact=contact, by=fresh(office.colleague), **answers)
    assert client.get(contact.get_absolute_url()).status_code == 200


def test_the_council_page_knows_of_the_last_one_at_once(client, django_capture_on_commit_callbacks):
    office = Office()
    sign_in(client, office.clerks[0])
    address = office.councils[0].get_absolute_url()
    assert "No contact is written down yet" in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        noted(office, days=-1)
        noted(office, kind="call", is_internal=True)
    assert "Last contact: visit on" in client.get(address).content.decode()


def test_in_two_tiers_one_principal_does_not_learn_of_the_others_last_contact(django_capture_on_commit_callbacks):
    office, county = Office(), CouncilFactory(county_council=True)
    council = office.councils[0]
    council.parents.add(county)
    officer = fresh(person(Role.LIAISON_OFFICER, county))
    with django_capture_on_commit_callbacks(execute=True):
        noted(office, days=-9, kind="call")
        noted(office, days=-2, principal=county, by=officer)
    expected = {office.officer: "call", officer: "visit", office.clerks[0]: "visit"}
    assert {who: last_of(council, fresh(who)).kind for who in expected} == expected
    assert last_of(council, fresh(Office().officer)) is None


def test_only_the_side_that_wrote_it_corrects_it():
    office = Office()
    contact = noted(office, by=office.clerks[0])
    answers = {**actions.contact_of(contact), "about": "Potholes"}
    with pytest.raises(PermissionDenied):
        actions.correct_contact(contact=contact, by=fresh(office.officer), **answers)
    assert actions.correct_contact(contact=contact, by=fresh(office.clerks[0]), **answers).about == "Potholes"
    actions.strike_contact(contact=contact, reason="Entered twice", by=fresh(office.clerks[0]))
    with pytest.raises(Refused, match="struck out"):
        actions.correct_contact(contact=contact, by=fresh(office.clerks[0]), **answers)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"days": 1}, "took_place_on"),
        ({"follows_by": in_days(3)}, "follows"),
        ({"follows": "Ring", "follows_by": in_days(-3)}, "follows_by"),
    ],
)
def test_days_that_make_no_sense_are_refused(facts, field):
    with pytest.raises(Refused) as refusal:
        noted(Office(), **facts)
    assert refusal.value.field == field
    assert not Contact.objects.exists()


def test_strangers_and_councillors_write_nothing():
    office, other = Office(), Office()
    councillor = person(Role.COUNCILLOR, office.councils[0])
    for who in (other.officer, other.clerks[0], councillor):
        with pytest.raises(PermissionDenied):
            noted(office, by=who)
    with pytest.raises(Refused):
        noted(office, principal=other.principal)


def test_the_database_holds_whose_side_it_is():
    office, other = Office(), Office()
    contact = noted(office)
    now = timezone.now()
    for wrong in ({"logged_for": other.principal}, {"is_internal": True, "logged_for": office.councils[0]},
                  {"follows_by": in_days(0)}, {"followed_at": now}, {"struck_at": now}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.filter(pk=contact.pk).update(**wrong)


def follows_of(someone):
    return [work.title for work in collect(OPEN_WORK, fresh(someone)) if work.note == "What follows from a contact"]


def test_what_follows_waits_at_home_until_somebody_says_that_it_is_done(client):
    office = Office()
    contact = noted(office, follows="Send the plan", follows_by=in_days(10))
    assert follows_of(office.officer) == []
    with time_machine.travel(timezone.localtime() + timedelta(days=4)):
        assert follows_of(office.officer) == ["Send the plan"]
        assert follows_of(office.colleague) == []
        sign_in(client, office.clerks[0])
        assert "What follows is done" in client.get(contact.get_absolute_url()).content.decode()
        for _twice in range(2):
            client.post(reverse("liaison:contact-done", args=[contact.public_id]))
        assert follows_of(office.officer) == []
    assert AuditEvent.objects.filter(verb="liaison.contact_finished").count() == 1


def test_never_contacted_is_a_case_of_its_own(client):
    office = Office(locals_=3)
    office.name(councils=office.councils[:2])
    noted(office, days=-100)
    noted(office, days=-1, council=office.councils[1])
    struck = noted(office, days=-1, council=office.councils[2])
    actions.strike_contact(contact=struck, reason="Wrong council", by=fresh(office.officer))
    rows = Quiet(office.principal).rows
    assert [(row.council, row.state, row.days) for row in rows] == [
        (office.councils[2], "never", None), (office.councils[0], "quiet", 100),
    ]  # fmt: skip
    with time_machine.travel(timezone.localtime() + timedelta(days=89)):
        assert len(Quiet(office.principal).rows) == 3
    sign_in(client, office.officer)
    url = reverse("liaison:quiet", args=[office.principal.slug])
    assert "2 local councils with no contact for 90 days" in client.get(url).content.decode()
    mine = client.get(url, {"days": "365", "whose": office.membership().pk}).content.decode()
    assert "0 local councils with no contact for 365 days" in mine
    lines = client.get(url, {"format": "csv"}).getvalue().decode().splitlines()
    assert [line.split(",")[2] for line in lines[1:3]] == ["never", "quiet"]


def test_the_list_of_728_councils_costs_no_more(client, django_assert_max_num_queries):
    office = Office()
    for number in range(40):
        CouncilFactory(parents=[office.principal], name=f"Quiet {number}")
    with django_assert_max_num_queries(6):
        assert len(Quiet(office.principal).rows) == 41


@given(st.lists(st.one_of(st.none(), st.integers(0, 5000)), max_size=30), st.sampled_from([30, 90, 365]))
def test_quiet_are_those_without_a_contact_in_so_many_days(ages, days):
    day = timezone.localdate()
    quiet = Quiet(None, days=days, on=day)
    quiet.lines = [QuietCouncil(None, None if age is None else day - timedelta(days=age), age, None) for age in ages]
    assert sorted(-1 if row.days is None else row.days for row in quiet.rows) == sorted(
        -1 if age is None else age for age in ages if age is None or age >= days
    )
    assert [row.last_on is None for row in quiet.rows] == sorted(
        (row.last_on is None for row in quiet.rows), reverse=True
    )
    assert quiet.never == ages.count(None)
