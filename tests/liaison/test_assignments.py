"""Who answers for which council: one first to be asked at a time, on their days, and nobody overlaps."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import Refused
from core.facts import cache as facts
from core.models import AuditEvent
from core.roles import Role
from councils.models import Council
from liaison import actions
from liaison.known import key_of, known_of
from liaison.models import Assignment
from tests.accounts.factories import person, sign_in
from tests.charters.factories import fresh
from tests.liaison.factories import Office, in_days
from tests.together import at_once, lost, won

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office()


def answering(council, **travel):
    """Names of those who answer for the council, on a day."""
    with time_machine.travel(timezone.localtime() + timedelta(**travel)):
        facts.delete(key_of(council.pk, timezone.localdate()))  # what a commit would forget
        return [each.name for each in known_of([council.pk])[council.pk]]


def test_whoever_follows_ends_the_one_before(office):
    (before,) = office.name(starts_on=in_days(-10))
    (after,) = office.name(office.colleague, starts_on=in_days(3))
    before.refresh_from_db()
    assert (before.ends_on, before.end_reason) == (in_days(2), "Somebody else follows")
    council = office.councils[0]
    assert answering(council, days=2) == [office.officer.name]
    assert answering(council, days=3) == [office.colleague.name]
    assert Assignment.objects.overlapping(in_days(2), in_days(2)).get() == before
    assert AuditEvent.objects.filter(verb="liaison.officer_named").count() == 2
    assert str(after) == f"Named officer, {council.label}"


def test_two_first_to_be_asked_are_refused(office):
    office.name(starts_on=in_days(5))
    with pytest.raises(Refused, match="Somebody else begins"):
        office.name(office.colleague)
    office.name(office.colleague, ends_on=in_days(4))  # until the day before


def test_the_database_refuses_what_the_code_forgets(office):
    for councils in ((), None):
        (row,) = office.name(councils=councils)
        twin = Assignment(
            principal=row.principal, council=row.council, membership=office.membership(office.colleague), role=row.role,
            post="Another", starts_on=in_days(400), confirmed_on=in_days(0), named_by=office.officer,
        )  # fmt: skip
        with pytest.raises(IntegrityError, match="assignment_one_primary_at_a_time"), transaction.atomic():
            twin.save()
        twin.is_primary = False
        twin.save()  # a deputy may be beside


@pytest.mark.django_db(transaction=True)
def test_from_two_browsers_at_once_one_is_refused():
    office = Office()

    def name(someone):
        return lambda: office.name(someone)

    held = Council.objects.filter(pk=office.principal.pk)
    outcomes = at_once(held, name(office.officer), name(office.colleague))
    assert len(won(outcomes)) == 1
    assert isinstance(lost(outcomes), Refused)
    assert Assignment.objects.get().is_current


def test_somebody_named_for_the_council_goes_before_whoever_has_the_area(office):
    council = office.councils[0]
    office.name(office.colleague, councils=None)
    office.name(office.colleague, councils=None, role="lead_member", post="Cabinet member")
    assert answering(council) == [office.colleague.name, office.colleague.name]
    office.name(office.officer)
    assert answering(council) == [office.officer.name, office.colleague.name]


def test_whoever_leaves_the_council_answers_no_more(office):
    office.name()
    office.officer.memberships.update(ends_on=in_days(1))
    assert answering(office.councils[0], days=1) == [office.officer.name]
    assert answering(office.councils[0], days=2) == []


def test_cover_switches_on_and_off_on_its_days(office):
    office.name()
    cover = office.cover(2, 4)
    council, here, colleague = office.councils[0], office.officer.name, office.colleague.name
    names = [answering(council, days=day) for day in (1, 2, 4, 5)]
    assert names == [[here], [colleague], [colleague], [here]]
    with time_machine.travel(timezone.localtime() + timedelta(days=3)):
        actions.end_cover(cover=cover, by=fresh(office.officer))
    assert answering(council, days=3) == [here]


def test_cover_that_makes_no_sense_is_refused(office):
    office.cover(2, 4)
    with pytest.raises(Refused, match="already"):
        office.cover(4, 6)
    facts = {"principal": office.principal, "starts_on": in_days(4), "ends_on": in_days(5)}
    third, officer = person(Role.MANAGER, office.principal), fresh(office.officer)
    here, colleague, third = office.membership(), office.membership(office.colleague), office.membership(third)
    for away, stand_in, words in ((third, here, "is away"), (colleague, third, "stands in for"), (here, here, "else")):
        with pytest.raises(Refused, match=words):
            actions.set_cover(away=away, stand_in=stand_in, by=officer, **facts)


def test_it_ends_once_and_what_has_not_begun_is_withdrawn(office):
    (row,) = office.name(ends_on=in_days(30))
    officer = fresh(office.officer)
    for day, words in ((in_days(-1), "first day"), (in_days(31), "made until")):
        with pytest.raises(Refused, match=words):
            actions.end_assignment(assignment=row, ends_on=day, reason="Moves", no_handover="No", by=officer)
    with pytest.raises(Refused, match="has begun"):
        actions.withdraw_assignment(assignment=row, by=officer)
    ended = actions.end_assignment(assignment=row, ends_on=in_days(0), reason="Moves", no_handover="No", by=officer)
    assert answering(office.councils[0], days=1) == []
    (later,) = office.name(starts_on=in_days(5))
    actions.withdraw_assignment(assignment=later, by=officer)
    assert list(Assignment.objects.standing()) == [ended]
    with time_machine.travel(timezone.localtime() + timedelta(days=2)), pytest.raises(Refused, match="over"):
        actions.change_assignment(assignment=row, post="Another", remit="", by=officer)


def test_only_the_own_officers_name_and_only_for_their_area(office):
    (row,) = office.name()
    stranger = Office()
    clerk = fresh(office.clerks[0])
    for someone in (clerk, fresh(stranger.officer)):
        with pytest.raises(PermissionDenied):
            actions.end_assignment(assignment=row, ends_on=in_days(0), reason="No", no_handover="No", by=someone)
    with pytest.raises(Refused, match="local councils of the area"):
        office.name(councils=stranger.councils)
    with pytest.raises(Refused, match="no longer acts"):
        actions.name_officer(
            principal=office.principal, councils=None, membership=stranger.membership(), role="link_officer",
            post="Link", starts_on=in_days(0), by=fresh(office.officer),
        )  # fmt: skip


def test_confirming_is_for_half_a_year(office):
    (row,) = office.name()
    with time_machine.travel(timezone.localtime() + timedelta(days=184)):
        assert Assignment.objects.to_confirm().get() == row
        lead = person(Role.LEAD_MEMBER, office.principal)
        with pytest.raises(Refused, match="at least one"):
            actions.confirm_assignments(principal=office.principal, assignments=[row], by=lead)  # not the own ones
        actions.confirm_assignments(principal=office.principal, assignments=[row], by=fresh(office.officer))
        assert not Assignment.objects.to_confirm().exists()


def test_the_public_reads_posts_and_no_names(client, office):
    (row,) = office.name(remit="Planning questions")
    address = reverse("liaison:list", args=[office.principal.slug])
    shown = client.get(address).content.decode()
    assert "Parish liaison manager" in shown
    assert office.officer.name not in shown
    csv = client.get(f"{address}?format=csv").getvalue().decode()
    assert csv.count("Parish liaison manager") == 1
    assert office.officer.name not in csv
    assert office.officer.email not in client.get(office.councils[0].get_absolute_url()).content.decode()
    assert client.get(row.get_absolute_url()).status_code == 302
    sign_in(client, office.clerks[0])
    assert office.officer.name in client.get(address).content.decode()
    assert "Planning questions" in client.get(row.get_absolute_url()).content.decode()
    home = client.get("/").content.decode()
    assert office.officer.email in home
    assert "Your named officer" in home


def test_the_form_names_one_council_or_the_whole_area(client, office):
    sign_in(client, office.officer)
    address = reverse("liaison:name", args=[office.principal.slug])
    day = in_days(0)
    typed = {
        "area": "one", "council": "Nowhere", "membership": office.membership().pk, "role": "link_officer",
        "is_primary": "yes", "post": "Link officer", "remit": "", "starts_on-day": day.day,
        "starts_on-month": day.month, "starts_on-year": day.year,
    }  # fmt: skip
    assert "No local council of the area" in client.post(address, typed).content.decode()
    council = office.councils[0]
    assert client.post(address, {**typed, "council": council.name}).status_code == 302
    assert client.post(address, {**typed, "area": "whole"}).status_code == 302
    assert {row.council for row in Assignment.objects.all()} == {council, None}
    assert "answers for them already" in client.post(address, {**typed, "area": "whole"}).content.decode()
