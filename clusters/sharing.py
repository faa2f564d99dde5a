"""Who pays what: money from outside first, the rest among the members by a rule, to the penny.

Pure sums of whole pence: nothing is stored here. A capital grant pays for capital only; everything else from outside
pays for whatever is left. What a member gives already (a tool, an hour, money of its own) counts towards its share,
so its share is never less than that (oc:S14; tk:T31).
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.apportion import CannotShare, rounded_together, split, within
from core.formatting import money


class Basis(models.TextChoices):
    """By what a share is measured. Several with weights make a mix."""

    EQUAL = "equal", gettext_lazy("Equal shares")
    ELECTORATE = "electorate", gettext_lazy("Electorate")
    PRECEPT = "precept", gettext_lazy("Precept")
    TAX_BASE = "tax_base", gettext_lazy("Tax base")
    HOUSEHOLDS = "households", gettext_lazy("Households")
    USAGE = "usage", gettext_lazy("Usage")
    FIXED = "fixed", gettext_lazy("Fixed shares")


class Kind(models.TextChoices):
    """What is put in."""

    REDIRECTED = "redirected", gettext_lazy("Redirected budget")
    CAPITAL = "capital", gettext_lazy("Capital grant")
    REVENUE = "revenue", gettext_lazy("Revenue")
    MATCH = "match", gettext_lazy("Match funding")
    IN_KIND = "in_kind", gettext_lazy("In kind")


class NoShares(Exception):
    """What was entered cannot be shared; the message says why, `figure` the basis without figures if it is that."""

    def __init__(self, message, figure=""):
        super().__init__(message)
        self.message, self.figure = message, figure


@dataclass(frozen=True)
class Cost:
    """Something that is paid for in the year."""

    name: str
    pence: int
    is_capital: bool = False


@dataclass(frozen=True)
class Given:
    """Put in by somebody who takes no part in the sharing, or by a member (`member` is its key)."""

    payer: str
    kind: str
    pence: int
    member: object = None

    @property
    def kind_label(self):
        return Kind(self.kind).label


@dataclass(frozen=True)
class Member:
    """One that shares: its figures by basis, the least and the most it pays; who does not pay is listed, too."""

    key: object
    name: str
    figures: dict = field(default_factory=dict)  # {basis: number}; a figure that is missing is None
    least: int = 0
    most: int | None = None
    pays: bool = True


@dataclass(frozen=True)
class Plan:
    """All that is entered for one year. `weights` are parts of the mix: {basis: number}."""

    costs: tuple[Cost, ...]
    given: tuple[Given, ...]
    members: tuple[Member, ...]
    weights: dict


@dataclass(frozen=True)
class Used:
    """How much of a contribution is needed; the rest of a capital grant beyond the capital costs is not."""

    given: Given
    used: int

    @property
    def unused(self):
        return self.given.pence - self.used


@dataclass(frozen=True)
class Share:
    """What one member pays, before and after rounding."""

    member: Member
    weight: Fraction  # of all weights together, before least and most
    exact: Fraction  # pence
    pence: int
    gives: int  # of it, given already

    @property
    def to_pay(self):
        return self.pence - self.gives

    @property
    def rounding(self):
        """In pence, to four places: what rounding adds or takes."""
        return (Decimal(1) * (self.pence - self.exact).numerator / (self.pence - self.exact).denominator).quantize(
            Decimal("0.0001")
        )

    @property
    def is_held(self):
        """True where the least or the most decides, not the figures."""
        held = {max(self.member.least, self.gives) or None, self.member.most} - {None}
        return self.member.pays and self.exact in held


@dataclass(frozen=True)
class Result:
    """The table for the meeting."""

    capital: int
    revenue: int
    outside: tuple[Used, ...]
    shares: tuple[Share, ...]
    shared: int  # what the members pay together

    @property
    def cost(self):
        return self.capital + self.revenue

    @property
    def from_outside(self):
        return sum(line.used for line in self.outside)

    @property
    def unused(self):
        return sum(line.unused for line in self.outside)

    @property
    def to_pay(self):
        return sum(share.to_pay for share in self.shares)

    def share_of(self, key):
        return next((share for share in self.shares if share.member.key == key), None)


def worked_out(plan):
    """The Result of a Plan; NoShares says in words what is in the way."""
    capital = sum(cost.pence for cost in plan.costs if cost.is_capital)
    revenue = sum(cost.pence for cost in plan.costs if not cost.is_capital)
    outside = from_outside(capital, revenue, [each for each in plan.given if each.member is None])
    rest = capital + revenue - sum(line.used for line in outside)
    return Result(capital, revenue, outside, shares_of(plan, rest), rest)


def from_outside(capital, revenue, given):
    """[Used] in the order given: capital grants pay for capital, then the others for what is left."""
    grants = sum(each.pence for each in given if each.kind == Kind.CAPITAL)
    others = sum(each.pence for each in given if each.kind != Kind.CAPITAL)
    by_grants = min(capital, grants)
    amounts = {True: by_grants, False: min(capital + revenue - by_grants, others)}
    used = {}
    for is_grant, amount in amounts.items():
        places = [at for at, each in enumerate(given) if (each.kind == Kind.CAPITAL) == is_grant]
        used |= dict(zip(places, split(amount, [given[at].pence for at in places]), strict=True))
    return tuple(Used(each, used[at]) for at, each in enumerate(given))


def shares_of(plan, amount):
    """[Share] of every member, in their order; together exactly the amount."""
    gives = dict.fromkeys((member.key for member in plan.members), 0)
    for each in plan.given:
        if each.member is not None:
            gives[each.member] += each.pence
    paying = [member for member in plan.members if member.pays]
    floors = [max(member.least, gives[member.key]) for member in paying]
    _refuse_contradictions(plan.members, gives, floors, amount)
    weights = weights_of(paying, plan.weights) if amount else [Fraction(0)] * len(paying)
    exact = _exact(amount, weights, floors, [member.most for member in paying])
    pence = rounded_together(amount, exact)
    found = dict(zip([member.key for member in paying], zip(weights, exact, pence, strict=True), strict=True))
    nothing = (Fraction(0), Fraction(0), 0)
    return tuple(Share(member, *found.get(member.key, nothing), gives[member.key]) for member in plan.members)


def _refuse_contradictions(members, gives, floors, amount):
    for member in members:
        if not member.pays and gives[member.key]:
            raise NoShares(_("%(council)s gives something but takes no part in the sharing") % {"council": member.name})
    paying = [member for member in members if member.pays]
    if amount and not paying:
        raise NoShares(_("Nobody is left to pay %(amount)s") % {"amount": money(amount)})
    for member, floor in zip(paying, floors, strict=True):
        if member.most is not None and floor > member.most:
            raise NoShares(_("%(council)s: the most it pays is less than the least") % {"council": member.name})


def _exact(amount, weights, floors, caps):
    try:
        return within(amount, weights, floors, caps)
    except CannotShare as error:
        words = (
            _("The least that members pay is %(over)s more than there is to pay")
            if error.over < 0
            else _("The most that members pay leaves %(over)s that nobody pays")
        )
        raise NoShares(words % {"over": money(round(abs(error.over)))}) from None


def weights_of(members, mix):
    """Each member's part of one, by the mix: for every basis its part of all the figures, times the basis's weight."""
    mix = {basis: Fraction(weight) for basis, weight in mix.items() if weight}
    if not mix:
        raise NoShares(_("Choose how the rest is shared"))
    together = sum(mix.values())
    weights = [Fraction(0)] * len(members)
    for basis, part in mix.items():
        figures = [Fraction(1) if basis == Basis.EQUAL else figure_of(member, basis) for member in members]
        total = sum(figures)
        if not total:
            raise NoShares(_("No member has a figure for: %(basis)s") % {"basis": Basis(basis).label}, basis)
        for at, figure in enumerate(figures):
            weights[at] += part / together * figure / total
    return weights


def figure_of(member, basis):
    """A number; NoShares where it is not known, since nobody's share may rest on a guess."""
    figure = member.figures.get(basis)
    if figure is None:
        words = _("%(council)s has no figure for: %(basis)s")
        raise NoShares(words % {"council": member.name, "basis": Basis(basis).label}, basis)
    return Fraction(figure)


@dataclass(frozen=True)
class Change:
    """One member before and after."""

    share: Share
    before: int | None  # None: it was not there

    @property
    def difference(self):
        return self.share.pence - (self.before or 0)


def changes(before, after):
    """[Change] of everybody in the new result; who left is not in it, but the others' differences show it."""
    known = {share.member.key: share.pence for share in before.shares}
    return [Change(share, known.get(share.member.key)) for share in after.shares]
