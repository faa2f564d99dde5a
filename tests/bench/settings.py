"""The demonstration with Django's admin beside it, which the directory is compared with, and nothing else changed."""

import os

os.environ.setdefault("SECRET_KEY", "bench-only")

import config.settings.demo as demo

globals().update({name: value for name, value in vars(demo).items() if name.isupper()})
INSTALLED_APPS = [*demo.INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "tests.bench.urls"
ALLOWED_HOSTS = ["*"]
SECURE_SSL_REDIRECT = False
STORAGES = {**demo.STORAGES}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TEMPLATES = demo.TEMPLATES
TEMPLATES[1]["OPTIONS"] = {  # the admin pays for what it needs itself, not for our header
    "context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]
}
SMALL = {**demo.DATABASES["default"], "NAME": "small"}  # a hundred local councils
EMPTY = {**demo.DATABASES["default"], "NAME": "empty"}  # no councils yet
