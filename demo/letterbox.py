"""Reads what a role account was sent, as its owner would: the link of an invitation, the code before a signature.

The records of the demonstration are made by the portal's own actions, which hand these out by e-mail only.
"""

import re

from core.models import OutgoingEmail

LINK = re.compile(r"/join/([\w-]+)/")
CODE = re.compile(r"\b(\d{6})\b")


def invitation_token(address):
    """The secret part of the link in the newest invitation to an address."""
    return LINK.search(_newest(address, "accounts.invitation").text).group(1)


def proof_code(address):
    """The code in the newest mail that asks an address to confirm who it is."""
    return CODE.search(_newest(address, "accounts.proof_code").text).group(1)


def _newest(address, kind):
    return OutgoingEmail.objects.filter(to=address, kind=kind).latest("pk")
