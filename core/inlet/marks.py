"""The mark every e-mail of ours carries, by which an answer or a bounce finds its row.

It is signed with the portal's key: nobody can invent the mark of a mail that they have not got.
"""

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

MARK = re.compile(r"outgoing-(\d{1,18})-([0-9a-f]{16})(?![0-9a-f])", re.IGNORECASE)


def mark(pk):
    """outgoing-123-0f3a…: the row's number and its signature."""
    return f"outgoing-{pk}-{_signature(pk)}"


def _signature(pk, key=None):
    return salted_hmac("core.inlet.mark", str(pk), secret=key, algorithm="sha256").hexdigest()[:16]


def message_id(pk):
    """The Message-ID of a row, the same at every attempt: receivers can tell a repetition."""
    return f"<{mark(pk)}@{settings.SITE_HOST}>"


def sender(pk):
    """Where bounces of this very e-mail go: bounces+outgoing-123-0f3a…@portal.example.org; "" if not set up."""
    if not settings.BOUNCE_ADDRESS:
        return ""
    name, host = settings.BOUNCE_ADDRESS.rsplit("@", 1)
    return f"{name}+{mark(pk)}@{host}"


def marked(text):
    """The numbers of the rows whose genuine marks are in the text, in order."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    found = [
        int(pk)
        for pk, given in MARK.findall(text)
        if any(constant_time_compare(given.lower(), _signature(int(pk), key)) for key in keys)
    ]
    return list(dict.fromkeys(found))
