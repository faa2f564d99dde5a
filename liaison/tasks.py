"""Liaison's work outside the request."""

from celery import shared_task

from core.policies import SYSTEM
from liaison.telling import tell_changes


@shared_task
def tell_clerks():
    """Every hour of the working day: whose officer changed today is told; what was told stays told."""
    tell_changes(by=SYSTEM)
