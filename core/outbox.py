"""Sending what the outbox holds: at least once, never lost, given up only after days."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from core.models import OutgoingEmail

MAX_ATTEMPTS = 12  # back-off doubles from one minute: the last attempt is about a day and a half after the first


def _compose(email):
    message = EmailMultiAlternatives(
        subject=email.subject,
        body=email.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[email.to],
        headers={
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Message-ID": f"<outgoing-{email.pk}@{settings.SITE_HOST}>",  # the same on a retry: receivers can tell
        },
    )
    message.attach_alternative(email.html, "text/html")
    return message


def deliver(pk):
    """Send one waiting e-mail; a failure is kept with the time of the next attempt. True if it was sent now.

    The row stays locked while the server answers, so no second worker sends it meanwhile.
    """
    with transaction.atomic():
        email = OutgoingEmail.objects.due().select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
        if email is None:  # sent, deleted, not due yet, or held by another worker
            return False
        email.attempts += 1
        try:
            _compose(email).send()
        except (OSError, ValueError) as error:  # smtplib, sockets, and an address that no server can take
            postpone(email, error)
            return False
        email.status, email.sent_at, email.last_error = OutgoingEmail.Status.SENT, timezone.now(), ""
        email.save()
        return True


def postpone(email, error):
    """Wait 1, 2, 4 … minutes, at most a day; after MAX_ATTEMPTS an administrator must look."""
    minutes = min(2 ** (email.attempts - 1), 24 * 60)
    email.last_error = f"{type(error).__name__}: {error}"[:1000]
    email.next_attempt_at = timezone.now() + timedelta(minutes=minutes)
    if email.attempts >= MAX_ATTEMPTS:
        email.status = OutgoingEmail.Status.FAILED
    email.save()
