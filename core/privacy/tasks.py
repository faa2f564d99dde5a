"""The periods on the timetable."""

from celery import shared_task

from core.policies import SYSTEM
from core.privacy import retention


@shared_task
def keep_to_retention():
    """Once a night: what has been kept long enough goes."""
    retention.keep_to_retention(by=SYSTEM)
