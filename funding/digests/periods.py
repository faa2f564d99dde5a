"""The periods of the funding e-mail. Every instant belongs to exactly one of each kind.

Weekly and monthly ones end on a Tuesday at 7:30 on the clock in London, before the working day of most clerks. No
Tuesday has an hour that is left out or comes twice: the clocks change on Sundays.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from funding.models.digests import Rhythm

CLOCK = time(7, 30)
TUESDAY = 1
WEEK = timedelta(days=7)
QUARTER = timedelta(minutes=15)  # those who are told at once wait so long at most, and what belongs together comes so


@dataclass(frozen=True)
class Period:
    """From `begins_at`, which belongs to it, to `ends_at`, which does not."""

    kind: str
    begins_at: datetime
    ends_at: datetime


def period_of(kind, moment):
    """The period to which a moment belongs."""
    begins = _last_end(kind, moment)
    return Period(kind, begins, _next_end(kind, begins))


def ended_before(kind, moment):
    """The last period that is over at this moment."""
    ends = _last_end(kind, moment)
    return Period(kind, _last_end(kind, ends - timedelta(microseconds=1)), ends)


def _last_end(kind, moment):
    if kind == Rhythm.NOW:
        moment = moment.astimezone(UTC)
        return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
    day = timezone.localtime(moment).date()
    tuesday = day - timedelta(days=(day.weekday() - TUESDAY) % 7)
    if kind == Rhythm.WEEKLY:
        return _at(tuesday) if _at(tuesday) <= moment else _at(tuesday - WEEK)
    first = _first_tuesday(day)
    return _at(first) if _at(first) <= moment else _at(_first_tuesday(day.replace(day=1) - timedelta(days=1)))


def _next_end(kind, end):
    if kind == Rhythm.NOW:
        return end + QUARTER
    day = timezone.localtime(end).date()
    if kind == Rhythm.WEEKLY:
        return _at(day + WEEK)
    return _at(_first_tuesday(day.replace(day=1) + timedelta(days=31)))


def _first_tuesday(day):
    first = day.replace(day=1)
    return first + timedelta(days=(TUESDAY - first.weekday()) % 7)


def _at(day):
    return datetime.combine(day, CLOCK, timezone.get_default_timezone()).astimezone(UTC)
