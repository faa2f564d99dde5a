"""An amount in whole pence cut into parts that add up to it exactly.

By largest remainder: every part is first cut down to a whole penny; what is left over goes, a penny each, to where the
most was cut off. So nobody is off by as much as a penny, and of two the one that lost more is never passed over.
"""

from fractions import Fraction


class CannotShare(Exception):
    """The parts cannot add up to the amount: `over` pence are left, or are lacking where it is negative.

    With no weights at all `over` is the whole amount.
    """

    def __init__(self, over):
        super().__init__(over)
        self.over = over


def split(amount, weights):
    """The amount in proportion to the weights, to the penny; without any weight everybody's part is nothing."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    return rounded_together(amount, [Fraction(amount) * Fraction(weight) / Fraction(total) for weight in weights])


def rounded_together(amount, exact):
    """Whole pence of parts that add up to the amount before they are rounded."""
    parts = [int(part) for part in exact]  # no part is negative, so this cuts down
    left = amount - sum(parts)
    nearest = sorted(range(len(exact)), key=lambda at: (parts[at] - exact[at], at))
    for at in nearest[:left]:
        parts[at] += 1
    return parts


def within(amount, weights, floors, caps):
    """Exact parts in proportion to the weights, none under its floor or over its cap (None: no cap).

    Who would pay less than the floor pays the floor, who would pay more than the cap pays the cap, and the others
    share what that leaves. Everyone's share then follows one price for a unit of weight, so that more weight never
    means less to pay.
    """
    fixed = {}
    if sum(floors) > amount:
        raise CannotShare(amount - sum(floors))
    while True:
        free = [at for at in range(len(weights)) if at not in fixed]
        rest, total = Fraction(amount) - sum(fixed.values()), sum(Fraction(weights[at]) for at in free)
        wanted = {at: rest * Fraction(weights[at]) / total if total else Fraction(0) for at in free}
        under = {at: floors[at] for at in free if wanted[at] < floors[at]}
        over = {at: caps[at] for at in free if caps[at] is not None and wanted[at] > caps[at]}
        lacking = sum(floor - wanted[at] for at, floor in under.items())
        too_much = sum(wanted[at] - cap for at, cap in over.items())
        if not under and not over:
            left = rest - sum(wanted.values())
            if left:
                raise CannotShare(left)
            return [fixed.get(at, wanted.get(at)) for at in range(len(weights))]
        fixed |= {at: Fraction(pence) for at, pence in (under if lacking >= too_much else over).items()}
