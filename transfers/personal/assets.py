"""The register of assets: about land, buildings and services; its words may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare
from core.words import normalise
from transfers.models import Asset

WITH_REGISTER = _("As long as the register: councils must be able to show what they held and what they offered")


def index_again(who):
    """The words by which assets are found follow the texts they come from; how many of them changed."""
    named = Q(pk__in=[])
    for words in filter(None, map(normalise, (*who.full_names, *who.addresses))):
        named |= Q(search_text__contains=words)
    changed = 0
    for asset in Asset.objects.filter(named):
        before = asset.search_text
        asset.save(update_fields=["search_text"])
        changed += asset.search_text != before
    return changed


declare(
    "transfers.Asset",
    _("Assets and services you entered or offered"),
    about=lambda who: Q(added_by=who.person) | Q(offered_by=who.person) | Q(withheld_by=who.person),
    tell=("reference", "name", "offered_at", "withheld_at", "added_at"),
    people=("added_by", "offered_by", "withheld_by"),
    scrub=("name", "street", "use_note", "offer_reason", "offer_takes_on", "withheld_reason"),
    reach=lambda who: Q(principal__in=who.council_ids),
    plain=("reference", "code", "town", "postcode", "uprn", "energy_rating"),
    stays={"search_text": _("It follows the texts of the asset by itself")},
    special=index_again,
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
