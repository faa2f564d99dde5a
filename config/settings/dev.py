"""Development: debug pages, no secret needed. `make run` supplies the servers."""

import os

os.environ.setdefault("SECRET_KEY", "development-only")

from config.settings.base import *

DEBUG = True
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
