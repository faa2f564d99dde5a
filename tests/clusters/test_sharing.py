"""Who pays what: money from outside first, the rest to the penny, and every change in the right direction."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusters.sharing import Basis, Cost, Given, Kind, Member, NoShares, Plan, changes, worked_out

POUND = 100
MEASURED = [Basis.ELECTORATE, Basis.PRECEPT, Basis.TAX_BASE, Basis.HOUSEHOLDS, Basis.USAGE, Basis.FIXED]
numbers = st.integers(1, 10**6)
members = st.lists(st.fixed_dictionaries(dict.fromkeys(MEASURED, numbers)), min_size=1, max_size=6).map(
    lambda rows: tuple(Member(at, f"Council {at}", figures) for at, figures in enumerate(rows))
)
costs = st.lists(st.builds(Cost, st.just("Work"), st.integers(0, 10**8), st.booleans()), max_size=4).map(tuple)
outside = st.lists(st.builds(Given, st.just("County"), st.sampled_from(Kind), st.integers(0, 10**8)), max_size=3)
mixes = st.dictionaries(st.sampled_from(Basis), st.integers(1, 100), min_size=1)
plans = st.builds(Plan, costs, outside.map(tuple), members, mixes)


@given(plans)
def test_costs_are_paid_to_the_penny_and_nobody_pays_less_than_nothing(plan):
    found = worked_out(plan)
    assert found.cost == sum(cost.pence for cost in plan.costs)
    assert found.from_outside + sum(share.pence for share in found.shares) == found.cost
    assert all(share.pence >= 0 and abs(share.rounding) < 1 for share in found.shares)
    assert found.from_outside + found.unused == sum(each.pence for each in plan.given)
    grants = sum(line.used for line in found.outside if line.given.kind == Kind.CAPITAL)
    assert grants <= found.capital


@given(plans, st.integers(1, 10**6), st.data())
def test_a_higher_figure_never_pays_less(plan, more, data):
    at = data.draw(st.integers(0, len(plan.members) - 1))
    basis = data.draw(st.sampled_from(MEASURED))
    member = plan.members[at]
    larger = replace(member, figures={**member.figures, basis: member.figures[basis] + more})
    after = worked_out(replace(plan, members=(*plan.members[:at], larger, *plan.members[at + 1 :])))
    assert after.shares[at].pence >= worked_out(plan).shares[at].pence


@given(plans, st.integers(1, 100), st.sampled_from(Basis))
def test_more_weight_on_a_basis_moves_money_to_those_who_have_more_of_it(plan, more, basis):
    before = worked_out(plan)
    after = worked_out(replace(plan, weights={**plan.weights, basis: plan.weights.get(basis, 0) + more}))
    alone = worked_out(replace(plan, weights={basis: 1}))
    for was, now, wholly in zip(before.shares, after.shares, alone.shares, strict=True):
        if was.exact <= wholly.exact:
            assert was.exact <= now.exact <= wholly.exact
            assert now.pence >= was.pence - 1
        else:
            assert was.exact >= now.exact >= wholly.exact
            assert now.pence <= was.pence + 1
    assert sum(each.difference for each in changes(before, after)) == 0


def ashford(**changed):
    """The village caretaker: four parishes, three of which pay; county, borough, and a grant for the trailer."""
    figures = {"Wittersham": 915, "Stone": 420, "Kenardington": 195, "Warehorne": None}
    facts = {
        "costs": (
            Cost("Wages", 11_800 * POUND), Cost("Fuel and tools", 1_450 * POUND), Cost("Trailer", 1_250 * POUND, True),
        ),
        "given": (
            Given("Ashford", Kind.REDIRECTED, 4_000 * POUND),
            Given("Kent", Kind.REVENUE, 3_000 * POUND),
            Given("Ashford", Kind.CAPITAL, 1_500 * POUND),
        ),
        "members": tuple(
            Member(name, name, {Basis.ELECTORATE: number}, pays=name != "Warehorne") for name, number in figures.items()
        ),
        "weights": {Basis.ELECTORATE: 1},
    }  # fmt: skip
    return Plan(**(facts | changed))


def test_ashfords_caretaker_to_the_penny():
    found = worked_out(ashford())
    assert [line.used for line in found.outside] == [400_000, 300_000, 125_000]
    assert [line.unused for line in found.outside] == [0, 0, 25_000]
    assert found.shared == 625_000
    assert [share.pence for share in found.shares] == [373_774, 171_569, 79_657, 0]
    assert sum(share.rounding for share in found.shares) == 0
    half = worked_out(ashford(weights={Basis.ELECTORATE: 50, Basis.EQUAL: 50}))
    assert sum(share.pence for share in half.shares) == 625_000
    assert half.share_of("Kenardington").pence > 79_657


def test_what_a_member_gives_counts_towards_its_share():
    plan = ashford()
    tool = Given("Kenardington", Kind.IN_KIND, 1_000 * POUND, member="Kenardington")
    found = worked_out(replace(plan, given=(*plan.given, tool)))
    own = found.share_of("Kenardington")
    assert (own.pence, own.gives, own.to_pay) == (100_000, 100_000, 0)
    assert sum(share.pence for share in found.shares) == 625_000


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"weights": {}}, "Choose how the rest is shared"),
        ({"weights": {Basis.USAGE: 1}}, "Wittersham has no figure for: Usage"),
        ({"members": ()}, "Nobody is left to pay £6,250.00"),
        ({"members": (Member("a", "A", most=10**5),), "weights": {Basis.EQUAL: 1}}, "leaves £5,250.00"),
        ({"members": (Member("a", "A", least=700_000),), "weights": {Basis.EQUAL: 1}}, "is £750.00 more than there is"),
    ],
)  # fmt: skip
def test_what_cannot_be_shared_is_said_in_words(changed, said):
    with pytest.raises(NoShares, match=said):
        worked_out(ashford(**changed))
