"""What a transfer costs is written down, and rooms that one council lets to the other."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.locking import refuse_if_changed
from core.policies import require
from transfers.actions.transfers import locked, tell
from transfers.models import LeaseBack, TransferMoney
from transfers.models.money import AMOUNTS, PERCENTS

WORDS = ("baseline", "baseline_by", "enhanced", "enhanced_by", "note")
OF_MONEY = (*AMOUNTS, *PERCENTS, *WORDS, "is_exempt")
NOTHING = {name: None for name in (*AMOUNTS, *PERCENTS)} | dict.fromkeys(WORDS, "") | {"is_exempt": False}
OF_LEASE = ("space", "use", "tenant", "rent_pence", "starts_on", "ends_on")


def money_of(transfer):
    """What the form about it shows."""
    kept = TransferMoney.objects.filter(transfer=transfer).first()
    return {name: getattr(kept, name) for name in OF_MONEY} if kept else dict(NOTHING)


@transaction.atomic
def keep_transfer_money(*, transfer, facts, seen=None, by):
    """By either side: both read who wrote it. Until it is published with the transfer only they read it."""
    transfer = locked(transfer)
    require(by, "transfers.work_on", transfer)
    refuse_if_changed(seen, money_of(transfer), record=transfer, parts=["money"])
    known = {name: (NOTHING | facts)[name] for name in OF_MONEY}
    money, _new = TransferMoney.objects.update_or_create(
        transfer=transfer, defaults={**known, "kept_by": by, "kept_at": timezone.now()}
    )
    tell(transfer, "transfers.money_kept", _("Money of “%(title)s” entered"), by=by, parts=["money"])
    return money


def lease_of(lease):
    """What the form about it shows."""
    return {name: getattr(lease, name) for name in OF_LEASE}


@transaction.atomic
def add_lease_back(*, transfer, facts, by):
    """A room or a piece of land that one council lets to the other."""
    transfer = locked(transfer)
    require(by, "transfers.work_on", transfer)
    lease = LeaseBack.objects.create(transfer=transfer, kept_by=by, **{name: facts[name] for name in OF_LEASE})
    tell(transfer, "transfers.leased_back", _("Lease-back added to “%(title)s”"), by=by)
    return lease


@transaction.atomic
def change_lease_back(*, lease, facts, seen=None, by):
    """Another rent, another end."""
    transfer = locked(lease.transfer)
    require(by, "transfers.work_on", transfer)
    lease = LeaseBack.objects.select_for_update(of=("self",)).get(pk=lease.pk)
    part = f"lease-{lease.reference}"
    refuse_if_changed(seen, lease_of(lease), record=transfer, parts=[part])
    for name in OF_LEASE:
        setattr(lease, name, facts[name])
    lease.kept_by, lease.kept_at = by, timezone.now()
    lease.save()
    tell(transfer, "transfers.lease_changed", _("Lease-back of “%(title)s” put right"), by=by, parts=[part])
    return lease
