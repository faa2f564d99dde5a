"""A map without tiles: places in degrees -> marks in a grid, each wide enough for a finger. Pure.

Places that would overlap share a mark, and a mark of several leads to the same map of these alone. So the map can be
read closer and closer with nothing but links.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, cos, hypot, radians
from statistics import median

COLUMNS, FEWEST_ROWS = 12, 4
CELL = 30  # units of the drawing; on a screen of 320 pixels 24 of them
WIDTH = COLUMNS * CELL
SMALL, LARGE = 7, 13  # radius of a mark for one place, for many
DEGREE = 111.2  # kilometres from north to south
FEW = 10  # among fewer nothing is far away
NEAR_ENOUGH, TIMES = 5.0, 2.0  # kilometres; of the distance that nine in ten keep to
MILE = 1.609344
BARS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)  # miles


@dataclass(frozen=True)
class Point:
    """One place; `key` is by what the caller knows it."""

    key: str
    name: str
    latitude: Decimal
    longitude: Decimal
    is_offered: bool = False


@dataclass(frozen=True)
class Mark:
    """What is drawn in one square of the grid."""

    x: float
    y: float
    radius: float
    left: float  # of its square
    top: float
    points: tuple[Point, ...]
    is_all: bool  # nothing is drawn elsewhere: looking closer shows no more

    @property
    def count(self):
        return len(self.points)

    @property
    def offered(self):
        return sum(point.is_offered for point in self.points)

    @property
    def only(self):
        """The place, if it is the only one."""
        return self.points[0] if len(self.points) == 1 else None

    @property
    def box(self):
        """West, south, east, north of its places, as an address carries it."""
        return box_of(self.points)


@dataclass(frozen=True)
class Drawing:
    """All marks, from north-west to south-east; `far` are the places that lie too far off to be drawn."""

    height: int
    marks: tuple[Mark, ...]
    far: tuple[Point, ...]
    bar_length: float
    bar_miles: float
    width: int = WIDTH
    cell: int = CELL
    drawn: int = field(default=0)

    @property
    def far_box(self):
        return box_of(self.far)


def box_of(points):
    """The smallest box that holds them."""
    longitudes, latitudes = [p.longitude for p in points], [p.latitude for p in points]
    return ",".join(str(each) for each in (min(longitudes), min(latitudes), max(longitudes), max(latitudes)))


def far_away(points):
    """Those more than twice as far from the middle as nine in ten of all, and more than five kilometres."""
    if len(points) < FEW:
        return []
    middle = median(float(p.latitude) for p in points), median(float(p.longitude) for p in points)
    narrower = cos(radians(middle[0]))

    def distance(point):
        return DEGREE * hypot(float(point.latitude) - middle[0], (float(point.longitude) - middle[1]) * narrower)

    far = sorted(distance(point) for point in points)
    most = max(NEAR_ENOUGH, TIMES * far[ceil(0.9 * len(far)) - 1])
    return [point for point in points if distance(point) > most]


def draw(points, *, leave_far=True):
    """A `Drawing`, or None where there is nothing to draw."""
    far = far_away(points) if leave_far else []
    left_out = {point.key for point in far}
    shown = [point for point in points if point.key not in left_out]
    if not shown:
        return None
    south, north = min(float(p.latitude) for p in shown), max(float(p.latitude) for p in shown)
    west, east = min(float(p.longitude) for p in shown), max(float(p.longitude) for p in shown)
    narrower = cos(radians((south + north) / 2))
    wide, high = (east - west) * narrower * DEGREE, (north - south) * DEGREE
    size = max(wide, high, 0.02) / (COLUMNS - 0.5)  # kilometres of one square; half a square stays free all round
    rows = max(FEWEST_ROWS, ceil(high / size + 0.5))
    start = (COLUMNS - wide / size) / 2, (rows - high / size) / 2

    def place(point):
        """In squares from the left and from the top."""
        across = start[0] + (float(point.longitude) - west) * narrower * DEGREE / size
        down = start[1] + (north - float(point.latitude)) * DEGREE / size
        return across, down

    squares = defaultdict(list)
    for point in shown:
        across, down = place(point)
        squares[min(int(down), rows - 1), min(int(across), COLUMNS - 1)].append((point, across, down))
    marks = [_mark(row, column, found, len(squares) == 1) for (row, column), found in sorted(squares.items())]
    bar = max((miles for miles in BARS if miles * MILE / size <= COLUMNS / 3), default=BARS[0])
    return Drawing(rows * CELL, tuple(marks), tuple(far), bar * MILE / size * CELL, bar, drawn=len(shown))


def _mark(row, column, found, is_all):
    """In the middle of its places, as far as it stays within its square."""
    points = tuple(point for point, _across, _down in found)
    radius = SMALL if len(points) == 1 else min(LARGE, SMALL + 2 + len(str(len(points))) * 2)
    left, top, room = column * CELL, row * CELL, radius + 1
    across = sum(each for _point, each, _down in found) / len(found) * CELL
    down = sum(each for _point, _across, each in found) / len(found) * CELL
    x, y = _between(left + room, across, left + CELL - room), _between(top + room, down, top + CELL - room)
    return Mark(round(x, 1), round(y, 1), radius, left, top, points, is_all)


def _between(least, value, most):
    return min(max(least, value), most)
