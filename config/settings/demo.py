"""The demo: production's shape on one machine, plus sign-in as a role and a mailbox to read."""

from config.settings.base import *

DEMO = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
