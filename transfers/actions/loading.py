"""A whole file becomes the register: what it names is kept up to date, what it no longer names is gone."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.policies import require
from councils.models import Council
from transfers.actions.assets import tell_offer_ended
from transfers.importing import compare, refuse_fewer
from transfers.importing.comparing import FIELDS
from transfers.known import forget
from transfers.models import Asset, AssetBatch, AssetChange, Standing

AT_ONCE = 500
WRITTEN = (
    *FIELDS, "search_text", "standing", "gone_on", "is_by_hand", "offered_at", "offered_by", "offer_reason",
    "offer_takes_on",
)  # fmt: skip
WHAT = AssetChange.What


@transaction.atomic
def load_register(*, principal, rows, filename, allow_fewer=False, dry_run=False, by):
    """Bring the register in line with the rows of a file; (`Comparison`, the batch or None if nothing changed)."""
    require(by, "transfers.keep_register", principal)
    Council.objects.select_for_update(of=("self",), no_key=True).get(pk=principal.pk)  # one file at a time
    if not allow_fewer:
        refuse_fewer(rows, principal)
    if not dry_run:  # an officer who offers one meanwhile waits
        list(Asset.objects.of_principal(principal).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    found = compare(rows, principal)
    if dry_run or not found.changes:
        return found, None
    batch = AssetBatch.objects.create(
        principal=principal, filename=filename[:150], rows=found.rows, new=len(found.new),
        changed=len(found.changed) + len(found.returned), same=len(found.same), gone=len(found.gone), loaded_by=by,
    )  # fmt: skip
    _write(found, by)
    _keep_changes(found, batch)
    words = _("Register of assets loaded from %(file)s: %(new)s new, %(changed)s changed, %(gone)s gone")
    counts = {"file": batch.filename, "new": batch.new, "changed": batch.changed, "gone": batch.gone}
    record("transfers.register_loaded", principal, words % counts, by=by, acting_for=principal)
    forget([principal.pk])
    return found, batch


def _write(found, by):
    for asset in found.new:
        asset.added_by = by
        asset.index()
    Asset.objects.bulk_create(found.new, batch_size=AT_ONCE)
    gone = [asset for asset, _words in found.gone]
    offered = [asset for asset in gone if asset.is_offered]
    for asset in gone:
        asset.standing, asset.gone_on = Standing.GONE, timezone.localdate()
        asset.offered_at, asset.offered_by, asset.offer_reason, asset.offer_takes_on = None, None, "", ""
    there = [asset for asset, _words in (*found.changed, *found.returned)]
    for asset in there:
        asset.standing, asset.gone_on, asset.is_by_hand = Standing.LISTED, None, False
        asset.index()
    Asset.objects.bulk_update([*there, *gone], WRITTEN, batch_size=AT_ONCE)
    for asset in offered:
        tell_offer_ended(asset, by=by)


def _keep_changes(found, batch):
    told = [(asset, WHAT.NEW, "") for asset in found.new]
    told += [(asset, WHAT.CHANGED, words) for asset, words in found.changed]
    told += [(asset, WHAT.RETURNED, words) for asset, words in found.returned]
    told += [(asset, WHAT.GONE, words) for asset, words in found.gone]
    rows = (AssetChange(asset=asset, batch=batch, what=what, words=words) for asset, what, words in told)
    AssetChange.objects.bulk_create(rows, batch_size=AT_ONCE)
