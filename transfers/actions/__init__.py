"""Everything that is written about assets and services that may move."""

from transfers.actions.assets import (
    add_asset,
    change_asset,
    facts_of,
    offer_asset,
    offer_of,
    withhold_asset,
    withholding_of,
)
from transfers.actions.loading import load_register

__all__ = [
    "add_asset",
    "change_asset",
    "facts_of",
    "load_register",
    "offer_asset",
    "offer_of",
    "withhold_asset",
    "withholding_of",
]
