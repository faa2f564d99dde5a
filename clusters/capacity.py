"""Who has a shared post when, what is free, and what a quarter costs each council. Pure sums over shares."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from core.formatting import month

DAY = timedelta(days=1)
APRIL, MONTHS = 4, 3
WEEKDAYS = 5


@dataclass(frozen=True)
class Stretch:
    """Days between which nothing changes: who has how much, and what is left. `last` None: until further notice."""

    first: date
    last: date | None
    shares: tuple
    free: Fraction

    def part_of(self, share):
        return share.part


def stretches(shares, today):
    """[Stretch] from today on; the first is that of today."""
    shares = [share for share in shares if share.ends_on is None or share.ends_on >= today]
    starts = {today, *(share.starts_on for share in shares if share.starts_on > today)}
    starts |= {share.ends_on + DAY for share in shares if share.ends_on}
    days = sorted(starts)
    found = []
    for at, first in enumerate(days):
        last = days[at + 1] - DAY if at + 1 < len(days) else None
        here = tuple(share for share in shares if is_on(share, first))
        found.append(Stretch(first, last, here, max(Fraction(0), 1 - sum(share.part for share in here))))
    return found


def is_on(share, day):
    """True on its days, the last one included."""
    return share.starts_on <= day and (share.ends_on is None or day <= share.ends_on)


def week(shares, day):
    """[(number of the day, morning, afternoon)]: the share that has the half day or None; weekends only if used."""
    taken = {slot: share for share in shares if is_on(share, day) for slot in share.slots}
    days = range(7 if any(slot >= 2 * WEEKDAYS for slot in taken) else WEEKDAYS)
    return [(number, taken.get(2 * number), taken.get(2 * number + 1)) for number in days]


@dataclass(frozen=True)
class Quarter:
    """Three months of a financial year, by their first day."""

    first: date

    @classmethod
    def of(cls, day):
        return cls(date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1))

    @classmethod
    def named(cls, text):
        """From "2026-10"; None where it names no quarter."""
        try:
            found = cls(date.fromisoformat(f"{text}-01"))
        except ValueError:
            return None
        return found if found.first.month % MONTHS == 1 and 2000 <= found.first.year < 2190 else None

    @property
    def key(self):
        return f"{self.first:%Y-%m}"

    @property
    def last(self):
        return self.next.first - DAY

    @property
    def next(self):
        return Quarter.of(self.first + timedelta(days=95))

    @property
    def previous(self):
        return Quarter.of(self.first - DAY)

    @property
    def words(self):
        """October 2026 to December 2026"""
        return _("%(first)s to %(last)s") % {"first": month(self.first), "last": month(self.last)}


@dataclass(frozen=True)
class Charge:
    """What one council pays for its share in a quarter."""

    share: object
    first: date
    last: date
    hours: Decimal
    pence: int

    @property
    def days(self):
        return (self.last - self.first).days + 1


def charges(shares, quarter):
    """[Charge] of the agreed shares of others than the employer."""
    return [
        charge for share in shares if share.agreed_at and not share.is_own and (charge := charge_of(share, quarter))
    ]


def charge_of(share, quarter):
    """None where the share is not on in the quarter.

    Hours run by days: a seventh of a week's for every day. What is due up to a day is rounded, and a quarter is the
    difference of two such sums: so the quarters of any years add up to what those years cost, to the penny.
    """
    first = max(share.starts_on, quarter.first)
    last = min(share.ends_on or quarter.last, quarter.last)
    if last < first:
        return None
    hours = share.minutes * ((last - first).days + 1) / 7 / 60
    pence = due_until(share, last) - due_until(share, first - DAY)
    return Charge(share, first, last, _rounded(hours, "0.01"), pence)


def due_until(share, day):
    """Whole pence from the first day of the share to this one."""
    days = (day - share.starts_on).days + 1
    return int(_rounded(share.minutes * days / 7 / 60 * share.hour_pence, "1"))


def _rounded(value, step):
    value = Fraction(value)
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(step), ROUND_HALF_UP)
