"""The days of a financial year, from April to March, as far as a transfer is live on them."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from partnerships.models import year_of

APRIL = 4


@dataclass(frozen=True)
class YearSpan:
    """One financial year, known by the year in whose April it begins, and its days since the transfer is live."""

    number: int
    live_on: date
    over_on: date | None = None  # the last day of one that went back

    @property
    def begins(self):
        return date(self.number, APRIL, 1)

    @property
    def last(self):
        return date(self.number + 1, APRIL - 1, 31)

    @property
    def first(self):
        return max(self.begins, self.live_on)

    @property
    def until(self):
        return min(self.last, self.over_on) if self.over_on else self.last

    @property
    def words(self):
        return f"{self.number}/{(self.number + 1) % 100:02d}"

    @property
    def since_live(self):
        """How many years after the first one."""
        return self.number - year_of(self.live_on)

    def part(self, first=None, last=None):
        """The part of the whole year, from 0 to 1, that lies between two days and is live."""
        first, last = max(first or self.first, self.first), min(last or self.until, self.until)
        return Fraction(max(0, (last - first).days + 1), (self.last - self.begins).days + 1)


def ended(transfer, today):
    """Numbers of the financial years, the last one first, that are over and in which the transfer was live."""
    if transfer.live_on is None:
        return []
    last = min(year_of(today) - 1, year_of(transfer.over_on) if transfer.over_on else today.year)
    return list(range(last, year_of(transfer.live_on) - 1, -1))
