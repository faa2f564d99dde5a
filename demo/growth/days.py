"""Moments of the national data set: fixed, so that one seed gives the same rows on any day."""

from datetime import UTC, datetime, timedelta

FIRST = datetime(2023, 1, 9, 9, tzinfo=UTC)  # the portal of this story opens
SETTLED = FIRST + timedelta(days=365)  # officers and clerks have joined; agreements begin
LAST = datetime(2026, 10, 30, 16, tzinfo=UTC)  # what is told ends here
REPLY_BY = datetime(2027, 3, 31, 12, tzinfo=UTC)  # of the rounds that are still open


def moment(dice, first=FIRST, last=LAST):
    """Some second between two moments."""
    return first + timedelta(seconds=dice.randrange(max(1, int((last - first).total_seconds()))))


def after(dice, start, most_days):
    """Some moment within so many days, never later than the end of the story."""
    return min(start + timedelta(seconds=dice.randrange(3600, most_days * 86400)), LAST)
