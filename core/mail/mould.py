"""The bytes of a shared e-mail: put together once, then filled in for each address.

Both texts are quoted-printable, so that no server on the way has to change what DKIM has signed. An address is put on
lines of its own between soft line breaks, which no reader sees.
"""

import binascii
import re
import secrets
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

from core.mail.bodies import place

SOFT_BREAK = b"=\r\n"
LINE = 72  # signs of an address on one line; 76 are allowed
ADDRESS = re.compile(r"https?://[\w.:\-]+/[\w/.\-]*", re.ASCII)  # nothing that HTML or a header would read otherwise
_ATOM, _LABEL = r"[a-z0-9_+\-]+", r"[a-z0-9\-]{1,63}"
PLAIN_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+", re.ASCII | re.IGNORECASE)


class Mould:
    """One body, ready to be filled."""

    def __init__(self, body, names):
        message = EmailMessage(policy=SMTP)
        message["Subject"] = body.subject
        message["From"] = settings.DEFAULT_FROM_EMAIL
        message["MIME-Version"] = "1.0"
        boundary = f"=_{secrets.token_hex(16)}"  # no quoted-printable line begins so
        message["Content-Type"] = f'multipart/alternative; boundary="{boundary}"'
        parts = _part(boundary, "plain", body.text) + _part(boundary, "html", body.html)
        self.subject = body.subject
        head, _blank, _nothing = message.as_bytes().partition(b"\r\n\r\n")
        self._pieces = _cut(head + b"\r\n\r\n" + parts + f"--{boundary}--\r\n".encode(), sorted(names))

    def filled(self, headers, personal):
        """The whole e-mail; ValueError for a value that is no plain address of a page."""
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return head.encode("ascii") + b"".join(
            _on_lines_of_its_own(personal[piece]) if isinstance(piece, str) else piece for piece in self._pieces
        )


def _part(boundary, kind, text):
    head = f"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
    encoded = b"\r\n".join(_quoted(line.encode()) for line in text.splitlines())
    return head.encode() + b"\r\n\r\n" + encoded + b"\r\n"


def _quoted(line):
    """One line as quoted-printable; `b2a_qp` breaks long ones without a carriage return."""
    return binascii.b2a_qp(line, istext=True).replace(b"=\n", SOFT_BREAK)


def _cut(content, names):
    """Bytes and names in turn; a place may have been broken over two lines."""
    if not names:
        return [content]
    by_token = {place(name).encode(): name for name in names}
    broken = (rb"(?:=\r\n)?".join(re.escape(bytes([sign])) for sign in token) for token in by_token)
    pieces = re.split(rb"(%s)" % rb"|".join(broken), content)
    return [by_token.get(piece.replace(SOFT_BREAK, b""), piece) for piece in pieces]


def _on_lines_of_its_own(address):
    checked(address)
    lines = [address[start : start + LINE].encode() for start in range(0, len(address), LINE)]
    return SOFT_BREAK + SOFT_BREAK.join(lines) + SOFT_BREAK


def checked(address):
    """The address of a page; ValueError if it holds anything that would have to be escaped."""
    if not ADDRESS.fullmatch(address):
        raise ValueError("not a plain address of a page")
    return address


class ReadyMessage(EmailMultiAlternatives):
    """What Django's ways of sending take: its bytes are there already."""

    def __init__(self, mould, headers, personal, sender):
        super().__init__(subject=mould.subject, from_email=_apart(sender), to=[headers["To"]], headers=headers)
        self.ready = mould.filled({**headers, "To": _address(headers["To"])}, personal)

    def message(self):
        return self

    def recipients(self):
        return [_apart(address) for address in super().recipients()]

    def as_bytes(self, linesep="\r\n"):
        return self.ready


def _apart(address):
    """(name, address), which Django takes too, of a plain one: to find that out by itself is most of its work."""
    return ("", address) if address and PLAIN_ADDRESS.fullmatch(address) else address


def _address(address):
    """As a header has it; ValueError for one that no server takes without more ado."""
    if PLAIN_ADDRESS.fullmatch(address):
        return address
    plain = sanitize_address(address, "utf-8")
    if not plain.isascii():
        plain = Header(plain, "utf-8").encode()
    return plain
