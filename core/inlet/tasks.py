"""The inlet's work on the timetable."""

from celery import shared_task
from django.conf import settings

from core.inlet.maildir import read_maildir


@shared_task
def read_inlet():
    """Every minute: what came back by e-mail, where a directory for it is named."""
    if settings.INLET_MAILDIR:
        read_maildir(settings.INLET_MAILDIR)
