"""Which papers a partnership of each size is asked for at the start, and on what basis."""

from django.utils.translation import gettext_lazy as _

from councils.proportion import Tier
from partnerships.models.choices import Basis

LIGHT = (
    (_("Memorandum that both have signed"), Basis.POLICY),
    (_("Proof of insurance"), Basis.HABIT),
)
STANDARD = (
    (_("Partnership agreement"), Basis.POLICY),
    (_("Entry in the risk register"), Basis.POLICY),
    (_("Data protection: who is responsible for which personal data"), Basis.LEGAL),
    (_("Proof of insurance"), Basis.POLICY),
    (_("Risk assessment for every event"), Basis.HABIT),
)
FULL = (
    (_("Financial checks of the partners"), Basis.POLICY),
    (_("Procurement and subsidy control checked"), Basis.LEGAL),
    (_("Staff transfer (TUPE) checked"), Basis.LEGAL),
)


def asked_for(tier):
    """[(name, basis)] for a partnership of this size."""
    return {Tier.LIGHT: LIGHT, Tier.STANDARD: STANDARD, Tier.FULL: (*STANDARD, *FULL)}[tier]
