"""Core's work outside the request: mail and the audit chain."""

from celery import shared_task

from core.audit import seal_events
from core.models import OutgoingEmail
from core.outbox import deliver


@shared_task
def send_email(pk):
    """Send one e-mail of the outbox."""
    deliver(pk)


@shared_task
def sweep_outbox():
    """Every minute: whatever is due and was not sent, because of a failure or a lost message of the broker."""
    for pk in OutgoingEmail.objects.due().values_list("pk", flat=True)[:500]:
        deliver(pk)


@shared_task
def seal_audit():
    """Every minute: chain the new audit events."""
    seal_events()
