"""Days of an agreement, counted: pure functions of dates, so that every odd case can be tried."""

from calendar import monthrange
from datetime import date

REPORT_EVERY = 6  # months: whoever answers for a commitment says twice a year how it stands


def add_months(day, months):
    """The same day so many months later; where that month is shorter, its last day. Minus goes back."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def report_due_on(in_force_on, reported_on, due_on):
    """By when a council says again how a commitment stands.

    Half a year after the version came into force or after its last word; earlier if the commitment is due earlier and
    nothing has been said since that day.
    """
    regular = add_months(max(in_force_on, reported_on or in_force_on), REPORT_EVERY)
    if due_on and (reported_on is None or reported_on < due_on):
        return min(regular, due_on)
    return regular
