"""Working days: neither Saturday nor Sunday nor a bank holiday of the nation.

The dates of England and Wales have been the same so far; Scotland shows that they need not be, so each has its own.
"""

from datetime import timedelta
from functools import cache

import holidays

DAY = timedelta(days=1)
SUBDIVISIONS = {"England": "ENG", "Wales": "WLS"}  # as the library names them
SATURDAY = 5


@cache
def bank_holidays(nation):
    """The bank holidays of a nation; the library works a year out when it is first asked about."""
    return holidays.country_holidays("GB", subdiv=SUBDIVISIONS.get(nation, "ENG"))


def is_working_day(day, nation="England"):
    """True from Monday to Friday, unless it is a bank holiday there."""
    return day.weekday() < SATURDAY and day not in bank_holidays(nation)


def working_day_from(day, nation="England"):
    """The day itself, or the first working day after it."""
    while not is_working_day(day, nation):
        day += DAY
    return day


def working_day_until(day, nation="England"):
    """The day itself, or the last working day before it."""
    while not is_working_day(day, nation):
        day -= DAY
    return day


def next_working_day(day, nation="England"):
    """The first working day after the day."""
    return working_day_from(day + DAY, nation)


def add_working_days(day, count, nation="England"):
    """So many working days after the day; 0 is the day itself. Ten working days from a Monday end on a Monday."""
    for _ in range(count):
        day = next_working_day(day, nation)
    return day


def working_days_between(start, end, nation="England"):
    """How many working days come after `start`, up to and including `end`; less than 0 if `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, nation)
    return sum(is_working_day(start + n * DAY, nation) for n in range(1, (end - start).days + 1))
