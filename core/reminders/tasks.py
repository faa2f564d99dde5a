"""Reminders on the timetable."""

from celery import shared_task

from core.policies import SYSTEM
from core.reminders.actions import send_reminders


@shared_task
def send_due_reminders():
    """Every hour of the working day: the first run sends what is due, the others what a stopped worker missed."""
    send_reminders(by=SYSTEM)
