"""The register as a spreadsheet; docs/exports.md names the columns."""

from django.utils import timezone

from core.csv import LICENCE as COUNCILS_LICENCE
from core.csv import Export

COLUMNS = (
    "reference", "principal", "code", "kind", "name", "street", "town", "postcode", "uprn", "holding", "tenure", "use",
    "use_note", "building_size", "land_area", "energy_rating", "latitude", "longitude", "said_for_on", "local_council",
    "standing", "gone_on", "offered_on", "offer_reason", "offer_takes_on",
    "public",
)  # fmt: skip
PLAIN = COLUMNS[2:19]


def cells(asset):
    """One row of the register, read whole."""
    return (
        asset.reference,
        asset.principal.full_name,
        *(getattr(asset, name) for name in PLAIN),
        asset.local_council.full_name if asset.local_council else "",
        asset.standing,
        asset.gone_on,
        timezone.localdate(asset.offered_at) if asset.offered_at else "",
        asset.offer_reason,
        asset.offer_takes_on,
        "no" if asset.is_withheld else "yes",
    )


LICENCE = f"Registers of the councils named, as they publish them. {COUNCILS_LICENCE}"
REGISTER = Export("assets", COLUMNS, cells, LICENCE)
