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
from transfers.actions.offers import (
    CLERK_SAYS,
    change_offer,
    end_offer,
    offer_words,
    publish_offer,
    say_interest,
    set_standing,
    standing_of,
    write_offer,
)

__all__ = [
    "CLERK_SAYS",
    "add_asset",
    "change_asset",
    "change_offer",
    "end_offer",
    "facts_of",
    "load_register",
    "offer_asset",
    "offer_of",
    "offer_words",
    "publish_offer",
    "say_interest",
    "set_standing",
    "standing_of",
    "withhold_asset",
    "withholding_of",
    "write_offer",
]
