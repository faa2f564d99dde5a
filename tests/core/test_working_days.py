"""Working days, tried on known dates and by properties that must hold on any."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.working_days import (
    add_working_days,
    is_working_day,
    next_working_day,
    working_day_from,
    working_day_until,
    working_days_between,
)

NATIONS = st.sampled_from(["England", "Wales"])
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
SOME = st.integers(0, 60)


@pytest.mark.parametrize("nation", ["England", "Wales"])
@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True),  # Maundy Thursday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 4, 7), True),
        (date(2026, 5, 25), False),  # Spring bank holiday
        (date(2026, 8, 31), False),  # Summer bank holiday
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # for Boxing Day, a Saturday
        (date(2022, 12, 27), False),  # for Christmas Day, a Sunday
        (date(2022, 9, 19), False),  # the State Funeral
        (date(2023, 5, 8), False),  # the Coronation
        (date(2026, 3, 17), True),  # St Patrick's Day is Northern Ireland's
        (date(2026, 1, 2), True),  # 2 January is Scotland's
        (date(2026, 3, 1), False),  # a Sunday; St David's Day is none yet
    ],
)
def test_known_days(nation, day, works):
    assert is_working_day(day, nation) is works


def test_each_nation_has_its_own_register(monkeypatch):
    """The dates are the same today: the code must not rely on it."""
    registers = {"England": set(), "Wales": {date(2027, 3, 1)}}
    monkeypatch.setattr("core.working_days.bank_holidays", registers.__getitem__)
    assert next_working_day(date(2027, 2, 26), "England") == date(2027, 3, 1)
    assert next_working_day(date(2027, 2, 26), "Wales") == date(2027, 3, 2)


def test_over_easter_and_christmas():
    assert next_working_day(date(2026, 4, 2)) == date(2026, 4, 7)
    assert working_day_until(date(2026, 4, 6)) == date(2026, 4, 2)
    assert add_working_days(date(2026, 12, 23), 3) == date(2026, 12, 30)
    assert working_days_between(date(2026, 12, 24), date(2027, 1, 4)) == 4
    assert working_days_between(date(2027, 1, 4), date(2026, 12, 24)) == -4


def test_ten_working_days_from_a_plain_monday_are_two_weeks():
    assert add_working_days(date(2026, 6, 1), 10) == date(2026, 6, 15)


@given(DAYS, NATIONS)
def test_the_next_working_day_is_one_and_none_lies_between(day, nation):
    found = next_working_day(day, nation)
    assert is_working_day(found, nation)
    assert found > day
    assert not any(is_working_day(day + timedelta(n), nation) for n in range(1, (found - day).days))
    assert (found - day).days <= 5


@given(DAYS, NATIONS)
def test_a_working_day_is_moved_neither_way(day, nation):
    moved = {working_day_from(day, nation), working_day_until(day, nation)}
    assert (moved == {day}) is is_working_day(day, nation)


@given(DAYS, SOME, NATIONS)
def test_adding_and_counting_agree(day, count, nation):
    end = add_working_days(day, count, nation)
    assert working_days_between(day, end, nation) == count
    assert working_days_between(end, day, nation) == -count


@given(DAYS, SOME, SOME, NATIONS)
def test_adding_twice_is_adding_the_sum(day, first, second, nation):
    step_by_step = add_working_days(add_working_days(day, first, nation), second, nation)
    assert step_by_step == add_working_days(day, first + second, nation)


@given(DAYS, SOME, SOME, NATIONS)
def test_counting_adds_up(day, first, second, nation):
    middle = day + timedelta(first)
    end = middle + timedelta(second)
    whole = working_days_between(day, end, nation)
    assert whole == working_days_between(day, middle, nation) + working_days_between(middle, end, nation)
    assert whole <= (end - day).days
