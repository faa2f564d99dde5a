"""The demonstration: sign-in as a role, a mailbox to read, records to look at. It cannot be imported anywhere else."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

if not settings.DEMO:
    raise ImproperlyConfigured("The demonstration opens doors; it runs with config.settings.demo only.")
