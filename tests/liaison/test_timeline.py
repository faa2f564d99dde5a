"""The timeline of a local council: everything in one line, on its day, as far as each reader may read it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from charters.models import AgreementVersion, Party, Review, Withdrawal
from core.formatting import month
from core.registry import TIMELINE, collect
from core.roles import Role
from councils.models import Council
from liaison import actions
from tests.accounts.factories import person, sign_in
from tests.charters.factories import Year, fresh
from tests.councils.factories import CouncilFactory
from tests.liaison.factories import Office, in_days
from tests.partnerships.factories import Shared

pytestmark = pytest.mark.django_db


def url_of(council):
    return reverse("liaison:timeline", args=[council.slug])


def told(someone, council):
    return [(entry.kind, entry.on, entry.title) for entry in collect(TIMELINE, fresh(someone), council)]


def noted(office, days, about, council=None, **facts):
    return actions.log_contact(
        principal=office.principal, council=council or office.councils[0], kind="visit", took_place_on=in_days(days),
        about=about, by=fresh(office.officer), **facts,
    )  # fmt: skip


def promised(office, made, due, text):
    return actions.record_promise(
        principal=office.principal, council=office.councils[0], side="principal", recorded_side="principal", text=text,
        made_on=in_days(made), due_on=in_days(due), by=fresh(office.officer),
    )  # fmt: skip


@pytest.fixture
def office():
    """Two local councils; with the first, contacts, promises and named officers of the past."""
    office = Office(locals_=2)
    noted(office, -400, "The old library")
    noted(office, -3, "The chair may resign", is_internal=True)
    noted(office, -5, "Next door", council=office.councils[1])
    struck = noted(office, -4, "Entered twice")
    actions.strike_contact(contact=struck, reason="Twice", by=fresh(office.officer))
    promised(office, -30, -20, "Mend the gate")
    kept = promised(office, -100, -80, "Send the plan")
    actions.report_promise(promise=kept, outcome="kept", day=in_days(-90), words="Sent", by=fresh(office.officer))
    promised(office, -2, 20, "Count the bins")
    office.name(starts_on=in_days(-60), ends_on=in_days(-10))
    office.name(starts_on=in_days(30), post="Still to come")
    return office


def test_each_stands_on_the_day_on_which_it_took_place(client, office):
    us = office.principal.full_name
    seen = told(office.clerks[0], office.councils[0])
    assert sorted((on, kind, title) for kind, on, title in seen) == [
        (in_days(-400), "contact", "Visit: The old library"),
        (in_days(-100), "promise", f"{us} promised: Send the plan"),
        (in_days(-90), "promise", f"Kept, promised by {us}: Send the plan"),
        (in_days(-60), "officer", "First day of the named officer: Parish liaison manager"),
        (in_days(-30), "promise", f"{us} promised: Mend the gate"),
        (in_days(-20), "promise", f"Overdue, promised by {us}: Mend the gate"),
        (in_days(-10), "officer", "Last day of the named officer: Parish liaison manager"),
        (in_days(-2), "promise", f"{us} promised: Count the bins"),
    ]
    sign_in(client, office.clerks[0])
    soup = BeautifulSoup(client.get(url_of(office.councils[0])).content, "lxml")
    months = [tag.text for tag in soup.select("main h3")]
    assert months[0] == month(in_days(-2))
    assert months[-1] == month(in_days(-400))
    assert len(months) == len(set(months))
    days = [tag["datetime"] for tag in soup.select(".portal-timeline time")]
    assert days == sorted(days, reverse=True)


def test_the_other_side_does_not_learn_what_the_principal_keeps_for_itself(office):
    handover = actions.begin_handover(
        principal=office.principal, leaver=office.membership(), successor=office.membership(office.colleague),
        last_day=in_days(0), reason="Leaves", by=fresh(office.colleague),
    )  # fmt: skip
    ours, theirs = (told(someone, office.councils[0]) for someone in (office.colleague, office.clerks[0]))
    assert not [kind for kind, _on, _title in ours if kind == "handover"]  # it is not completed
    actions.complete_handover(handover=handover, no_note="Known", by=fresh(office.colleague))
    ours, theirs = (told(someone, office.councils[0]) for someone in (office.colleague, office.clerks[0]))
    more = {(kind, title) for kind, _on, title in set(ours) - set(theirs)}
    assert {("contact", "Visit: The chair may resign"), ("handover", "Handed over to another officer")} <= more
    assert {kind for kind, _title in more} == {"contact", "handover"}


def test_agreements_and_partnerships_stand_in_the_same_line():
    year = Year(locals_=2)
    council, today = year.councils[0], timezone.localdate()
    Shared(year.principal, council, officer=year.officer).live(starts_on=in_days(-40))
    expected = {
        ("charter", today, "Sent for an answer: Working together, version 1"),
        ("charter", today, "Accepted: Working together, version 1"),
        ("charter", today, "Signed by the council: Working together, version 1"),
        ("charter", today, "In force: Working together, version 1"),
        ("partnership", in_days(-40), "Partnership begun: Shared caretaker"),
    }
    for someone in (year.clerks[0], year.officer):
        assert set(told(someone, council)) == expected
    assert {kind for kind, *_rest in told(year.clerks[1], year.councils[1])} == {"charter"}
    county = CouncilFactory(county_council=True)
    council.parents.add(county)
    assert told(person(Role.LIAISON_OFFICER, county), council) == []


def test_a_review_stands_there_while_the_council_was_in_the_charter():
    year, now = Year(locals_=2), timezone.now()
    Withdrawal.objects.create(
        version=year.version, party=Party.objects.get(council=year.councils[1]), given_on=in_days(-90),
        last_day=in_days(-1), minute_reference="7", given_by=year.clerks[1],
    )  # fmt: skip
    for days in (-2, 0):  # the first one before either had signed
        closed = now + timezone.timedelta(days=days)
        Review.objects.create(
            version=year.version, views_by=in_days(-9), opened_at=now - timezone.timedelta(days=20),
            opened_by=year.officer, outcome="carry_on", finding="It goes well", next_review_on=in_days(300),
            closed_at=closed, closed_by=year.officer,
        )  # fmt: skip
    seen = [
        [on for _kind, on, title in told(clerk, council) if title.startswith("Reviewed")]
        for clerk, council in zip(year.clerks, year.councils, strict=True)
    ]
    assert seen == [[in_days(0)], []]
    AgreementVersion.objects.filter(pk=year.version.pk).update(in_force_on=in_days(-2))
    assert not [title for _kind, _on, title in told(year.clerks[0], year.councils[0]) if title.startswith("In force")]


def test_an_agreement_stands_with_whichever_principal_is_in_it():
    year = Year(locals_=1)
    council, county, other = year.councils[0], CouncilFactory(county_council=True), CouncilFactory(county_council=True)

    def sides():
        return {
            entry.principal for entry in collect(TIMELINE, fresh(year.clerks[0]), Council.objects.get(pk=council.pk))
        }

    council.parents.add(county)
    assert sides() == {year.principal.pk}
    Party.objects.create(agreement=year.agreement, council=county, side="principal")
    assert sides() == {None}  # both
    council.parents.remove(year.principal)
    assert sides() == {county.pk}
    council.parents.set([other])
    assert sides() == {year.principal.pk}  # of neither: whoever convenes


def test_it_is_filtered_by_kind_and_by_side_and_taken_along(client, office):
    council = office.councils[0]
    county = CouncilFactory(county_council=True, name="Upper")
    council.parents.add(county)
    sign_in(client, office.clerks[0])
    page = client.get(url_of(council), {"kind": "contact"}).content.decode()
    assert "The old library" in page
    assert "Mend the gate" not in page
    assert "The old library" not in client.get(url_of(council), {"side": county.slug}).content.decode()
    lines = client.get(url_of(council), {"kind": "promise", "format": "csv"}).getvalue().decode().splitlines()
    assert len(lines) == 6
    assert client.get(url_of(council), {"kind": "<b>", "side": "x", "page": "99"}).status_code == 200


def test_only_both_sides_open_it(client, office):
    other = Office()
    for someone, council, status in (
        (office.officer, office.councils[0], 200),
        (other.officer, office.councils[0], 403),
        (office.clerks[1], office.councils[0], 403),
        (office.officer, office.principal, 404),
    ):
        sign_in(client, someone)
        assert client.get(url_of(council)).status_code == status
