"""Reads what a role account was sent, as its owner would: the link of an invitation, the code before a signature.

The records of the demonstration are made by the portal's own actions, which hand these out by e-mail only. The outbox
forgets them once they are sent; from then on they are in the mailbox of the demonstration, as in a real one.
"""

import re

from core.inlet.marks import message_id
from core.models import OutgoingEmail
from demo import mail

LINK = re.compile(r"/join/([\w-]+)/")
CODE = re.compile(r"\b(\d{6})\b")


def invitation_token(address):
    """The secret part of the link in the newest invitation to an address."""
    return LINK.search(_newest(address, "accounts.invitation")).group(1)


def proof_code(address):
    """The code in the newest mail that asks an address to confirm who it is."""
    return CODE.search(_newest(address, "accounts.proof_code")).group(1)


def _newest(address, kind):
    """The text of the newest letter of a kind: from the outbox while it waits, else as it arrived."""
    email = OutgoingEmail.objects.filter(to=address, kind=kind).latest("pk")
    return email.text or mail.text_of(message_id(email.pk))
