"""The periods on the timetable."""

import time
from datetime import timedelta

from celery import shared_task
from django.conf import settings

from core.inlet import maildir
from core.policies import SYSTEM
from core.privacy import retention


@shared_task
def keep_to_retention():
    """Once a night: what has been kept long enough goes, the files in which e-mails came with it."""
    retention.keep_to_retention(by=SYSTEM)
    if settings.INLET_MAILDIR:
        before = time.time() - timedelta(days=settings.RETENTION["mail"]).total_seconds()
        maildir.forget(settings.INLET_MAILDIR, lambda path: path.stat().st_mtime < before)
