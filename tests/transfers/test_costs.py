"""Shares and projections add up to the penny, are never negative, and move the right way."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from transfers.costs import Rule, projected, shared, split

pence = st.integers(0, 10**10)
percents = st.decimals(0, 100, places=2)
indexes = st.decimals(0, 20, places=1)
rules = st.builds(Rule, fixed=pence, percent=percents, cap=st.none() | pence, index=indexes)
some_costs = st.dictionaries(st.sampled_from(["Staff", "Energy", "Repairs", "Rates", "Other"]), pence, max_size=5)


@given(some_costs, pence, rules)
def test_both_sides_pay_the_net_cost_to_the_penny(costs, income, rule):
    lines = shared(costs, income, rule)
    net = max(0, sum(costs.values()) - income)
    assert sum(line.cost for line in lines) == net
    assert sum(line.local for line in lines) == rule.share(net)
    assert all(0 <= line.local <= line.cost for line in lines)
    assert sum(line.local + line.principal for line in lines) == net


@given(pence, st.lists(pence, max_size=6))
def test_an_amount_is_split_without_loss(amount, weights):
    parts = split(amount, weights)
    assert sum(parts) == (amount if sum(weights) else 0)
    assert all(part >= 0 for part in parts)


@given(pence, pence, rules, st.integers(0, 30))
def test_a_higher_cost_never_lowers_what_either_side_pays(cost, more, rule, year):
    before, after = rule.share(cost, year), rule.share(cost + more, year)
    assert after >= before
    assert cost + more - after >= cost - before


@given(pence, pence, percents, indexes, st.none() | pence)
def test_each_part_of_the_rule_moves_money_to_the_right_side(cost, more, percent, index, cap):
    rule = Rule(fixed=more // 2, percent=percent, cap=cap, index=index)
    higher = Rule(fixed=more, percent=percent, cap=cap, index=index)
    assert higher.share(cost) >= rule.share(cost)
    assert Rule(rule.fixed, (percent + 100) / 2, cap, index).share(cost) >= rule.share(cost)
    assert Rule(rule.fixed, percent, more, index).share(cost) <= Rule(rule.fixed, percent, None, index).share(cost)
    assert rule.share(cost, 5) >= rule.share(cost, 4)


bases = st.none() | st.decimals(1, 10**6, places=2)


@given(pence, rules, indexes, pence, pence, bases)
def test_ten_years_add_up(cost, rule, rises, capital, dowry, base):
    years = projected(cost, rule, rises=rises, capital=capital, dowry=dowry, tax_base=base)
    assert [year.number for year in years] == list(range(1, 11))
    assert sum(year.from_dowry for year in years) + years[-1].dowry_left == dowry
    for year in years:
        assert min(year.local, year.principal, year.from_dowry, year.dowry_left, year.from_precept) >= 0
        assert year.local + year.principal == year.cost
        assert year.from_dowry + year.from_precept == year.local + year.capital
        assert not year.from_precept or not year.dowry_left  # the dowry goes first
        assert (year.per_household is None) == (base is None)


@given(pence, rules, pence, pence)
def test_a_larger_dowry_never_raises_the_precept(cost, rule, dowry, more):
    fewer = projected(cost, rule, dowry=dowry + more)
    assert all(a.from_precept <= b.from_precept for a, b in zip(fewer, projected(cost, rule, dowry=dowry), strict=True))


def test_thirty_per_cent_of_a_town_hall():
    costs = {"Staff": 60_000_00, "Energy": 25_000_00, "Repairs": 15_000_00}
    lines = shared(costs, 10_000_00, Rule(percent=Decimal(30)))
    assert sum(line.local for line in lines) == 27_000_00
    assert [line.local for line in lines] == [16_200_00, 6_750_00, 4_050_00]
    first, *_rest, last = projected(90_000_00, Rule(percent=Decimal(30)), rises=Decimal(3), tax_base=Decimal(18_000))
    assert first.per_household == 150
    assert last.local == 35_228_88
