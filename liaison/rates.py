"""How promises were kept over the last twelve months: counted, never stored; the sums are exact."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

MOST_MONTHS = 12
QUARTER = 3  # months
FEWEST = 3  # fewer say nothing about a council
BUCKETS = ("kept", "late", "not_kept", "overdue")


@dataclass(frozen=True)
class Quarter:
    """Three months, both days included; the last one goes on until the end of this month."""

    first: date
    last: date


@dataclass
class Tally:
    """How many promises that have fallen due stand how."""

    counts: dict = field(default_factory=lambda: dict.fromkeys(BUCKETS, 0))

    def add(self, state, many=1):
        self.counts[state] += many

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def kept(self):
        """On time or late."""
        return self.counts["kept"] + self.counts["late"]

    @property
    def says_something(self):
        return self.total >= FEWEST

    @property
    def percent(self):
        """Kept, of those that fell due, in whole per cent: rounded down, so that 100 means all."""
        return self.kept * 100 // self.total if self.total else 0


def _months_back(day, months):
    """The first day of the month so many months before."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def quarters(today):
    """The four of this month and the eleven before, the oldest first."""
    ends = range(MOST_MONTHS - QUARTER, -1, -QUARTER)
    firsts = [_months_back(today, back + QUARTER - 1) for back in ends]
    return [Quarter(first, _months_back(first, -QUARTER) - timedelta(days=1)) for first in firsts]


def tallies(rows, today):
    """(of all, [of each quarter]) from (due_on, state); what is not yet due, or gone, does not count."""
    spans = quarters(today)
    whole, parts = Tally(), [Tally() for _span in spans]
    for due_on, state in rows:
        if state in BUCKETS and due_on < today:
            for span, part in zip(spans, parts, strict=True):
                if span.first <= due_on <= span.last:
                    part.add(state)
                    whole.add(state)
    return whole, parts


def rates_of(due, own_side):
    """[(title, tally, [(quarter, tally)])] of our side and of theirs, those that say something."""
    today = timezone.localdate()
    for side, title in ((own_side, _("What we promised")), (own_side.other, _("What was promised to us"))):
        whole, parts = tallies([(day, state) for each, day, state in due if each == side], today)
        if whole.says_something:
            yield title, whole, list(zip(quarters(today), parts, strict=True))
