"""What a building or service costs two councils by the rule they agree on, and what ten years of it mean for a precept.

All amounts are whole pence and pure sums: nothing is stored. The local council pays a fixed amount, then a share of the
rest, and never more than a cap; the principal council pays what is left. So a share alone, a fixed amount and a share,
an amount that rises with an index, and a capped share are one rule (oc:S19, oc:S33; tk: Wyre Forest's town hall).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.apportion import split

HUNDRED = Decimal(100)
YEARS = 10


def rounded(amount):
    """Whole pence, half a penny upwards."""
    return int(Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP))


def grown(pence, percent, years):
    """What an amount is after so many years of growth."""
    return rounded(pence * (1 + percent / HUNDRED) ** years)


@dataclass(frozen=True)
class Rule:
    """What the local council pays of the costs of a year; `cap` None is no cap. Fixed amount and cap follow `index`."""

    fixed: int = 0  # pence a year
    percent: Decimal = Decimal(0)  # of what the fixed amount leaves
    cap: int | None = None  # pence a year
    index: Decimal = Decimal(0)  # per cent a year

    def share(self, cost, year=0):
        """Of a year's cost, so many years after the first; never more than the cost."""
        cost = max(0, cost)
        fixed = min(cost, grown(self.fixed, self.index, year))
        share = fixed + rounded((cost - fixed) * self.percent / HUNDRED)
        return share if self.cap is None else min(share, grown(self.cap, self.index, year))


@dataclass(frozen=True)
class Line:
    """One kind of cost, and who pays how much of it."""

    name: str
    cost: int
    local: int

    @property
    def principal(self):
        return self.cost - self.local


def shared(costs, income, rule):
    """[Line] for {name: pence} after what comes in; the parts of the local council add up to its share to the penny.

    Income lowers every line in proportion; where it covers everything nobody pays.
    """
    total = sum(costs.values())
    net = split(max(0, total - income), list(costs.values()))
    local = split(rule.share(sum(net)), net)
    return [Line(name, *amounts) for name, *amounts in zip(costs, net, local, strict=True)]


@dataclass(frozen=True)
class Year:
    """One year of the local council: its share, what it spends at the start, and where the money comes from."""

    number: int  # 1 is the first
    cost: int  # net, of both councils
    local: int
    capital: int
    from_dowry: int
    dowry_left: int
    per_household: int | None  # pence for a Band D household; None where the tax base is not known

    @property
    def principal(self):
        return self.cost - self.local

    @property
    def from_precept(self):
        return self.local + self.capital - self.from_dowry


def projected(cost, rule, *, rises=Decimal(0), capital=0, dowry=0, tax_base=None, years=YEARS):
    """[Year]: the net cost rises so many per cent a year; the dowry is spent before any precept is raised."""
    found, left = [], dowry
    for number in range(1, years + 1):
        net = grown(max(0, cost), rises, number - 1)
        local, spent = rule.share(net, number - 1), capital if number == 1 else 0
        used = min(left, local + spent)
        left -= used
        household = rounded((local + spent - used) / tax_base) if tax_base else None
        found.append(Year(number, net, local, spent, used, left, household))
    return found
