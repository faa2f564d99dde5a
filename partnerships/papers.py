"""Which papers a partnership of each size is asked for, and on what basis."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from councils.proportion import Tier
from partnerships.models.choices import Basis

STRICTNESS = (Basis.HABIT, Basis.POLICY, Basis.LEGAL)


@dataclass(frozen=True)
class Paper:
    """One paper of the list; `key` names it in the rows of an entry."""

    key: str
    name: str
    basis: Basis


LIGHT = (
    Paper("memorandum", _("Memorandum that both have signed"), Basis.POLICY),
    Paper("insurance", _("Proof of insurance"), Basis.HABIT),
)
STANDARD = (
    Paper("agreement", _("Partnership agreement"), Basis.POLICY),
    Paper("risks", _("Entry in the risk register"), Basis.POLICY),
    Paper("data", _("Data protection: who is responsible for which personal data"), Basis.LEGAL),
    Paper("insurance", _("Proof of insurance"), Basis.POLICY),
    Paper("events", _("Risk assessment for every event"), Basis.HABIT),
)
FULL = (
    Paper("finances", _("Financial checks of the partners"), Basis.POLICY),
    Paper("buying", _("Procurement and subsidy control checked"), Basis.LEGAL),
    Paper("staff", _("Staff transfer (TUPE) checked"), Basis.LEGAL),
)


def asked_for(tier):
    """The papers that a partnership of this size is asked for."""
    return {Tier.LIGHT: LIGHT, Tier.STANDARD: STANDARD, Tier.FULL: (*STANDARD, *FULL)}[tier]


def least_basis(key, tier):
    """The basis on which the list asks for a paper at least; a habit where it does not."""
    return next((paper.basis for paper in asked_for(tier) if paper.key == key), Basis.HABIT)


def held_here(agreement):
    """Keys of the papers that the portal itself holds: nobody has to tick what both have signed in it."""
    return {"memorandum", "agreement"} if agreement and agreement.in_force else set()


def is_weaker(basis, than):
    """True if one basis binds less than the other."""
    return STRICTNESS.index(Basis(basis)) < STRICTNESS.index(Basis(than))
