"""When reminders go: weekends, Easter, Christmas, missed days, and properties that hold for any calendar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.reminders.plan import Decision, Schedule, day_of, decide
from core.working_days import is_working_day

OFFSETS = (30, 7, 1, -1)
LONG_AGO = date(2025, 1, 1)


def schedule(due_on, **changes):
    return Schedule(**{"due_on": due_on, "offsets": OFFSETS, "since": LONG_AGO, **changes})


def test_a_quiet_day_moves_a_reminder_before_and_a_late_one_after():
    easter_tuesday = schedule(date(2026, 4, 7))
    assert day_of(easter_tuesday, 1) == date(2026, 4, 2)  # the Thursday before Easter
    assert day_of(easter_tuesday, 7) == date(2026, 3, 31)
    friday = schedule(date(2026, 12, 24))
    assert day_of(friday, -1) == date(2026, 12, 29)  # after Christmas and the day for Boxing Day
    assert day_of(schedule(date(2026, 6, 1)), 1) == date(2026, 5, 29)  # due on Monday: the Friday before


def test_nothing_goes_on_a_quiet_day():
    assert decide(schedule(date(2026, 12, 26)), date(2026, 12, 25), set()) == Decision()


def test_each_offset_on_its_day():
    due = schedule(date(2026, 6, 18))
    days = {date(2026, 5, 19): 30, date(2026, 6, 11): 7, date(2026, 6, 17): 1, date(2026, 6, 19): -1}
    done = set()
    for day, offset in days.items():
        assert decide(due, day - timedelta(days=1), done).send is None
        decision = decide(due, day, done)
        assert decision == Decision(offset, ())
        done.add(decision.send)
    assert decide(due, date(2027, 6, 18), done) == Decision()


def test_a_worker_that_stood_still_sends_one_and_not_three():
    due = schedule(date(2026, 6, 18))
    assert decide(due, date(2026, 6, 17), set()) == Decision(1, (7, 30))


def test_a_missed_one_gives_way_to_one_that_comes_in_a_day_or_two():
    due = schedule(date(2026, 6, 18))
    assert decide(due, date(2026, 6, 10), set()) == Decision(None, (30,))
    assert decide(due, date(2026, 6, 5), set()) == Decision(30, ())
    assert decide(due, date(2026, 6, 18), {30, 7}) == Decision(1, ())  # on the day itself it is worth it


def test_what_was_asked_for_late_is_not_reminded_of_the_next_day():
    due = schedule(date(2026, 6, 18), since=date(2026, 6, 14))
    assert decide(due, date(2026, 6, 15), set()) == Decision(None, (7, 30))


def test_a_reminder_by_hand_counts():
    due = schedule(date(2026, 6, 18), reminded_on=date(2026, 6, 9))
    assert decide(due, date(2026, 6, 11), {30}) == Decision(None, (7,))
    assert decide(due, date(2026, 6, 17), {30, 7}).send == 1  # more than a week later


def test_a_day_that_has_passed_is_not_announced():
    due = schedule(date(2026, 6, 18), offsets=(7, 1))
    assert decide(due, date(2026, 6, 19), {7}) == Decision(None, (1,))


DUE = st.dates(date(2024, 1, 1), date(2040, 1, 1))
NATIONS = st.sampled_from(["England", "Wales"])


@given(DUE, NATIONS, st.sets(st.integers(0, 79), max_size=80), st.integers(0, 60))
def test_whenever_the_worker_runs_each_offset_is_settled_once_and_the_flood_never_comes(due_on, nation, runs, ago):
    """Any days on which the worker ran, any date of asking: at most one a day, none on a quiet day, none twice."""
    plan = schedule(due_on, nation=nation, since=due_on - timedelta(days=ago))
    done, sent = set(), []
    for run in sorted(runs):
        today = due_on - timedelta(days=60) + timedelta(days=run)
        decision = decide(plan, today, done)
        settled = {decision.send, *decision.passed_over} - {None}
        assert not settled & done
        assert settled <= set(OFFSETS)
        if decision.send is not None:
            assert is_working_day(today, nation)
            assert today > plan.since
            assert decision.send > 0 or today > due_on
            sent.append(decision.send)
        done |= settled
    assert sent == sorted(set(sent), reverse=True)


@given(DUE, NATIONS)
def test_a_worker_that_runs_every_day_misses_nothing(due_on, nation):
    done = set()
    for day in range(-80, 30):
        decision = decide(schedule(due_on, nation=nation), due_on + timedelta(days=day), done)
        if decision.send is not None:
            done.add(decision.send)
        done |= set(decision.passed_over)
    assert done == set(OFFSETS)
