"""An e-mail as it came, read without trusting it: whatever is in it, reading it never fails."""

import html
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr

import nh3

from core.text import without_controls

MOST_TEXT = 20_000
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")


@dataclass(frozen=True)
class Letter:
    """One e-mail that came in."""

    message: Message
    raw: bytes
    envelope: tuple = ()  # to whom the mail server says it was addressed

    def header(self, name):
        """A header as readable text, cut to a length that fits everywhere."""
        return readable(self.message.get(name))

    @property
    def sender(self):
        return parseaddr(self.header("From"))[1].lower()[:254]

    @property
    def subject(self):
        return " ".join(self.header("Subject").split())[:200]

    @property
    def recipients(self):
        """Every address it was sent to, as far as it tells."""
        named = [readable(value) for name in RECIPIENTS for value in self.message.get_all(name, [])]
        return [*self.envelope, *(address for _name, address in getaddresses(named))]

    @property
    def text(self):
        """What a person wrote: the plain part, else the HTML without its marks."""
        for kind in ("text/plain", "text/html"):
            for part in self.message.walk():
                if part.get_content_type() == kind and not part.get_filename():
                    words = body(part)
                    words = html.unescape(nh3.clean(words, tags=set())) if kind == "text/html" else words
                    return re.sub(r"\n{3,}", "\n\n", without_controls(words.replace("\r\n", "\n")).strip())[:MOST_TEXT]
        return ""

    def everything(self):
        """All of it as text, parts decoded, to look for marks in."""
        parts = [body(part) for part in self.message.walk() if not part.is_multipart()]
        return "\n".join([self.raw.decode("latin-1"), *parts])


def read(raw, envelope=()):
    """The bytes as a letter; None for what is too deeply nested to be an honest e-mail."""
    try:
        letter = Letter(message_from_bytes(raw), raw, tuple(envelope))
        letter.everything()
    except RecursionError:
        return None
    return letter


def readable(value):
    """A header, decoded if it can be."""
    if value is None:
        return ""
    try:
        words = str(make_header(decode_header(value)))
    except (LookupError, ValueError):  # an unknown character set, or bytes that are not in it
        words = str(value)
    return without_controls(words)[:2000]


def body(part):
    """The text of one part, decoded as well as it goes."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8", errors="replace")
    except LookupError:
        return content.decode("latin-1")
