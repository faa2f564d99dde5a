"""Days of a charter's life: renewals, leap days, month ends, weekends and bank holidays, both clock changes."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from charters.health import health
from charters.reminders.life import END, NOTICE, REVIEW
from charters.terms import (
    DAY,
    Life,
    Term,
    add_months,
    last_day_after_notice,
    latest_notice,
    report_due_on,
    review_day,
)
from core.reminders.plan import Schedule, day_of
from core.working_days import is_working_day

days = st.dates(date(2000, 1, 1), date(2080, 12, 31))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
lengths = st.integers(1, 120)
lives = st.builds(Life, starts_on=days, months=st.lists(lengths, min_size=1, max_size=6).map(tuple),
                  notice_months=st.integers(1, 24))  # fmt: skip


@given(days, st.integers(-600, 600))
def test_months_later_is_the_same_day_or_the_last_of_that_month(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)


@given(lives)
def test_terms_follow_each_other_without_gap_or_overlap(life):
    for before, after in zip(life.terms, life.terms[1:], strict=False):
        assert after.starts_on == before.ends_on + DAY
    assert all(term.starts_on <= term.ends_on for term in life.terms)


@given(lives, lengths)
def test_a_renewal_moves_the_end_and_leaves_every_term_before_it_as_it_was(life, months):
    renewed = Life(life.starts_on, (*life.months, months), life.notice_months)
    assert renewed.terms[:-1] == life.terms
    assert renewed.ends_on == add_months(life.starts_on, sum(renewed.months)) - DAY
    assert renewed.notice_by >= life.notice_by


@given(lives, st.integers(-400, 4000))
def test_the_current_term_holds_the_day(life, offset):
    today = life.starts_on + timedelta(days=offset)
    term = life.current(today)
    if today < life.starts_on:
        assert term.number == 1
    elif life.has_run_out(today):
        assert term == life.terms[-1]
    else:
        assert term.starts_on <= today <= term.ends_on


@given(days, st.integers(1, 24), st.sampled_from(["England", "Wales"]))
def test_notice_on_the_last_day_takes_effect_by_the_end_and_no_later_working_day_would(ends_on, months, nation):
    last = latest_notice(ends_on, months, nation)
    assert is_working_day(last, nation)
    assert last_day_after_notice(last, months) <= ends_on
    day = last + DAY
    while last_day_after_notice(day, months) <= ends_on:
        assert not is_working_day(day, nation)
        day += DAY


@given(days, days, st.integers(1, 24))
def test_who_gives_notice_later_never_leaves_earlier_and_every_notice_lasts_its_months(one, other, months):
    first, second = sorted((one, other))
    assert last_day_after_notice(first, months) <= last_day_after_notice(second, months)
    last = last_day_after_notice(first, months)
    assert (last.year - first.year) * 12 + last.month - first.month == months
    assert last.day == min(first.day, monthrange(last.year, last.month)[1])


@given(st.none() | days, st.lists(st.tuples(moments, days), max_size=5, unique_by=lambda pair: pair[0]), st.randoms())
def test_what_was_decided_last_says_when_it_is_reviewed_in_whatever_order_it_is_read(written, decided, dice):
    shuffled = dice.sample(decided, len(decided))
    assert review_day(written, shuffled) == (sorted(decided)[-1][1] if decided else written)


@given(st.sampled_from([REVIEW, NOTICE, END]), st.dates(date(2024, 1, 1), date(2040, 1, 1)),
       st.sampled_from(["England", "Wales"]))  # fmt: skip
def test_reminders_of_a_life_come_on_working_days_in_order_and_on_the_right_side_of_the_day(offsets, day, nation):
    schedule = Schedule(due_on=day, offsets=offsets, since=date(2020, 1, 1), nation=nation)
    told = [day_of(schedule, offset) for offset in offsets]
    assert all(is_working_day(each, nation) for each in told)
    assert told == sorted(set(told))
    assert all(each < day if offset > 0 else each >= day for each, offset in zip(told, offsets, strict=True))


def test_a_decision_in_the_hour_that_comes_twice_is_later_than_one_in_it_before():
    first, again = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    with timezone.override("Europe/London"):  # 01:30, and forty minutes later 01:10
        assert timezone.localtime(first).time() > timezone.localtime(again).time()
    assert review_day(None, [(again, date(2027, 10, 25)), (first, date(2027, 1, 1))]) == date(2027, 10, 25)


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 24, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), True),
    ],
)
def test_a_review_is_overdue_and_notice_is_counted_from_midnight_in_london_at_both_clock_changes(moment, late):
    day = date(moment.year, moment.month, 28 if moment.month == 3 else 24)
    with time_machine.travel(moment, tick=False):
        today = timezone.localdate()
        found = health([], Life(date(2025, 1, 1), review_on=day), asked=2, signed=2, said_on=[], today=today)
        assert found.parts[-1].share == (0.0 if late else 1.0)
        assert last_day_after_notice(today, 3) == add_months(day + DAY if late else day, 3)


@given(days, st.one_of(st.none(), days), st.one_of(st.none(), days))
def test_a_report_is_due_within_half_a_year_and_after_what_was_said(in_force, said, due):
    on = report_due_on(in_force, said, due)
    assert on <= add_months(max(in_force, said or in_force), 6)
    assert due is None or said is not None or on <= max(due, on)
    if said and due and said >= due:
        assert on > said


@pytest.mark.parametrize(
    ("starts_on", "months", "ends"),
    [
        (date(2026, 4, 1), (36,), [date(2029, 3, 31)]),
        (date(2024, 2, 29), (12, 36), [date(2025, 2, 27), date(2028, 2, 28)]),
        (date(2026, 8, 31), (6, 6, 6), [date(2027, 2, 27), date(2027, 8, 30), date(2028, 2, 28)]),
        (date(2026, 1, 31), (1, 1, 1), [date(2026, 2, 27), date(2026, 3, 30), date(2026, 4, 29)]),
    ],
)
def test_month_ends_and_leap_days_do_not_creep(starts_on, months, ends):
    assert [term.ends_on for term in Life(starts_on, months).terms] == ends


@pytest.mark.parametrize(
    ("ends_on", "months", "notice"),
    [
        (date(2026, 2, 28), 1, date(2026, 1, 30)),  # the 31st is a Saturday
        (date(2027, 3, 31), 3, date(2026, 12, 31)),
        (date(2027, 3, 26), 3, date(2026, 12, 24)),  # the 26th is Boxing Day, a Saturday; the 25th is Christmas Day
        (date(2028, 2, 29), 12, date(2027, 2, 26)),  # the 28th is a Sunday
        (date(2026, 7, 6), 3, date(2026, 4, 2)),  # Easter Monday, and Good Friday before it
    ],
)
def test_the_last_day_for_notice_is_no_quiet_day(ends_on, months, notice):
    assert latest_notice(ends_on, months) == notice


def test_without_an_end_there_is_no_last_day_for_notice():
    life = Life(date(2026, 4, 1))
    assert (life.ends_on, life.notice_by, life.has_run_out(date(2126, 1, 1))) == (None, None, False)
    assert life.current(date(2126, 1, 1)) == Term(1, date(2026, 4, 1), None)


@pytest.mark.parametrize(
    ("moment", "has_run_out"),
    [
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), False),  # winter time: still the 28th in London
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), True),  # half an hour before the clocks go forward
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), True),  # half an hour after
    ],
)
def test_a_term_ends_at_midnight_in_london_when_the_clocks_go_forward(moment, has_run_out):
    life = Life(date(2025, 3, 29), (12,))
    assert life.ends_on == date(2026, 3, 28)
    with time_machine.travel(moment, tick=False):
        assert life.has_run_out(timezone.localdate()) is has_run_out


@pytest.mark.parametrize(
    ("moment", "has_run_out"),
    [
        (datetime(2026, 10, 24, 22, 59, tzinfo=UTC), False),  # summer time: 23:59 on the 24th in London
        (datetime(2026, 10, 24, 23, 1, tzinfo=UTC), True),  # the 25th has begun in London, not yet in UTC
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), True),  # the hour that comes twice
    ],
)
def test_a_term_ends_at_midnight_in_london_when_the_clocks_go_back(moment, has_run_out):
    life = Life(date(2025, 10, 25), (12,))
    assert life.ends_on == date(2026, 10, 24)
    with time_machine.travel(moment, tick=False):
        assert life.has_run_out(timezone.localdate()) is has_run_out
