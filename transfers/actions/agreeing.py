"""The agreement of a transfer, written and signed by the same engine as every other."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters import actions as agreements
from charters.models import Kind
from core.exceptions import Refused
from core.policies import require
from transfers.actions.transfers import locked, tell
from transfers.agreeing import first_words, schedules_of


@transaction.atomic
def write_agreement(*, transfer, by):
    """Its first draft, with what is known so far; the transfer keeps the key to it."""
    transfer = locked(transfer)
    require(by, "transfers.keep_transfer", transfer)
    if transfer.agreement_id:
        raise Refused(_("It has an agreement already. Start a new version of that one."))
    if not transfer.is_open:
        raise Refused(_("It is over, so nothing new is agreed"))
    transfer.agreement = agreements.begin_written(
        kind=Kind.TRANSFER, title=transfer.title, convener=transfer.principal,
        details={"summary": transfer.summary, "review_on": transfer.review_on},
        known=first_words(transfer), schedules=schedules_of(transfer, timezone.localdate()), by=by,
    )  # fmt: skip
    transfer.save(update_fields=["agreement"])
    tell(transfer, "transfers.agreement_begun", _("Agreement of “%(title)s” begun"), by=by)
    return transfer


@transaction.atomic
def put_schedules(*, transfer, by):
    """Who does what and who pays what, as they stand now, into the draft of its agreement."""
    transfer = locked(transfer)
    require(by, "transfers.keep_transfer", transfer)
    agreements.put_schedules(
        agreement=transfer.agreement, schedules=schedules_of(transfer, timezone.localdate()),
        empty=_("Neither who does what nor who pays what is written down yet"), by=by,
    )  # fmt: skip
    tell(transfer, "transfers.schedules_put", _("Schedules put into the agreement of “%(title)s”"), by=by)
    return transfer
