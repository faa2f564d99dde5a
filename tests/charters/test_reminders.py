"""Reminders of a round, from one season to another: each once, in one e-mail, by the clock of London."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from accounts.models import Membership
from charters import actions
from charters.models import Answer
from core.models import AuditEvent, OutgoingEmail, Reminder
from core.policies import SYSTEM
from core.reminders import actions as reminders
from core.reminders.actions import send_reminders
from core.roles import Role
from tests.accounts.factories import MembershipFactory
from tests.charters.factories import Round, make_person, sign

pytestmark = pytest.mark.django_db
DUE = date(2026, 6, 18)  # a Thursday


@pytest.fixture
def clock():
    """`clock(day, hour)`: what time it is; in summer London is an hour ahead of UTC."""
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as traveller:

        def move(day, hour=9):
            traveller.move_to(datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC))

        yield move


@pytest.fixture
def charter(clock):
    """Sent to two councils at the beginning of March, to be answered by 18 June."""
    charter = Round(locals_=2).sent(days=(DUE - date(2026, 3, 2)).days)
    OutgoingEmail.objects.all().delete()
    return charter


def sent(**wanted):
    return list(OutgoingEmail.objects.filter(kind="core.reminders", **wanted).order_by("pk"))


def run_every_day(clock, start, end):
    """The worker's hour of every day; returns the days on which something went out, and nothing went out again."""
    days, day, before = [], start, len(sent())
    while day <= end:
        clock(day, 6)
        send_reminders(by=SYSTEM)
        after = len(sent())
        if after > before:
            days.append(day)
            send_reminders(by=SYSTEM)
            assert len(sent()) == after
        day, before = day + timedelta(days=1), after
    return days


def test_four_reminders_and_no_more(clock, charter):
    days = run_every_day(clock, date(2026, 5, 1), date(2026, 7, 31))
    assert days == [date(2026, 5, 19), date(2026, 6, 11), date(2026, 6, 17), date(2026, 6, 19)]
    assert len(sent(to=charter.clerks[0].email)) == 4
    last = sent(to=charter.clerks[0].email)[-1]
    assert "It was due by 18 June 2026." in last.text
    assert "Working together" in last.subject
    assert f"/charters/{charter.agreement.reference}/councils/{charter.councils[0].slug}/" in last.text


def test_whoever_has_answered_or_signed_is_left_in_peace(clock, charter):
    actions.answer(response=charter.response(0), answer=Answer.ACCEPTED, by=charter.clerks[0])
    sign(charter.response(1), by=charter.clerks[1])
    assert run_every_day(clock, date(2026, 5, 18), date(2026, 5, 20)) == []


def test_an_answer_between_gathering_and_sending_counts(clock, charter, monkeypatch):
    clock(date(2026, 5, 19))
    real = reminders._groups

    def answered_meanwhile(offers):
        groups = real(offers)
        actions.answer(response=charter.response(0), answer=Answer.ACCEPTED, by=charter.clerks[0])
        return groups

    monkeypatch.setattr(reminders, "_groups", answered_meanwhile)
    send_reminders(by=SYSTEM)
    assert [email.to for email in sent()] == [charter.clerks[1].email]


def test_several_things_for_one_mailbox_are_one_e_mail(clock, charter):
    clock(date(2026, 3, 2))
    MembershipFactory(user=charter.clerks[0], council=charter.councils[1], role=Role.CLERK)
    clock(date(2026, 5, 19))
    send_reminders(by=SYSTEM)
    (folded,) = sent(to=charter.clerks[0].email)
    assert folded.subject == "Reminder: 2 things are due"
    assert all(council.full_name in folded.text for council in charter.councils)
    assert len(sent(to=charter.clerks[1].email)) == 1
    assert Reminder.objects.filter(was_sent=True).count() == 2


def test_two_clerks_of_one_council_are_both_reminded(clock, charter):
    second = make_person(charter.councils[0])
    clock(date(2026, 5, 19))
    send_reminders(by=SYSTEM)
    assert {email.to for email in sent()} == {second.email, *(clerk.email for clerk in charter.clerks)}


def test_a_later_date_repeats_no_reminder_and_tells_the_new_date_once(clock, charter):
    run_every_day(clock, date(2026, 5, 18), date(2026, 6, 12))
    assert len(sent(to=charter.clerks[0].email)) == 2  # thirty days and seven days before
    actions.extend_round(version=charter.version, reply_by=date(2026, 9, 17), by=charter.officer)
    told = OutgoingEmail.objects.filter(kind="charters.new-date", to=charter.clerks[0].email)
    assert told.count() == 1
    days = run_every_day(clock, date(2026, 6, 13), date(2026, 10, 30))
    assert days == [date(2026, 9, 16), date(2026, 9, 18)]  # a day before the new date, and when it is over
    assert told.count() == 1


def test_a_council_with_a_date_of_its_own_is_reminded_of_that(clock, charter):
    clock(date(2026, 5, 18))
    actions.extend_reply(response=charter.response(0), reply_by=date(2026, 9, 17), by=charter.officer)
    run_every_day(clock, date(2026, 5, 18), date(2026, 6, 30))
    assert sent(to=charter.clerks[0].email) == []
    assert len(sent(to=charter.clerks[1].email)) == 4
    run_every_day(clock, date(2026, 8, 1), date(2026, 9, 30))
    assert len(sent(to=charter.clerks[0].email)) == 4


def test_a_reminder_by_hand_counts_and_still_works(clock, charter):
    clock(date(2026, 6, 9))
    actions.remind(response=charter.response(0), by=charter.officer)
    assert run_every_day(clock, date(2026, 6, 10), date(2026, 6, 12)) == [date(2026, 6, 11)]
    assert sent(to=charter.clerks[0].email) == []
    assert len(sent(to=charter.clerks[1].email)) == 1
    clock(date(2026, 6, 17))
    send_reminders(by=SYSTEM)
    assert len(sent(to=charter.clerks[0].email)) == 1
    actions.remind(response=charter.response(0), by=charter.officer)


def test_a_worker_that_stood_still_for_weeks_sends_one(clock, charter):
    clock(date(2026, 6, 17))
    send_reminders(by=SYSTEM)
    assert len(sent(to=charter.clerks[0].email)) == 1
    passed = Reminder.objects.filter(was_sent=False).values_list("offset", flat=True)
    assert sorted(passed) == [7, 7, 30, 30]


def test_killed_in_the_middle_nothing_is_lost_and_nothing_repeated(clock, charter, monkeypatch):
    clock(date(2026, 5, 19))
    real, calls = reminders._post, []

    def dies_at_the_second(sending):
        calls.append(sending)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return real(sending)

    monkeypatch.setattr(reminders, "_post", dies_at_the_second)
    send_reminders(by=SYSTEM)
    assert len(sent()) == 1
    monkeypatch.setattr(reminders, "_post", real)
    send_reminders(by=SYSTEM)
    assert {email.to for email in sent()} == {clerk.email for clerk in charter.clerks}
    assert len(sent()) == 2


def test_nobody_to_write_to_is_tried_again_when_somebody_has_joined(clock, charter):
    Membership.objects.filter(council=charter.councils[0]).update(ends_on=date(2026, 5, 1))
    run_every_day(clock, date(2026, 5, 19), date(2026, 5, 20))
    assert not Reminder.objects.filter(object_id=charter.response(0).pk, was_sent=True).exists()
    clerk = make_person(charter.councils[0])
    clock(date(2026, 5, 21))
    send_reminders(by=SYSTEM)
    assert len(sent(to=clerk.email)) == 1


@pytest.mark.parametrize(
    ("due", "days"),
    [
        # due after Easter Monday: the day before is Maundy Thursday, and a week before stays a working day
        (date(2026, 4, 7), [date(2026, 3, 31), date(2026, 4, 2), date(2026, 4, 8)]),
        # across the change to summer time, which is on 29 March 2026
        (date(2026, 3, 30), [date(2026, 3, 23), date(2026, 3, 27), date(2026, 3, 31)]),
    ],
)
def test_easter_and_the_clocks_going_forward(clock, due, days):
    clock(date(2026, 3, 9))
    Round(locals_=1).sent(days=(due - date(2026, 3, 9)).days)
    assert run_every_day(clock, date(2026, 3, 10), date(2026, 4, 30)) == days


@pytest.mark.parametrize(
    ("due", "days"),
    [
        (date(2026, 10, 26), [date(2026, 9, 25), date(2026, 10, 19), date(2026, 10, 23), date(2026, 10, 27)]),
        (date(2026, 12, 29), [date(2026, 11, 27), date(2026, 12, 22), date(2026, 12, 24), date(2026, 12, 30)]),
        (date(2027, 1, 1), [date(2026, 12, 2), date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 4)]),
    ],
)
def test_the_clocks_going_back_christmas_and_new_year(clock, due, days):
    clock(date(2026, 9, 1))
    Round(locals_=1).sent(days=(due - date(2026, 9, 1)).days)
    assert run_every_day(clock, due - timedelta(days=40), due + timedelta(days=12)) == days


def test_late_in_the_evening_of_summer_it_is_already_tomorrow_in_london(clock, charter):
    clock(date(2026, 5, 18), 23)  # half past midnight on the 19th
    send_reminders(by=SYSTEM)
    assert len(sent()) == 2


def test_each_council_has_the_holidays_of_its_nation(clock, monkeypatch):
    """The registers are the same today, so another one is made up for Wales."""
    monkeypatch.setattr("core.working_days.bank_holidays", {"England": set(), "Wales": {date(2026, 5, 19)}}.get)
    charter = Round(locals_=2)
    charter.councils[1].nation = "Wales"
    charter.councils[1].save()
    charter.sent(days=(DUE - date(2026, 3, 2)).days)
    run_every_day(clock, date(2026, 5, 18), date(2026, 5, 18))
    assert [email.to for email in sent()] == [charter.clerks[1].email]
    run_every_day(clock, date(2026, 5, 19), date(2026, 5, 19))
    assert [email.to for email in sent()] == [charter.clerks[1].email, charter.clerks[0].email]


def test_it_is_written_into_the_timeline_for_the_council_and_the_convener(clock, charter):
    clock(date(2026, 5, 19))
    send_reminders(by=SYSTEM)
    event = AuditEvent.objects.filter(verb="charters.reminded").first()
    assert event.restricted
    assert charter.principal.pk in event.council_ids
    assert event.actor == "Common Ground"


def test_people_who_are_no_administrators_do_not_send_reminders(charter):
    with pytest.raises(PermissionDenied):
        send_reminders(by=charter.officer)


def test_gathering_costs_the_same_for_many_councils(clock, django_assert_max_num_queries):
    clock(date(2026, 3, 2))
    Round(locals_=12).sent(days=100)
    with django_assert_max_num_queries(14):  # one of each kind of reminder, and the earliest that anybody wants
        send_reminders(by=SYSTEM)
