"""E-mails: a frozen dataclass, two templates, one row in the outbox."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core.languages import fitting
from core.looks import COMMON_GROUND
from core.models import MailBody, OutgoingEmail
from core.querysets import BLOCK
from core.registry import KEPT_BACK, PREFERENCES, each
from core.tasks import ask_for_block, send_email

CODE, LETTER, BULK = OutgoingEmail.Priority.CODE, OutgoingEmail.Priority.LETTER, OutgoingEmail.Priority.BULK
QUEUED_AS = {CODE: 0, LETTER: 5, BULK: 9}  # the worker's own priorities
KINDS = {}  # every kind of e-mail there is: "charters.invitation" -> its class


class Frequency(models.TextChoices):
    """When a person gets e-mails of a kind."""

    NOW = "now", _("At once")
    DAILY = "daily", _("In a summary, each working day")
    WEEKLY = "weekly", _("In a summary, once a week")
    NEVER = "never", _("Never")


@dataclass(frozen=True)
class Message:
    """What an e-mail says. Subclasses add fields and give `kind`, `kind_name`, `template`, `subject()`, `reason()`."""

    kind: ClassVar[str]
    kind_name: ClassVar[str]  # the kind in plain words, for administrators
    template: ClassVar[str]
    priority: ClassVar[int] = LETTER
    holds_secret: ClassVar[bool] = False  # a code or a link that lets somebody in
    is_last: ClassVar[bool] = False  # to somebody who was removed: the row forgets them once it is sent
    frequencies: ClassVar[tuple] = (Frequency.NOW,)  # what a person may choose; one alone is no choice
    is_wanted: ClassVar[bool] = False  # the person chose to get it; it is no kind to choose, but they may undo that
    for_officers: ClassVar[bool] = False  # nobody else ever gets it
    lifetime: ClassVar[timedelta | None] = None  # how long it is worth sending

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "kind" in vars(cls):
            if not hasattr(cls, "kind_name"):
                raise ImproperlyConfigured(f"{cls.__qualname__} must name its kind in words")  # else found by a 500
            KINDS[cls.kind] = cls

    def subject(self) -> str:
        raise NotImplementedError

    def subject_shown(self) -> str:
        """The subject as administrators see it: one that holds a code leaves it out."""
        return self.subject()

    def page(self) -> str:
        """The address of the page that it is about, for a summary; empty if there is none."""
        return getattr(self, "url", "") or getattr(self, "link", "")

    def reason(self) -> str:
        """Why this person gets it; printed under every e-mail."""
        raise NotImplementedError


def post(message, *, to, language="en-gb", reply_to="", look=None):
    """Put a message into the outbox in the running transaction; the worker sends it after commit.

    Whoever chose to get this kind later or never gets none now, and the answer is None. `look` is that of the principal
    council in whose name it comes; without one it is Common Ground's.
    """
    with translation.override(fitting(language)):
        if len(message.frequencies) > 1 and not message.holds_secret and any(each(KEPT_BACK, message, to)):
            return None
        email = OutgoingEmail.objects.create(
            to=to,
            reply_to=reply_to,
            kind=message.kind,
            subject_shown=_one_line(message.subject_shown()),
            **rendered(message, look),
            priority=message.priority,
            holds_secret=message.holds_secret,
            is_last=message.is_last,
            useful_until=timezone.now() + message.lifetime if message.lifetime else None,
        )
    urgency = QUEUED_AS[email.priority]
    transaction.on_commit(lambda: send_email.apply_async((email.pk,), priority=urgency), robust=True)
    return email


def rendered(message, look=None):
    """Subject, text and HTML in the language that is active."""
    choosable = len(message.frequencies) > 1 or message.is_wanted
    context = {"preferences": next(each(PREFERENCES), ""), "choosable": choosable}
    context |= {"message": message, "site_url": settings.SITE_URL, "demo": settings.DEMO}
    context["look"] = look or COMMON_GROUND
    return {
        "subject": _one_line(message.subject()),
        "text": render_to_string(f"emails/{message.template}.txt", context).strip() + "\n",
        "html": render_to_string(f"emails/{message.template}.html", context),
    }


def shared_body(message, *, language="en-gb", look=None):
    """What a message says, to be kept once for many; where it names a `place()`, each e-mail puts in its own address.

    It is not saved yet, so that many can be saved at once.
    """
    with translation.override(fitting(language)):
        return MailBody(**rendered(message, look))


@dataclass(frozen=True)
class Letter:
    """A shared e-mail to one reader: which body, and the addresses of pages that are the reader's own."""

    to: str
    body_id: int
    subject: str
    personal: dict


def post_shared(kind, letters, *, batch):
    """Put shared e-mails of a kind (a class of messages) into the outbox; returns the rows.

    A batch reaches an address once; the database holds it.
    """
    useful_until = timezone.now() + kind.lifetime if kind.lifetime else None
    emails = OutgoingEmail.objects.bulk_create(
        OutgoingEmail(
            to=letter.to,
            kind=kind.kind,
            subject=letter.subject,
            subject_shown=letter.subject,
            body_id=letter.body_id,
            personal=letter.personal,
            batch=batch,
            priority=kind.priority,
            useful_until=useful_until,
        )
        for letter in letters
    )
    for number in sorted({email.pk // BLOCK for email in emails}):
        ask_for_block(number)
    return emails


def _one_line(words):
    return " ".join(str(words).split())[:200]
