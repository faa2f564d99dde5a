"""E-mails: a frozen dataclass, two templates, one row in the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from core.models import OutgoingEmail
from core.tasks import send_email


@dataclass(frozen=True)
class Message:
    """What an e-mail says. Subclasses add fields and give `kind`, `template`, `subject()` and `reason()`."""

    kind: ClassVar[str]
    template: ClassVar[str]

    def subject(self) -> str:
        raise NotImplementedError

    def reason(self) -> str:
        """Why this person gets it; printed under every e-mail."""
        raise NotImplementedError


def post(message, *, to, language="en-gb"):
    """Put a message into the outbox in the running transaction; the worker sends it after commit."""
    with translation.override(language):
        context = {"message": message, "site_url": settings.SITE_URL, "demo": settings.DEMO}
        email = OutgoingEmail.objects.create(
            to=to,
            kind=message.kind,
            subject=" ".join(str(message.subject()).split())[:200],
            text=render_to_string(f"emails/{message.template}.txt", context),
            html=render_to_string(f"emails/{message.template}.html", context),
        )
    transaction.on_commit(lambda: send_email.delay(email.pk), robust=True)
    return email
