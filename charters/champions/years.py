"""The council year, by which champions report: from the annual meetings in May to the end of April."""

from datetime import date, timedelta

from django.utils import timezone

FIRST_MONTH = 5


def year_of(day):
    """The council year of a day, by the calendar year in which it begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def this_year():
    """The council year of today."""
    return year_of(timezone.localdate())


def days_of(year):
    """First and last day of a council year."""
    return date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1) - timedelta(days=1)


def year_label(year):
    """ "2026/27"."""
    return f"{year}/{(year + 1) % 100:02}"
