"""A year of a transfer as it was: what it cost, each side's share by the rule, and the rents of those days.

In the first year, which seldom begins in April, a fixed amount, a cap and every rent count for the days since the
transfer is live. All amounts are whole pence.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from transfers.costs import Rule, grown, shared
from transfers.forms.costs import COSTS
from transfers.money import NONE, YearLine, rent_of


def of_part(pence, part):
    """Whole pence, half a penny upwards."""
    return int(pence * part + Fraction(1, 2))


def rule_of(money, span):
    """The rule of that year, grown by its index and cut to the days of the first year; None if none is agreed."""
    if money is None or (money.percent is None and money.fixed is None):
        return None
    fixed, index = money.fixed or 0, money.index or NONE
    cap = None if money.cap is None else of_part(grown(money.cap, index, span.since_live), span.part())
    return Rule(of_part(grown(fixed, index, span.since_live), span.part()), money.percent or NONE, cap)


def planned_of(money, span):
    """What was expected to be paid that year after income; None where no costs were entered."""
    costs = sum(getattr(money, name) or 0 for name in COSTS) if money else 0
    if not costs:
        return None
    return of_part(grown(max(0, costs - (money.income or 0)), money.rises or NONE, span.since_live), span.part())


def rents_of(leases, span):
    """[YearLine] of the rents of these days; what one side pays the other receives."""
    found = []
    for lease in leases:
        part = span.part(lease.starts_on, lease.ends_on)
        if part:
            local, _principal = rent_of(lease)
            paid = of_part(lease.rent_pence, part) * (1 if local >= 0 else -1)
            found.append(YearLine(f"{lease.space}: {lease.use}", paid, -paid))
    return found


@dataclass
class YearWorked:
    """What each side pays for one year; `actual` is {name of the heading: pence, None where nothing was entered}."""

    actual: dict
    rule: Rule
    rents: list

    @property
    def costs(self):
        return {label: self.actual[name] for name, label in COSTS.items() if self.actual.get(name)}

    @cached_property
    def lines(self):
        return shared(self.costs, self.actual.get("income") or 0, self.rule)

    @property
    def net(self):
        return sum(line.cost for line in self.lines)

    @property
    def local(self):
        return sum(line.local for line in self.lines)

    @property
    def principal(self):
        return sum(line.principal for line in self.lines)

    @property
    def rent_local(self):
        return sum(rent.local for rent in self.rents)


def draft_worked(statement, money, leases):
    """A draft by the rule and the rents as they are agreed now; None until a rule is."""
    rule = rule_of(money, statement.span)
    return rule and YearWorked(statement.actual, rule, rents_of(leases, statement.span))


def issued_worked(statement):
    """An issued one, by what was frozen in it."""
    rule = Rule(statement.fixed or 0, statement.percent or NONE, statement.cap)
    rents = [YearLine(name, paid, -paid) for name, paid in statement.rents]
    return YearWorked(statement.actual, rule, rents)
