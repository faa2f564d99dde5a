"""The demo: production's shape on one machine, plus sign-in as a role and a mailbox to read."""

from config.settings.base import *
from config.settings.base import INSTALLED_APPS, env

DEMO = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
MAIL_DIR = env("MAIL_DIR", default="")  # where the mail server of tools.servers keeps what it is sent
