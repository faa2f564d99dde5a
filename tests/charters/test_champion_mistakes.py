"""An appointment that was recorded by mistake, and what an officer's home says about champions that are missing."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from charters import actions
from charters.champions.board import Board
from charters.champions.reports import champion_report
from charters.models import Appointment
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from tests.accounts.factories import sign_in
from tests.charters.factories import fresh
from tests.charters.test_champions import Area, clock, log  # noqa: F401 - the clock is set for every test

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return Area()


def strike(appointment, by, reason="Recorded for the wrong council"):
    return actions.strike_appointment(appointment=appointment, reason=reason, by=by)


def test_a_mistake_is_struck_out_audited_told_and_counts_nowhere(area):
    mistaken = area.appoint(reach="01234 567890", shows_name=True)
    with pytest.raises(PermissionDenied):
        strike(mistaken, area.officer)
    strike(mistaken, area.clerk)
    mistaken.refresh_from_db()
    assert (mistaken.reach, mistaken.shows_name, mistaken.is_current) == ("", False, False)
    assert not Appointment.objects.current().exists()
    assert champion_report(area.council, 2026, fresh(area.clerk)).champions == ()
    assert Board(area.district).having == 0
    event = AuditEvent.objects.get(verb="charters.champion_struck")
    assert "from 12 May 2026: it was recorded by mistake" in event.sentence
    assert set(event.council_ids) == {area.council.pk, area.district.pk, area.county.pk}
    mail = OutgoingEmail.objects.get(kind="charters.champion-struck")
    assert mail.to == area.councillor.email
    assert "Recorded for the wrong council" in mail.text
    with pytest.raises(Refused, match="struck out on 18 November 2026"):
        strike(mistaken, area.clerk)
    with pytest.raises(Refused, match="recorded by mistake"):
        log(mistaken, area.clerk)
    assert area.appoint().is_current  # the days are free again


def test_the_champion_who_had_been_ended_for_it_goes_on(area):
    first = area.appoint(ends_on=date(2027, 5, 11))
    mistaken = area.appoint(starts_on=date(2026, 11, 1), end_reason="Stood down")
    strike(mistaken, area.clerk)
    first.refresh_from_db()
    assert (first.ends_on, first.ended_at, first.end_reason) == (date(2027, 5, 11), None, "")
    assert list(Appointment.objects.current()) == [first]
    assert AuditEvent.objects.get(verb="charters.champion_struck").sentence.endswith("The champion before goes on")


def test_the_champion_before_stays_ended_when_somebody_else_follows_by_now(area):
    first = area.appoint()
    mistaken = area.appoint(starts_on=date(2026, 11, 1), end_reason="Stood down")
    area.appoint(starts_on=date(2026, 11, 10), end_reason="Wrong person")
    strike(mistaken, area.clerk)
    first.refresh_from_db()
    assert first.ends_on == date(2026, 10, 31)


def test_what_was_done_keeps_an_appointment(area):
    appointment = area.appoint()
    entry = log(appointment, area.councillor)
    with pytest.raises(Refused, match="Strike those entries out first"):
        strike(appointment, area.clerk)
    actions.strike_entry(entry=entry, reason="Never happened", by=area.councillor)
    assert strike(appointment, area.clerk).is_struck


def test_the_database_wants_a_reason_and_a_person(area):
    appointment = area.appoint()
    with pytest.raises(IntegrityError, match="appointment_struck_at_with_by"), transaction.atomic():
        Appointment.objects.filter(pk=appointment.pk).update(strike_reason="Just so")


def test_the_clerk_says_it_on_the_page_and_neighbours_do_not_read_it(area, client):
    appointment = area.appoint()
    address = reverse("charters:champion-end", args=[appointment.public_id])
    page = reverse("charters:champion", args=[area.council.slug])
    sign_in(client, area.clerk)
    assert "Enter the last day" in client.post(address, {"how": "ended", "reason": "x"}).content.decode()
    assert client.post(address, {"how": "mistake", "reason": "Entered twice"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "struck out on 18 November 2026: Entered twice" in shown
    assert "The council has no champion today" in shown
    assert client.post(address, {"how": "mistake", "reason": "Again"}).status_code == 200
    ended = area.appoint(starts_on=date(2026, 6, 1))
    actions.end_appointment(appointment=ended, ends_on=date(2026, 11, 1), reason="Moved", by=area.clerk)
    address = reverse("charters:champion-end", args=[ended.public_id])
    assert "It was recorded by mistake" in client.get(address).content.decode()
    assert client.post(address, {"reason": "Wrong days"}).status_code == 302
    assert "Wrong days" in sign_in(client, area.officer).get(page).content.decode()


def test_an_officers_home_says_which_council_of_the_county_has_no_champion(
    area, client, django_capture_on_commit_callbacks
):
    area.appoint(area.county, by=area.county_officer)
    area.appoint(area.district, by=area.officer)
    home = sign_in(client, area.county_officer).get("/").content.decode()
    assert "2 of 3 parished councils have a charter champion" in home
    assert f"Without a champion: {area.other.full_name}" in home
    with django_capture_on_commit_callbacks(execute=True):
        area.appoint(area.other, by=area.other_officer)
    assert "parished councils" not in client.get("/").content.decode()


def test_a_district_hears_of_a_local_council_only_when_its_champion_has_left(
    area, client, django_capture_on_commit_callbacks
):
    sign_in(client, area.officer)
    assert "lost its charter champion" not in client.get("/").content.decode()
    appointment = area.appoint()
    with django_capture_on_commit_callbacks(execute=True):
        actions.end_appointment(appointment=appointment, ends_on=date(2026, 11, 1), reason="Moved", by=area.clerk)
    home = client.get("/").content.decode()
    assert "1 local council has lost its charter champion" in home
    assert f"Without a champion: {area.council.full_name}" in home
