"""The heat map and what is counted of risks."""

from collections import Counter
from dataclasses import dataclass

from partnerships.models import Level, level_of
from partnerships.models.risks import LEAST, MOST

SCALE = tuple(range(LEAST, MOST + 1))


@dataclass(frozen=True)
class Square:
    """One field of the map: how many risks stand there, and how serious that is."""

    likelihood: int
    impact: int
    count: int
    level: Level


@dataclass(frozen=True)
class HeatMap:
    """Rows from the most likely to the least, columns from the mildest to the worst."""

    rows: tuple[tuple[Square, ...], ...]
    total: int
    levels: dict  # {level: how many}, the worst first

    @property
    def worst(self):
        """The level of the worst of them, None without any."""
        return next((level for level, count in self.levels.items() if count), None)


def heat_map(ratings):
    """The map of pairs (likelihood, impact)."""
    counts = Counter(ratings)
    rows = tuple(
        tuple(Square(likely, impact, counts[likely, impact], level_of(likely, impact)) for impact in SCALE)
        for likely in reversed(SCALE)
    )
    levels = Counter()
    for (likely, impact), count in counts.items():
        levels[level_of(likely, impact)] += count
    worst_first = {level: levels[level] for level in (Level.HIGH, Level.MEDIUM, Level.LOW)}
    return HeatMap(rows, sum(counts.values()), worst_first)
