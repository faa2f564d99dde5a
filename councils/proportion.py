"""How much paper a partnership needs and what counts as one, by the rules of the principal council.

The guide asks for proportion: a small partnership needs a page, a large one a full agreement. It also says that
councils disagree about contracts and grants. So each principal sets both, on its own portal, and every app that makes
agreements or a register asks here.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from councils.models.own_portal import DisputedKind
from councils.portal_actions import portal_of


class Tier(models.TextChoices):
    """How much an agreement must hold. Money sets the least; risk and statute may raise it."""

    LIGHT = "light", _("Light")
    STANDARD = "standard", _("Standard")
    FULL = "full", _("Full")


def tier_by_money(council, pence):
    """The tier that a partnership worth so many pence needs at least, by the rules of this principal council."""
    return tier_in(portal_of(council), pence)


def tier_in(portal, pence):
    """The same by settings that are at hand, saved or not."""
    if pence >= portal.full_from:
        return Tier.FULL
    return Tier.STANDARD if pence >= portal.standard_from else Tier.LIGHT


def counts_as_partnership(council, kind):
    """True if this principal council counts such an arrangement as a partnership.

    `kind` is "partnership", "contract", "grant", "direct_provision" or "marginal_interest". The guide settles the first
    and the last two; the other two are disputed.
    """
    if kind in DisputedKind.values:
        return kind in portal_of(council).counted_kinds
    return kind == "partnership"
