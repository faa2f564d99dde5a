"""Days of a partnership, counted from its current term: pure functions of dates."""

from dataclasses import dataclass
from datetime import date

from charters.terms import DAY, Term, add_months, latest_notice

YEARLY = 12  # months between reviews where nothing else is agreed


@dataclass(frozen=True)
class Span:
    """First day, the last day of each term agreed so far, notice. Without an end it lasts until it is wound up."""

    starts_on: date | None
    ends: tuple = ()  # ascending; empty: no fixed end
    notice_months: int | None = None
    nation: str = "England"

    @property
    def terms(self):
        """All terms agreed so far, without a gap; none before a first day is known."""
        if self.starts_on is None:
            return ()
        if not self.ends:
            return (Term(1, self.starts_on, None),)
        starts = [self.starts_on, *(end + DAY for end in self.ends[:-1])]
        return tuple(Term(n, starts[n - 1], end) for n, end in enumerate(self.ends, start=1))

    def current(self, today):
        """The term of a day: before the first day that one, after the last day the last one."""
        return next((t for t in self.terms if t.ends_on is None or today <= t.ends_on), self.terms[-1])

    @property
    def ends_on(self):
        """The last day of the last term agreed."""
        return self.ends[-1] if self.ends else None

    @property
    def notice_by(self):
        """The last working day on which notice ends it with the last term agreed; None without end or notice."""
        if self.ends_on is None or not self.notice_months:
            return None
        return max(self.terms[-1].starts_on, latest_notice(self.ends_on, self.notice_months, self.nation))


def span_of(partnership):
    """The days of an entry, its renewals read with it."""
    renewals = list(partnership.renewals.all())
    ends = tuple(renewal.ended_on for renewal in renewals)
    if partnership.ends_on:
        ends += (partnership.ends_on,)
    return Span(partnership.starts_on, ends, partnership.notice_months, partnership.convener.nation)


def suggested_review(span, today):
    """A year on, but early enough that notice can still be given; never before today nor after the end."""
    day = add_months(max(today, span.starts_on or today), YEARLY)
    if span.notice_by:
        day = min(day, span.notice_by)
    if span.ends_on:
        day = min(day, span.ends_on)
    return max(day, today) if span.ends_on is None or span.ends_on >= today else span.ends_on


def whole_months(term, most):
    """The length of a term in months, to the nearest and at least one; None without an end."""
    if term.ends_on is None:
        return None
    count = (term.ends_on.year - term.starts_on.year) * 12 + term.ends_on.month - term.starts_on.month
    near = range(max(count - 1, 1), max(count, 1) + 2)
    best = min(near, key=lambda months: abs(add_months(term.starts_on, months) - DAY - term.ends_on))
    return min(best, most)


def a_year_on(ends_on):
    """The last day of another year: the 29th of February follows the 28th."""
    return add_months(ends_on + DAY, YEARLY) - DAY
