"""Drawings of how commitments stand over time, as numbers that a template turns into SVG."""

from dataclasses import dataclass
from datetime import date, timedelta

from charters.commitments import SYMBOLS, TONES, WORST_FIRST
from charters.terms import add_months

WIDTH, HEIGHT = 100, 40  # of the drawing, in its own units
MOST_COLUMNS = 8
LEVELS = {"red": 36, "amber": 24, "green": 12, "done": 4}  # how far down each standing is drawn


@dataclass(frozen=True)
class Part:
    """One piece of a column: so many commitments that stood so."""

    standing: str
    tone: str
    count: int
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """How all commitments stood at the end of a day."""

    on: date
    x: float
    width: float
    parts: tuple[Part, ...]
    counts: dict


@dataclass(frozen=True)
class Dot:
    """One entry on the line of a commitment."""

    x: float
    y: float
    standing: str
    symbol: str
    on: date


@dataclass(frozen=True)
class Line:
    """One commitment over time; the first and the last day are the ends of its axis."""

    dots: tuple[Dot, ...]
    path: str
    first: date
    last: date


def days_to_draw(start, today):
    """Ends of months up to today; of a longer life every third, sixth, twelfth… month: at most eight days."""
    months = (today.year - start.year) * 12 + today.month - start.month
    step = next(size for size in (1, 3, 6, 12, 24, 60, 120, 1200) if months / size < MOST_COLUMNS - 1)
    days, back = [today], step
    while (day := _end_of_month(add_months(today, -back))) >= start:
        days.append(day)
        back += step
    return sorted(days)


def _end_of_month(day):
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def columns(items, start, today):
    """A column for each of these days: every commitment in one part, those nobody has spoken of on top."""
    days = days_to_draw(start, today)
    slot = WIDTH / len(days)
    return [_column(items, day, number * slot + slot * 0.15, slot * 0.7) for number, day in enumerate(days)]


def _column(items, day, x, width):
    stood = [item.standing_on(day) for item in items]
    counts = {standing: stood.count(standing) for standing in (*WORST_FIRST, "")}
    parts, bottom, unit = [], float(HEIGHT), HEIGHT / (len(items) or 1)
    for standing in (*WORST_FIRST, ""):
        if count := counts[standing]:
            bottom -= count * unit
            parts.append(Part(standing, TONES[standing], count, round(bottom, 2), round(count * unit, 2)))
    return Column(day, round(x, 2), round(width, 2), tuple(parts), counts)


def line(item, today):
    """One commitment over time, as its councils reported it; None with fewer than two words."""
    entries = item.entries[::-1]
    if len(entries) < 2:
        return None
    first, last = entries[0].stood_on, max(today, entries[-1].stood_on)
    span = (last - first).days or 1
    dots = []
    for entry in entries:
        x = 3 + (WIDTH - 6) * (entry.stood_on - first).days / span
        standing = item.standing_on(entry.stood_on)
        dots.append(Dot(round(x, 2), LEVELS[standing], standing, SYMBOLS[standing], entry.stood_on))
    steps = [f"M{dots[0].x} {dots[0].y}"] + [f"H{dot.x}V{dot.y}" for dot in dots[1:]] + [f"H{WIDTH - 3}"]
    return Line(tuple(dots), "".join(steps), first, last)
