"""The funding e-mail on the timetable."""

from celery import shared_task

from core.policies import SYSTEM
from funding.digests.running import send_digests


@shared_task
def send_due_digests():
    """Every minute: a run that is due, or was missed, or was left in the middle."""
    send_digests(by=SYSTEM)
