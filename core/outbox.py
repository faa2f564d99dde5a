"""Sending what the outbox holds: at least once, never lost, given up only after days."""

from datetime import timedelta
from email.utils import format_datetime
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.inlet import marks
from core.inlet.sorting import is_passing
from core.mail.addresses import note_failure
from core.models import AddressState, OutgoingEmail

MAX_ATTEMPTS = 12  # back-off doubles from one minute: the last attempt is about a day and a half after the first
Status = OutgoingEmail.Status


def headers_of(email):
    """Who it is from, that nobody typed it, and, for what many get alike, the list it belongs to."""
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Date": format_datetime(timezone.localtime(email.created_at)),
        "Message-ID": marks.message_id(email.pk),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if email.is_bulk:
        name = email.kind.replace(".", "-").replace("_", "-")
        headers |= {"List-Id": f"<{name}.{settings.SITE_HOST}>", "Precedence": "bulk"}
    return headers


def compose(email):
    """The message as the mail server gets it; bounces go to an address of its own where there is one."""
    message = EmailMultiAlternatives(
        subject=email.subject,
        body=email.text,
        from_email=marks.sender(email.pk) or settings.DEFAULT_FROM_EMAIL,
        to=[email.to],
        reply_to=[email.reply_to] if email.reply_to else None,
        headers=headers_of(email),
    )
    message.attach_alternative(email.html, "text/html")
    return message


def deliver_in_turn(pk):
    """Send one e-mail, but every code that somebody waits for before it."""
    for code in OutgoingEmail.objects.due().codes().exclude(pk=pk).values_list("pk", flat=True):
        deliver(code)
    return deliver(pk)


def deliver(pk):
    """Send one waiting e-mail; a failure is kept with the time of the next attempt. True if it was sent now.

    The row stays locked while the server answers, so no second worker sends it meanwhile.
    """
    with transaction.atomic():
        letters = OutgoingEmail.objects.due().letters()
        email = letters.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
        if email is None:  # sent, deleted, not due yet, shared, or held by another worker
            return False
        if _is_pointless(email):
            return False
        email.attempts += 1
        try:
            compose(email).send()
        except SMTPRecipientsRefused as error:
            refused(email, error)
            return False
        except (OSError, ValueError) as error:  # smtplib, sockets, and an address that no server can take
            postpone(email, error)
            return False
        email.sent_at = timezone.now()
        finish(email, Status.SENT)
        return True


def _is_pointless(email):
    """What has run out, and what goes to many and would come back from this address, is put aside."""
    if email.useful_until and email.useful_until <= timezone.now():
        finish(email, Status.EXPIRED, _("It ran out before it could be sent."))
        return True
    stopped = AddressState.objects.stopped().of(email.to) if email.is_bulk else None
    if stopped:
        finish(email, Status.WITHHELD, stopped.evidence)
    return stopped is not None


def refused(email, error):
    """The mail server will not have this address: if it says for good, the address fails and we stop trying."""
    code, words = next(iter(error.recipients.values()))
    words = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    if code < 500 or is_passing(words):
        postpone(email, error)
        return
    finish(email, Status.FAILED, words[:1000])
    note_failure(email.to, AddressState.State.HARD, words, mailed_at=timezone.now())


def finish(email, status, reason=""):
    """Nothing more will be done with the row by itself; a secret that was used up is forgotten."""
    email.status, email.last_error = status, reason
    if status in (Status.SENT, Status.EXPIRED, Status.CANCELLED):
        email.wipe_secret()
    if status != Status.WAITING:
        email.forget()
    email.save()


def in_plain_words(error):
    """Why it was not sent, with what the computer said in brackets."""
    detail = f"{type(error).__name__}: {error}"
    if isinstance(error, SMTPAuthenticationError):
        return _("The mail server does not accept our name and password (%(detail)s)") % {"detail": detail}
    if isinstance(error, SMTPRecipientsRefused):
        return _("The mail server does not take mail for this address now (%(detail)s)") % {"detail": detail}
    if isinstance(error, SMTPServerDisconnected | SMTPConnectError):
        return _("The mail server broke off (%(detail)s)") % {"detail": detail}
    if isinstance(error, SMTPResponseException):
        return _("The mail server refused it (%(detail)s)") % {"detail": detail}
    if isinstance(error, ValueError):
        return _("No mail can be sent to an address like this (%(detail)s)") % {"detail": detail}
    return _("The mail server cannot be reached (%(detail)s)") % {"detail": detail}


def postpone(email, error):
    """Wait 1, 2, 4 … minutes, at most a day; after MAX_ATTEMPTS an administrator must look."""
    minutes = min(2 ** (email.attempts - 1), 24 * 60)
    email.last_error = in_plain_words(error)[:1000]
    email.next_attempt_at = timezone.now() + timedelta(minutes=minutes)
    if email.attempts >= MAX_ATTEMPTS:
        email.status = Status.FAILED
        email.forget()
    email.save()
