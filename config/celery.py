"""The Celery application: broker and timetable come from Django's settings."""

import os

from celery import Celery
from celery.signals import after_setup_logger, after_setup_task_logger

from core.log_lines import Hiding

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("common_ground", task_cls="core.work:PortalTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["core.inlet", "core.privacy", "core.reminders", "charters.periods", "funding.digests"])


@after_setup_logger.connect
@after_setup_task_logger.connect
def hide_addresses(logger, **facts):
    """The worker lays out its own log lines; they name nobody either."""
    for handler in logger.handlers:
        handler.setFormatter(Hiding(handler.formatter))
