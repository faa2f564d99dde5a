"""The map without tiles: every place is on it or named beside it, no marks overlap, looking closer comes to an end."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.councils.factories import CouncilFactory
from tests.transfers.factories import SAMPLE
from transfers.importing import check, read_rows
from transfers.mapping import CELL, Point, draw, far_away

degrees = st.integers(0, 400_000)


def points_of(pairs):
    south, west = Decimal("53.3"), Decimal("-2.5")
    million = Decimal(1_000_000)
    return [
        Point(str(number), f"Hall {number}", south + up / million, west + across / million, number % 3 == 0)
        for number, (up, across) in enumerate(pairs)
    ]


places = st.lists(st.tuples(degrees, degrees), min_size=1, max_size=60).map(points_of)


@settings(max_examples=60)
@given(points=places)
def test_every_place_is_drawn_once_or_named(points):
    drawing = draw(points)
    drawn = [point.key for mark in drawing.marks for point in mark.points]
    assert sorted([*drawn, *(point.key for point in drawing.far)]) == sorted(point.key for point in points)
    assert drawing.drawn == len(drawn)


@settings(max_examples=60)
@given(points=places)
def test_every_mark_stays_within_a_square_of_its_own(points):
    drawing = draw(points)
    squares = [(mark.left, mark.top) for mark in drawing.marks]
    assert len(set(squares)) == len(squares)
    for mark in drawing.marks:
        assert mark.left <= mark.x - mark.radius
        assert mark.x + mark.radius <= mark.left + CELL <= drawing.width
        assert mark.top <= mark.y - mark.radius
        assert mark.y + mark.radius <= mark.top + CELL <= drawing.height


@settings(max_examples=30)
@given(points=places)
def test_looking_closer_shows_fewer_places_until_all_lie_together(points):
    """Follow the fullest mark, as a reader does with links: each step shows fewer, or says that it cannot."""
    shown, steps = points, 0
    while True:
        fullest = max(draw(shown, leave_far=False).marks, key=lambda mark: mark.count)
        if fullest.only or fullest.is_all:
            break
        west, south, east, north = map(Decimal, fullest.box.split(","))
        closer = [p for p in points if west <= p.longitude <= east and south <= p.latitude <= north]
        assert {point.key for point in closer} == {point.key for point in fullest.points}
        assert len(closer) < len(shown)
        shown, steps = closer, steps + 1
    assert steps < 10


def test_the_real_register_is_drawn_with_its_two_strangers_beside_it():
    rows = check(read_rows(SAMPLE.read_bytes()), CouncilFactory.build(principal=True)).rows
    placed = [Point(code, f["name"], f["latitude"], f["longitude"]) for code, f in rows.items() if f["latitude"]]
    drawing = draw(placed)
    assert {point.key for point in drawing.far} == {"TMBC0125", "TMBC0126"}
    assert (drawing.drawn, sum(mark.count for mark in drawing.marks)) == (371, 371)
    assert 30 < len(drawing.marks) <= 144  # few enough to go through by keyboard


def test_nothing_to_draw_is_no_map():
    assert draw([]) is None


def test_among_few_places_none_is_far():
    assert far_away(points_of([(0, 0), (0, 1), (400_000, 400_000)])) == []
