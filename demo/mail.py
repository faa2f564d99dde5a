"""The mailbox of the demonstration: what the mail server of `tools.servers` kept as files, newest first."""

import mailbox
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path

from django.conf import settings

SHOWN = 100  # newest letters of the list


@dataclass(frozen=True)
class Letter:
    """One message as a reader sees it."""

    key: str
    to: str
    subject: str
    at: datetime | None
    text: str = ""
    html: str = ""


def is_there():
    """True if the demonstration was started with its mail server."""
    return bool(settings.MAIL_DIR) and Path(settings.MAIL_DIR).is_dir()


def letters(to=""):
    """The newest letters, perhaps of one recipient only; headers are read, bodies are not."""
    if not is_there():
        return []
    files = sorted(_files(), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    found = (_letter(path.name, _parse(path, headersonly=True)) for path in files)
    wanted = (letter for letter in found if to.casefold() in letter.to.casefold())
    return list(islice(wanted, SHOWN))


def read(key):
    """One letter with its text and its HTML, or None."""
    if not is_there():
        return None
    path = next((path for path in _files() if path.name == key), None)
    if path is None:
        return None
    message = _parse(path)
    return _letter(key, message, text=_body(message, "plain"), html=_body(message, "html"))


def text_of(message_id):
    """The text of the letter with this Message-ID; "" if it has not arrived."""
    if is_there():
        for path in _files():
            if _parse(path, headersonly=True)["Message-ID"] == message_id:
                return _body(_parse(path), "plain")
    return ""


def _files():
    box = mailbox.Maildir(settings.MAIL_DIR, create=False)
    return [path for folder in ("new", "cur") for path in Path(box._path, folder).glob("*") if path.is_file()]


def _parse(path, headersonly=False):
    with path.open("rb") as file:
        return BytesParser(policy=policy.default).parse(file, headersonly=headersonly)


def _body(message, kind):
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part else ""


def _letter(key, message, **bodies):
    date = message["Date"]
    at = parsedate_to_datetime(date) if date else None
    return Letter(key=key, to=message["To"] or "", subject=message["Subject"] or "", at=at, **bodies)
