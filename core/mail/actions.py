"""What administrators do with mail, and clearing an address that failed."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.audit import record
from core.exceptions import Refused
from core.models import AddressState, IncomingEmail, OutgoingEmail
from core.outbox import finish
from core.policies import require
from core.tasks import send_email

SENT_AGAIN = timedelta(days=14)  # what was withheld for longer is out of date
Status = OutgoingEmail.Status
RETRIED = (Status.WAITING, Status.FAILED, Status.WITHHELD)


def _locked(emails, statuses):
    keys = list(emails.filter(status__in=statuses).values_list("pk", flat=True))
    return OutgoingEmail.objects.select_for_update(of=("self",)).filter(pk__in=keys, status__in=statuses).order_by("pk")


@transaction.atomic
def retry_emails(*, emails, by):
    """Try again now what waits, failed or was withheld; returns (how many, how many whose address still fails)."""
    require(by, "core.see_mail")
    found = list(_locked(emails, RETRIED))
    stopped = AddressState.objects.stopped_among({email.to for email in found if email.is_bulk})
    kept = [email for email in found if email.is_bulk and email.to.lower() in stopped]
    tried = [email.pk for email in found if email not in kept]
    OutgoingEmail.objects.filter(pk__in=tried).update(
        status=Status.WAITING, attempts=0, next_attempt_at=timezone.now(), last_error=""
    )
    if tried:
        many = ngettext("Tried %(num)s e-mail again", "Tried %(num)s e-mails again", len(tried)) % {"num": len(tried)}
        record("core.mail_retried", by, many, by=by, restricted=True)
    transaction.on_commit(lambda: [send_email.delay(pk) for pk in tried], robust=True)
    return len(tried), len(kept)


@transaction.atomic
def cancel_emails(*, emails, by):
    """These will not be sent; returns how many."""
    require(by, "core.see_mail")
    found = list(_locked(emails, RETRIED))
    for email in found:
        finish(email, Status.CANCELLED, email.last_error)
    if found:
        many = ngettext("Cancelled %(num)s e-mail", "Cancelled %(num)s e-mails", len(found)) % {"num": len(found)}
        record("core.mail_cancelled", by, many, by=by, restricted=True)
    return len(found)


@transaction.atomic
def settle_letter(*, letter, by):
    """An administrator has dealt with what somebody wrote."""
    require(by, "core.see_mail")
    letter = IncomingEmail.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if letter.settled_at:
        raise Refused(_("Somebody has dealt with this letter already."))
    letter.settled_at, letter.settled_by = timezone.now(), by
    letter.save(update_fields=["settled_at", "settled_by"])
    record("core.letter_settled", letter, _("Dealt with a letter that came by e-mail"), by=by, restricted=True)
    return letter


@transaction.atomic
def clear_address(*, address, by):
    """An administrator says that an address works again; returns how many withheld e-mails are sent now."""
    require(by, "core.see_mail")
    released = clear(address, by=by)
    if released is None:
        raise Refused(_("This address is already in order."))
    row = AddressState.objects.of(address)
    sentence = _("%(address)s: e-mail is sent to it again") % {"address": row.address}
    record("core.address_cleared", row, sentence, by=by, restricted=True)
    return released


def clear(address, *, by):
    """The address is in order again; what was withheld from it in the last days is sent. How many; None if it was.

    Whether the person may, and the audit line, are the business of the action that calls this.
    """
    now = timezone.now()
    row = AddressState.objects.select_for_update(of=("self",)).filter(address=address.strip().lower()).first()
    if row is None or row.state == AddressState.State.OK:
        return None
    row.state, row.since, row.count, row.evidence, row.last_failure = AddressState.State.OK, now, 0, "", None
    row.cleared_at, row.cleared_by = now, by
    row.save()
    return _release(row.address, now)


def _release(address, now):
    withheld = OutgoingEmail.objects.filter(to__iexact=address, created_at__gt=now - SENT_AGAIN)
    keys = [email.pk for email in _locked(withheld, [Status.WITHHELD])]
    OutgoingEmail.objects.filter(pk__in=keys).update(status=Status.WAITING, next_attempt_at=now, last_error="")
    transaction.on_commit(lambda: [send_email.delay(pk) for pk in keys], robust=True)
    return len(keys)
