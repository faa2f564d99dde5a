"""The demonstration's doors exist in its own settings and nowhere else."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

ASK = """
import django
django.setup()
from django.conf import settings
from django.urls import Resolver404, resolve
print("installed" if "demo" in settings.INSTALLED_APPS else "not installed")
for path in ("/demo/", "/demo/mail/", "/demo/app/"):
    try:
        print(resolve(path).view_name)
    except Resolver404:
        print("no page")
import demo
print("imported")
"""
OTHERS = ["config.settings.base", "config.settings.dev", "config.settings.production", "config.settings.test"]


def ask(module, folder="."):
    """What a fresh process with these settings says."""
    needed = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "portal.example", "SITE_URL": "https://portal.example"}
    path = os.pathsep.join([str(settings.BASE_DIR), str(folder)])
    env = {**os.environ, **needed, "DJANGO_SETTINGS_MODULE": module, "PYTHONPATH": path}
    return subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True)


@pytest.mark.parametrize("module", OTHERS)
def test_other_settings_have_no_doors_and_cannot_import_them(module):
    answer = ask(module)
    assert answer.stdout.split("\n")[:4] == ["not installed", "no page", "no page", "no page"]
    assert "imported" not in answer.stdout
    assert "ImproperlyConfigured" in answer.stderr


def test_the_demo_settings_have_them():
    lines = ask("config.settings.demo").stdout.split()
    assert lines == ["installed", "demo:roles", "demo:mailbox", "demo:app", "imported"]


def test_the_portal_refuses_to_start_with_the_app_but_without_the_flag(tmp_path):
    text = "from config.settings.test import *\nINSTALLED_APPS = ['demo', *INSTALLED_APPS]\n"
    (tmp_path / "mistaken.py").write_text(text)
    answer = ask("mistaken", tmp_path)
    assert answer.returncode != 0
    assert "ImproperlyConfigured" in answer.stderr
    assert answer.stdout == ""


@pytest.mark.parametrize("path", ["/demo/", "/demo/mail/", "/demo/app/"])
def test_the_tests_themselves_run_without_the_doors(path):
    with pytest.raises(Resolver404):
        resolve(path)
    with pytest.raises(NoReverseMatch):
        reverse("demo:roles")
