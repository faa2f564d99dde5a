"""Money of transfers: about councils; words may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare
from transfers.personal.transfers import WITH_TRANSFER

declare(
    "transfers.TransferMoney",
    _("Money of transfers you entered last"),
    about=lambda who: Q(kept_by=who.person),
    tell=("transfer", "kept_at", "note", "baseline", "enhanced"),
    people=("kept_by",),
    scrub=("note", "baseline", "enhanced"),
    reach=lambda who: Q(transfer__principal__in=who.council_ids) | Q(transfer__local__in=who.council_ids),
    kept=Kept(WITH_TRANSFER),
)
declare(
    "transfers.LeaseBack",
    _("Lease-backs of transfers you entered last"),
    about=lambda who: Q(kept_by=who.person),
    tell=("transfer", "reference", "space", "use", "kept_at"),
    people=("kept_by",),
    scrub=("space", "use"),
    reach=lambda who: Q(transfer__principal__in=who.council_ids) | Q(transfer__local__in=who.council_ids),
    plain=("reference",),
    kept=Kept(WITH_TRANSFER),
)
