"""Days of an agreement, counted: pure functions of dates, so that every odd case can be tried."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from core.working_days import working_day_until

REPORT_EVERY = 6  # months: whoever answers for a commitment says twice a year how it stands
USUAL_NOTICE = 3  # months, where the text names none
DAY = timedelta(days=1)


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


def last_day_after_notice(given_on, months):
    """The last day in the charter of a council that gives notice: the corresponding day, or the end of that month."""
    return add_months(given_on, months)


def latest_notice(ends_on, months, nation="England"):
    """The last day on which notice still takes effect by the end of the term; a working day, so that it is read."""
    day = add_months(ends_on, -months)
    while last_day_after_notice(day + DAY, months) <= ends_on:  # 29, 30 and 31 January all lead to 28 February
        day += DAY
    return working_day_until(day, nation)


def review_day(written, decided):
    """When a version is looked at again: as was decided last; before any decision, as the text says.

    `decided` are (moment, day) of the renewals and reviews that named a day, in any order.
    """
    return max(decided)[1] if decided else written


@dataclass(frozen=True)
class Term:
    """One term; a term without an end lasts until somebody ends the agreement."""

    number: int
    starts_on: date
    ends_on: date | None  # the last day, included


@dataclass(frozen=True)
class Life:
    """What is agreed about a version in force: how long, how it is renewed, when it is looked at again.

    `months` are the lengths of the first term and of each renewal. Every end is counted from the first day, so that
    the 31st of a month does not creep to the 28th over the years.
    """

    starts_on: date
    months: tuple = ()  # empty: no end
    notice_months: int = USUAL_NOTICE
    review_on: date | None = None
    nation: str = "England"

    @property
    def terms(self):
        """All terms agreed so far, without a gap."""
        if not self.months:
            return (Term(1, self.starts_on, None),)
        ends = [add_months(self.starts_on, sum(self.months[: n + 1])) - DAY for n in range(len(self.months))]
        starts = [self.starts_on, *(end + DAY for end in ends)]
        return tuple(Term(n + 1, starts[n], end) for n, end in enumerate(ends))

    def current(self, today):
        """The term of a day; after the last one has run out, that one."""
        return next((term for term in self.terms if term.ends_on is None or today <= term.ends_on), self.terms[-1])

    @property
    def ends_on(self):
        """The last day of the last term agreed; None without an end."""
        return self.terms[-1].ends_on

    @property
    def notice_by(self):
        """Until when notice can be given so that it takes effect by the end; None without an end."""
        if self.ends_on is None:
            return None
        return max(self.starts_on, latest_notice(self.ends_on, self.notice_months, self.nation))

    def has_run_out(self, today):
        return self.ends_on is not None and self.ends_on < today

    def is_renewed(self, today):
        """True if the term after the current one is agreed already."""
        return self.current(today) != self.terms[-1]
