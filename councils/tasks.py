"""Councils' work outside the request."""

from celery import shared_task

from core.policies import SYSTEM
from councils.actions import nudge_profile
from councils.models import Profile


@shared_task
def nudge_stale_profiles():
    """Daily: profiles not confirmed for a year; run twice in a row it writes to nobody twice."""
    for profile in Profile.objects.to_nudge().select_related("council").iterator(chunk_size=200):
        nudge_profile(council=profile.council, by=SYSTEM)
