"""Tests: real PostgreSQL, Valkey and SMTP from the environment; no debug shortcuts."""

import os

os.environ.setdefault("SECRET_KEY", "test-only")

from config.settings.base import *

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE.insert(0, "tests.guards.PageGuard")  # every page any test asks for is looked at
