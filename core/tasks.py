"""Core's work outside the request: mail and the audit chain."""

import logging

from celery import shared_task

from core.audit import seal_events
from core.models import OutgoingEmail
from core.outbox import deliver

logger = logging.getLogger(__name__)


def one_by_one(keys, work):
    """Do the work for each key; one that fails is logged and does not keep the others waiting."""
    for key in keys:
        try:
            work(key)
        except Exception:
            logger.exception("%s failed for %s", work.__name__, key)


@shared_task
def send_email(pk):
    """Send one e-mail of the outbox."""
    deliver(pk)


@shared_task
def sweep_outbox():
    """Every minute: whatever is due and was not sent, because of a failure or a lost message of the broker."""
    one_by_one(OutgoingEmail.objects.due().values_list("pk", flat=True)[:500], deliver)


@shared_task
def seal_audit():
    """Every minute: chain the new audit events."""
    seal_events()
