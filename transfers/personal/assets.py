"""The register of assets: about land, buildings and services; its words may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare

WITH_REGISTER = _("As long as the register: councils must be able to show what they held and what they offered")

declare(
    "transfers.Asset",
    _("Assets and services you entered or offered"),
    about=lambda who: Q(added_by=who.person) | Q(offered_by=who.person) | Q(withheld_by=who.person),
    tell=("reference", "name", "offered_at", "withheld_at", "added_at"),
    people=("added_by", "offered_by", "withheld_by"),
    scrub=("name", "street", "use_note", "offer_reason", "offer_takes_on", "withheld_reason"),
    reach=lambda who: Q(principal__in=who.council_ids),
    plain=("reference", "code", "town", "postcode", "uprn", "energy_rating"),
    kept=Kept(WITH_REGISTER),
)
declare(
    "transfers.AssetBatch",
    _("Registers of assets you loaded"),
    about=lambda who: Q(loaded_by=who.person),
    tell=("principal", "filename", "rows", "loaded_at"),
    people=("loaded_by",),
    plain=("filename",),
    frozen=("asset_batch_append_only",),
    kept=Kept(WITH_REGISTER),
)
declare(
    "transfers.AssetChange",
    _("What files changed in registers of assets"),
    scrub=("words",),
    reach=lambda who: Q(asset__principal__in=who.council_ids),
    frozen=("asset_change_append_only",),
    kept=Kept(WITH_REGISTER),
)
