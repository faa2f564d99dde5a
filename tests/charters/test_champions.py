"""Champions: who may appoint, one at a time, the log, the board, the reminders, the report, and what is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.removal import remove_person
from charters import actions
from charters.champions.board import Board, months_before
from charters.champions.reports import champion_report
from charters.champions.training import suggestions
from charters.champions.years import days_of, year_label, year_of
from charters.models import Appointment, Duty, LogEntry
from core.exceptions import Refused
from core.jobs.running import run
from core.models import AuditEvent, Job, OutgoingEmail
from core.policies import SYSTEM
from core.privacy.retention import keep_to_retention
from core.reminders.actions import send_reminders
from core.roles import Role
from tests.accounts.factories import UserFactory, person, sign_in
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 11, 18, 9, tzinfo=UTC)  # a Wednesday
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False) as traveller:
        yield lambda day: traveller.move_to(datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC))


class Area:
    """A county with two districts; the first has two local councils with a clerk and a councillor each."""

    def __init__(self):
        self.county = CouncilFactory(principal=True, type="county", name="Upper County Council", short_name="Upper")
        self.district, self.other, self.unparished = (
            CouncilFactory(principal=True, type="district", county=self.county, name=f"{name} District Council")
            for name in ("Aford", "Bford", "Cford")
        )
        parents = [self.district, self.county]
        self.council, self.second = (CouncilFactory(parents=parents, name=f"{name}ton") for name in ("As", "Bar"))
        self.far = CouncilFactory(parents=[self.other, self.county], name="Farton")
        self.clerk, self.second_clerk = person(Role.CLERK, self.council), person(Role.CLERK, self.second)
        self.councillor = person(Role.COUNCILLOR, self.council, may_sign=False)
        self.officer = person(Role.LIAISON_OFFICER, self.district)
        self.county_officer = person(Role.LIAISON_OFFICER, self.county)
        self.other_officer = person(Role.LIAISON_OFFICER, self.other)

    def appoint(self, council=None, *, by=None, **details):
        facts = {"role_title": "Councillor", "starts_on": date(2026, 5, 12), "decision_taker": "full_council"}
        facts |= {"person": self.councillor} if council is None else {}
        return actions.appoint_champion(council=council or self.council, by=by or self.clerk, **{**facts, **details})


@pytest.fixture
def area():
    return Area()


def log(appointment, by, **answers):
    facts = {"duty": Duty.LIAISON, "done_on": date(2026, 11, 2), "what": "Went to the forum"}
    return actions.log_activity(appointment=appointment, by=by, **{**facts, **answers})


def test_the_councillor_is_told_and_the_trail_says_it(area):
    area.appoint()
    (mail,) = OutgoingEmail.objects.filter(kind="charters.champion")
    assert mail.to == area.councillor.email
    assert "four duties" in mail.text
    assert mail.text.count("\n- ") == 4
    event = AuditEvent.objects.get(verb="charters.champion_appointed")
    assert set(event.council_ids) == {area.council.pk, area.district.pk, area.county.pk}
    assert area.councillor.name not in event.sentence


@pytest.mark.parametrize("who", ["second_clerk", "councillor", "officer", "county_officer", "other_officer"])
def test_only_the_clerk_appoints_once_there_is_one(area, who):
    with pytest.raises(PermissionDenied):
        area.appoint(by=getattr(area, who))
    assert not Appointment.objects.exists()


def test_the_officer_records_it_for_a_council_without_a_clerk(area):
    found = area.appoint(CouncilFactory(parents=[area.district, area.county]), by=area.officer)
    assert found.person is None
    assert not OutgoingEmail.objects.filter(kind="charters.champion").exists()


def test_two_change_places_in_one_step(area):
    first = area.appoint()
    with pytest.raises(Refused) as refused:
        area.appoint(starts_on=date(2026, 11, 1))
    assert refused.value.field == "end_reason"
    second = area.appoint(starts_on=date(2026, 11, 1), end_reason="Stood down")
    first.refresh_from_db()
    assert (first.ends_on, first.end_reason, first.ended_by) == (date(2026, 10, 31), "Stood down", area.clerk)
    assert list(Appointment.objects.current()) == [second]


@pytest.mark.parametrize("starts_on", [date(2026, 5, 12), date(2026, 1, 1)])
def test_days_that_are_taken_are_refused_at_the_field(area, starts_on):
    area.appoint()
    with pytest.raises(Refused) as refused:
        area.appoint(starts_on=starts_on, end_reason="x")
    assert refused.value.field == "starts_on"
    assert area.appoint(starts_on=date(2024, 5, 1), ends_on=date(2026, 5, 11)).ends_on == date(2026, 5, 11)


def test_who_replaces_a_champion_says_why_and_who_records_an_earlier_one_need_not(area, client):
    area.appoint()
    address = reverse("charters:champion-appoint", args=[area.council.slug])
    sign_in(client, area.clerk)
    typed = {"person": "none", "role_title": "Councillor", "decision_taker": "full_council"}
    typed |= {"starts_on-day": "1", "starts_on-month": "5"}
    page = client.post(address, {**typed, "starts_on-year": "2026"})
    assert [error.text for error in BeautifulSoup(page.content, "lxml").select(".govuk-error-summary li a")] == [
        "Enter why the appointment before it ends"
    ]
    earlier = {"ends_on-day": "30", "ends_on-month": "4", "ends_on-year": "2026", "starts_on-year": "2024"}
    assert client.post(address, {**typed, **earlier}).status_code == 302
    assert Appointment.objects.filter(ended_at=None).count() == 2


def test_the_database_holds_one_at_a_time(area):
    first = area.appoint(ends_on=date(2026, 12, 31))
    facts = {"role_title": "Councillor", "decision_taker": "full_council", "recorded_by": area.clerk}
    with pytest.raises(IntegrityError, match="appointment_one_at_a_time"), transaction.atomic():
        Appointment.objects.create(council=area.council, starts_on=first.ends_on, **facts)
    Appointment.objects.create(council=area.council, starts_on=first.ends_on + DAY, **facts)


def test_it_ends_once_with_a_reason(area):
    appointment = area.appoint()
    with pytest.raises(Refused, match="first day"):
        actions.end_appointment(appointment=appointment, ends_on=date(2026, 5, 1), reason="x", by=area.clerk)
    ended = actions.end_appointment(appointment=appointment, ends_on=date(2026, 11, 17), reason="Moved", by=area.clerk)
    assert not ended.is_current
    with pytest.raises(Refused, match="already"):
        actions.end_appointment(appointment=appointment, ends_on=date(2026, 11, 16), reason="x", by=area.clerk)


def test_somebody_of_another_council_is_no_champion(area):
    with pytest.raises(Refused, match="no longer acts"):
        area.appoint(person=area.second_clerk)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"done_on": date(2026, 11, 19)}, "today or in the past"),
        ({"done_on": date(2026, 5, 11)}, "not be before 12 May 2026"),
    ],
)
def test_an_entry_is_of_a_day_of_the_appointment(area, changes, words):
    appointment = area.appoint()
    with pytest.raises(Refused, match=words):
        log(appointment, area.councillor, **changes)


def test_the_log_is_kept_by_the_champion_and_the_clerk_and_read_above(area):
    appointment = area.appoint()
    log(appointment, area.councillor, councils=[area.district])
    log(appointment, area.clerk)
    another = person(Role.COUNCILLOR, area.council, may_sign=False)
    for stranger in (another, area.officer, area.second_clerk):
        with pytest.raises(PermissionDenied):
            log(appointment, fresh(stranger))
    seen = {
        who: LogEntry.objects.visible_to(fresh(getattr(area, who))).count()
        for who in ("clerk", "councillor", "officer", "county_officer", "second_clerk", "other_officer")
    }
    assert seen == {
        "clerk": 2,
        "councillor": 2,
        "officer": 2,
        "county_officer": 2,
        "second_clerk": 0,
        "other_officer": 0,
    }


def test_an_entry_is_corrected_and_struck_out_once(area):
    entry = log(area.appoint(), area.councillor)
    answers = {"duty": Duty.TRAINING, "done_on": entry.done_on, "what": "Learned together", "others": "", "follows": ""}
    actions.edit_entry(entry=entry, councils=[area.district], by=area.clerk, **answers)
    entry.refresh_from_db()
    assert (entry.duty, entry.with_whom) == ("training", [area.district.full_name])
    actions.strike_entry(entry=entry, reason="Entered twice", by=area.councillor)
    with pytest.raises(Refused, match="struck out on 18 November 2026"):
        actions.edit_entry(entry=entry, councils=[], by=area.clerk, **answers)
    assert not LogEntry.objects.standing().exists()


def test_the_board_counts_parished_councils_and_says_what_is_the_matter(area):
    area.appoint(area.county, by=area.county_officer, decision_taker="cabinet")
    area.appoint(area.district, by=area.officer, ends_on=date(2026, 12, 31))
    board = Board(area.county)
    assert [(row.council, row.state) for row in board.rows] == [
        (area.county, "quiet"), (area.district, "ending"), (area.other, "none"),
    ]  # fmt: skip
    assert (board.having, len(board.rows)) == (2, 3)
    assert board.without_local_councils() == [area.unparished]
    log(Appointment.objects.get(council=area.county), area.county_officer)
    assert [row.council for row in Board(area.county, state="quiet").shown] == [area.district]
    assert [row.council for row in Board(area.county, state="none").shown] == [area.other]
    assert [row.council for row in Board(area.county, level="local").rows] == [area.council, area.second, area.far]


def test_the_board_page_says_how_many_and_filters(area, client):
    area.appoint()
    sign_in(client, area.officer)
    address = reverse("charters:champion-board", args=[area.district.slug])
    page = BeautifulSoup(client.get(address).content, "lxml")
    assert "1 of 2" in page.h1.text
    shown = BeautifulSoup(client.get(address + "?state=none").content, "lxml").select("main tbody th")
    assert [cell.text.strip() for cell in shown] == [area.second.full_name]
    text = client.get(address + "?format=csv&state=has").getvalue().decode()
    assert f'{area.council.full_name},"{area.council.context}",quiet,Councillor,2026-05-12' in text


def sent_to(someone):
    return OutgoingEmail.objects.filter(kind="core.reminders", to=someone.email)


def on_days(clock, *days):
    for day in days:
        clock(day)
        send_reminders(by=SYSTEM)


def test_a_vacancy_is_told_once_to_the_council_and_once_to_its_officers(area, clock):
    area.appoint(ends_on=date(2026, 12, 31))
    on_days(clock, date(2026, 11, 18), *[date(2026, 12, day) for day in (1, 2, 30)], date(2027, 1, 1))
    on_days(clock, *[date(2027, 1, day) for day in (4, 4, 5, 20)])
    mails = sent_to(area.clerk)
    assert [mail.created_at.date() for mail in mails] == [date(2026, 12, 1), date(2027, 1, 4)]
    assert "The appointment ended on 31 December 2026, and nobody follows." in mails[1].text
    assert "because you act for" in mails[1].text
    (told,) = sent_to(area.officer)
    assert "has no charter champion" in told.subject
    assert f"because you look after local councils for {area.district.full_name}" in told.text
    assert not sent_to(area.county_officer).exists()


@pytest.mark.parametrize("how", ["successor", "last", "dissolved"])
def test_nobody_is_told_when_nobody_is_missing(area, clock, how):
    appointment = area.appoint(ends_on=date(2026, 11, 30))
    if how == "successor":
        area.appoint(starts_on=date(2026, 12, 1))
    elif how == "last":
        end = {"ends_on": date(2026, 11, 30), "reason": "Not wanted any more", "is_last": True}
        actions.end_appointment(appointment=appointment, by=area.clerk, **end)
    else:
        type(area.council).objects.filter(pk=area.council.pk).update(status="dissolved", ended_on=date(2026, 11, 1))
    on_days(clock, date(2026, 11, 18), date(2026, 12, 1), date(2026, 12, 2))
    assert not sent_to(area.clerk).exists()
    assert not sent_to(area.officer).exists()


def test_one_that_is_recorded_as_ended_weeks_ago_is_told_the_next_day(area, clock):
    clock(date(2026, 6, 1))
    appointment = area.appoint()
    clock(date(2026, 11, 18))
    actions.end_appointment(appointment=appointment, ends_on=date(2026, 10, 1), reason="Moved", by=area.clerk)
    on_days(clock, date(2026, 11, 19), date(2026, 11, 20))
    assert sent_to(area.officer).count() == 1


def test_who_appoints_finds_it_on_the_home_page_and_the_champion_the_log(area, client):
    appointment = area.appoint(ends_on=date(2026, 12, 31))
    home = sign_in(client, area.clerk).get("/").content.decode()
    assert "Appoint a charter champion" in home
    home = sign_in(client, area.councillor).get("/").content.decode()
    assert reverse("charters:champion-log-add", args=[appointment.public_id]) in home
    assert "Appoint a charter champion" not in home


@pytest.mark.parametrize(("shows_name", "named"), [(False, 0), (True, 1)])
def test_the_public_reads_the_role_and_the_name_only_if_the_council_wants_it(area, client, shows_name, named):
    area.appoint(reach="01234 567890", shows_name=shows_name)
    page = client.get(area.council.get_absolute_url()).content.decode()
    assert "Councillor, since 12 May 2026" in page
    assert page.count(area.councillor.name.replace("'", "&#39;")) == named
    assert "01234" not in page


def test_training_is_suggested_from_what_several_said_and_when_they_began(area):
    first = area.appoint()
    assert suggestions(area.district) == ([], None)
    second = area.appoint(area.second, by=area.second_clerk, starts_on=date(2026, 9, 1))
    third = area.appoint(area.district, by=area.officer, starts_on=date(2026, 10, 1))
    for appointment, by in ((first, area.councillor), (third, area.officer)):
        actions.say_needs(appointment=appointment, needs=["planning", "money"], by=fresh(by))
    actions.say_needs(appointment=second, needs=["charter"], by=area.second_clerk)
    log(third, area.officer, duty=Duty.TRAINING, done_on=date(2026, 10, 9))
    found, last = suggestions(area.district)
    assert [each.title for each in found] == [
        "A first meeting for new champions", "Planning and neighbourhood plans", "Council finance and procurement",
    ]  # fmt: skip
    assert found[0].councils == (area.district, area.second)
    assert found[1].reason == "2 champions said that it would help them. They are of both tiers."
    assert last == date(2026, 10, 9)


def test_the_report_of_a_year_is_by_duty_and_leaves_out_what_is_struck_out(area):
    appointment = area.appoint()
    log(appointment, area.councillor, follows="A date in spring")
    actions.strike_entry(entry=log(appointment, area.councillor), reason="Twice", by=area.councillor)
    area.appoint(area.district, by=area.officer)
    report = champion_report(area.council, 2026, fresh(area.clerk))
    assert [len(duty.entries) for duty in report.duties] == [0, 0, 1, 0]
    assert report.champions[0].counts == (0, 0, 1, 0)
    whole = champion_report(area.district, 2026, fresh(area.officer), is_area=True)
    assert [each.council for each in whole.champions] == [area.district.full_name, area.council.full_name]
    assert whole.vacant == (area.second.full_name,)
    assert champion_report(area.council, 2025, fresh(area.clerk)).champions == ()


def test_the_report_is_made_as_an_accessible_pdf(area, client):
    log(area.appoint(), area.councillor)
    sign_in(client, area.officer)
    address = reverse("charters:champion-area-report", args=[area.district.slug, 2026])
    assert "Went to the forum" in client.get(address).content.decode()
    answer = client.post(address)
    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error) == ("done", "")
    content = client.get(reverse("core:job-file", args=[job.public_id, "report"])).getvalue()
    assert content.startswith(b"%PDF")
    assert b"pdfuaid" in content
    assert client.get(reverse("charters:champion-area-report", args=[area.district.slug, 2027])).status_code == 404


@pytest.mark.parametrize("who", ["clerk", "officer", "county_officer"])
def test_whoever_reads_the_log_gets_the_report_of_the_council(area, client, who):
    area.appoint()
    sign_in(client, getattr(area, who))
    answer = client.post(reverse("charters:champion-report", args=[area.council.slug, 2026]))
    assert client.get(answer["Location"]).status_code == 200
    assert sign_in(client, area.second_clerk).get(answer["Location"]).status_code == 404


def test_another_council_is_picked_by_name_and_several_are_named(area, client):
    appointment = area.appoint()
    address = reverse("charters:champion-log-add", args=[appointment.public_id])
    sign_in(client, area.councillor)
    typed = {"duty": "liaison", "what": "Met", "done_on-day": "2", "done_on-month": "11", "done_on-year": "2026"}
    CouncilFactory(name="Barton", context="Elsewhere")
    page = client.post(address, {**typed, "another": "Barton"}).content.decode()
    assert "Several councils fit “Barton”" in page
    assert client.post(address, {**typed, "another": "Nowhere at all"}).status_code == 200
    client.post(address, {**typed, "another": "Farton", "councils": [area.district.pk]})
    assert {council.name for council in LogEntry.objects.get().councils.all()} == {area.district.name, "Farton"}


def test_a_removed_champion_leaves_role_and_council(area):
    area.appoint(reach=f"{area.councillor.email}", shows_name=True)
    remove_person(person=area.councillor, why="on_request", by=UserFactory(is_staff=True, app=True))
    appointment = Appointment.objects.select_related("person").get()
    assert (appointment.reach, appointment.public_name, appointment.role_title) == ("", "", "Councillor")


def test_a_year_after_the_end_nobody_can_be_reached_any_more(area, clock):
    appointment = area.appoint(reach="01234 567890", shows_name=True)
    actions.end_appointment(appointment=appointment, ends_on=date(2026, 11, 18), reason="Moved", by=area.clerk)
    clock(date(2027, 11, 18))
    assert keep_to_retention(by=SYSTEM).get("Appointments as champion") is None
    clock(date(2027, 11, 20))
    assert keep_to_retention(by=SYSTEM)["Appointments as champion"] == 1
    appointment.refresh_from_db()
    assert (appointment.reach, appointment.shows_name) == ("", False)


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 4, 30), 2025), (date(2026, 5, 1), 2026), (date(2026, 12, 31), 2026)]
)
def test_the_council_year_begins_in_may(day, year):
    assert year_of(day) == year
    assert days_of(year)[0] <= day <= days_of(year)[1]


def test_labels_of_years_and_months_that_are_shorter():
    assert (year_label(2026), year_label(2099)) == ("2026/27", "2099/00")
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2024, 5, 31), 3) == date(2024, 2, 29)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)
    assert months_before(timezone.localdate(), 12) == date(2025, 11, 18)
