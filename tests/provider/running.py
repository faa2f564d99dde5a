"""Starts the provider, gives it orders, and goes through its pages without a browser."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup

from config.settings.oidc import SignInProvider
from tests.provider import CLIENT, PASSWORD


class Running:
    """A provider that runs; `says` and `damage` last until the next order."""

    def __init__(self, process, home, issuer):
        self.process, self.home, self.issuer = process, home, issuer
        self.says()

    def says(self, people=None, **damage):
        """What it knows about whom: `says({"clerk": {"email": …, "email_verified": True}}, strange_key=True)`."""
        facts = json.dumps({"people": people or {}, **damage})
        (self.home / "orders.json").write_text(facts, encoding="utf-8")

    def as_set(self, **changes):
        """The value of `settings.OIDC` that fits it."""
        return SignInProvider(**{"name": "Eastshire sign-in", "issuer": self.issuer, **CLIENT, **changes})

    def stop(self):
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process.kill()


@contextmanager
def running(home, *redirects):
    """A provider that sends people back to these addresses and to no other."""
    environment = {**os.environ, "PROVIDER_HOME": str(home)}
    command = [sys.executable, "-m", "tests.provider", *redirects]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    provider = Running(process, home, process.stdout.readline().strip())
    yield provider
    provider.stop()
    process.stdout.close()


def go_through(address, name, answer="allow"):
    """Signs in as `name` and says yes or no; returns the address to which the provider sends the browser back."""
    with requests.Session() as browser:
        page = browser.get(address, timeout=30)
        page = _send(browser, page, username=name, password=PASSWORD)
        back = _send(browser, page, follow=False, **{answer: "Authorize"})
        return back.headers["Location"]


def _send(browser, page, follow=True, **typed):
    """The form of the page, with what was typed."""
    page.raise_for_status()
    form = BeautifulSoup(page.text, "lxml").form
    hidden = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    target = urljoin(page.url, form.get("action") or page.url)
    return browser.post(target, data={**hidden, **typed}, timeout=30, allow_redirects=follow)
