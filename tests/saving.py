"""Saving a form as a browser does: with what the page put into it when it was opened."""

from bs4 import BeautifulSoup

from core.locking import FIELD


def opened(client, path):
    """What the form on a page says it was filled with; nothing if it edits nothing."""
    tag = BeautifulSoup(client.get(path).content, "lxml").find("input", {"name": FIELD})
    return {FIELD: tag["value"]} if tag else {}


def save(client, path, data=None, **options):
    """Open the page, then send the form."""
    return client.post(path, {**opened(client, path), **(data or {})}, **options)
