"""Readers of the funding e-mail for tests, and what reached them."""

import email
from email.policy import SMTP

from accounts.models import Membership
from core.models import OutgoingEmail
from core.roles import Role
from funding.actions.subscriptions import choose_digests
from funding.models import Reader, Rhythm
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory


def reader(*councils, rhythm=Rhythm.WEEKLY, themes=(), address=None):
    """A clerk of these councils, or of a new one, who wants to be told."""
    councils = councils or (CouncilFactory(),)
    clerk = person(Role.CLERK, councils[0], **({"email": address} if address else {}))
    for council in councils[1:]:
        Membership.objects.create(user=clerk, council=council, role=Role.CLERK, starts_on="2020-01-01")
    choose_digests(person=clerk, choices=dict.fromkeys(councils, (rhythm, list(themes))), by=clerk)
    return Reader.objects.get(person=clerk)


def written_to(who):
    """The e-mails of the outbox to a reader, the first one first."""
    return list(OutgoingEmail.objects.filter(to=who.person.email, kind="funding.digest").order_by("pk"))


def told(mail):
    """[(why, title)] of an e-mail of the outbox."""
    sections = mail.body.edition.content["sections"]
    return [(item["why"], item["title"]) for section in sections for item in section["items"]]


def text_of(message):
    """What an e-mail says as text, with the reader's own addresses in it."""
    read = email.message_from_bytes(message.message().as_bytes(), policy=SMTP)
    return read.get_body(("plain",)).get_content()
