"""An amount cut into parts: nothing lost, nothing below nothing, fair to the penny, and moving the right way."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.apportion import CannotShare, rounded_together, split, within

amounts = st.integers(0, 10**9)
weights = st.lists(st.integers(0, 10**6) | st.decimals(0, 10**5, places=2), min_size=1, max_size=7)
bounds = st.tuples(st.integers(0, 10**6), st.none() | st.integers(0, 10**8))


@given(amounts, weights)
def test_parts_add_up_and_nobody_is_off_by_a_penny(amount, weights):
    assume(sum(weights))
    parts = split(amount, weights)
    exact = [Fraction(amount) * Fraction(weight) / Fraction(sum(weights)) for weight in weights]
    assert sum(parts) == amount
    assert all(part >= 0 and abs(part - each) < 1 for part, each in zip(parts, exact, strict=True))
    lost = [(each - int(each), part > each) for part, each in zip(parts, exact, strict=True)]
    assert max((cut for cut, up in lost if not up), default=0) <= min((cut for cut, up in lost if up), default=1)


@given(amounts, weights)
def test_without_weights_nobody_pays(amount, weights):
    assert split(amount, [0] * len(weights)) == [0] * len(weights)


@given(amounts, weights, st.lists(bounds, min_size=7, max_size=7))
def test_no_part_leaves_its_bounds(amount, weights, bounds):
    floors, caps = zip(*bounds[: len(weights)], strict=True)
    caps = tuple(cap if cap is None else max(cap, floor) for floor, cap in zip(floors, caps, strict=True))
    try:
        exact = within(amount, weights, floors, caps)
    except CannotShare as error:
        can_take = [each for each, weight in zip(caps, weights, strict=True) if weight]
        too_little = sum(floors) > amount
        assert too_little if error.over < 0 else None not in can_take  # noqa: PT017 - either outcome is right
        return
    parts = rounded_together(amount, exact)
    assert sum(parts) == amount == sum(exact)
    for part, floor, cap in zip(parts, floors, caps, strict=True):
        assert floor <= part
        assert cap is None or part <= cap


@given(amounts, weights, st.integers(1, 10**6), st.data())
def test_more_weight_never_pays_less(amount, weights, more, data):
    at = data.draw(st.integers(0, len(weights) - 1))
    caps = [data.draw(st.none() | amounts) for _each in weights]
    floors = [0] * len(weights)
    heavier = [weight + (more if here == at else 0) for here, weight in enumerate(weights)]
    try:
        before = rounded_together(amount, within(amount, weights, floors, caps))
        after = rounded_together(amount, within(amount, heavier, floors, caps))
    except CannotShare:
        return
    assert after[at] >= before[at]
    assert sum(after) - after[at] <= sum(before) - before[at]


def test_a_pound_among_three_and_who_holds_back():
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert within(100_00, [1, 1, 2], [40_00, 0, 0], [None, None, 35_00]) == [40_00, 25_00, 35_00]
    with pytest.raises(CannotShare) as refused:
        within(100, [1, 1], [0, 0], [30, 30])
    assert refused.value.over == 40
