"""The demonstration's past: what happened a while ago is done with the clock set back, by the same actions."""

from contextlib import nullcontext
from datetime import timedelta

import time_machine
from django.utils import timezone


def set_back(days):
    """A context in which it is so many days ago; 0 is now."""
    return time_machine.travel(timezone.now() - timedelta(days=days)) if days else nullcontext()
