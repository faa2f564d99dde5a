"""Sharing out many councils among officers: who has how many today, and which councils are shown."""

from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from councils.models import Council
from liaison.board import Board

SMALL, LARGE = 1_000, 10_000
SIZES = [
    ("", _("Any")),
    ("small", _("Fewer than 1,000 residents")),
    ("middle", _("1,000 to 9,999 residents")),
    ("large", _("10,000 residents or more")),
    ("unknown", _("Not known")),
]


@dataclass(frozen=True)
class Load:
    """What one officer answers for today."""

    who: str
    councils: int
    residents: int | None  # as far as they are known
    share: int  # of the most, in per cent


@dataclass(frozen=True)
class Line:
    """One council to be ticked."""

    council: Council
    row: object  # of the board

    @property
    def officer(self):
        """Who answers today, if anybody does."""
        return None if self.row.is_gap else self.row.assignment.membership.user

    @property
    def population(self):
        return self.council.population


def size_of(population):
    """The band of a number of residents."""
    if population is None:
        return "unknown"
    if population < SMALL:
        return "small"
    return "middle" if population < LARGE else "large"


def lines_of(principal):
    """Every local council of the principal with who answers for it, those without anybody first."""
    councils = Council.objects.of_principal(principal).annotate(population=F("profile__population"))
    return [Line(row.council, row) for row in Board(principal, councils=councils).rows]


def _sum(numbers):
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def loads_of(lines):
    """How many councils and residents each officer has, by name; nobody's come first."""
    held = {}
    for line in lines:
        held.setdefault(line.officer, []).append(line.population)
    most = max((len(own) for own in held.values()), default=1)
    named = sorted(held, key=lambda user: (user is not None, str(user)))
    return [
        Load(str(user) if user else _("Nobody"), len(held[user]), _sum(held[user]), round(100 * len(held[user]) / most))
        for user in named
    ]
