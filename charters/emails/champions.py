"""The e-mail to a new champion."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Duty
from core.emails import Message, post
from councils.looks import look_of_principal


@dataclass(frozen=True)
class ChampionMessage(Message):
    """What the council decided, what a champion does, and where to write it down."""

    council: str
    starts_on: date
    ends_on: date | None
    url: str  # of the page on which an entry is written
    page_url: str  # of the council's champion
    kind: ClassVar = "charters.champion"
    kind_name: ClassVar = gettext_lazy("Appointed as champion")
    template: ClassVar = "charters/champion"

    def subject(self):
        return _("You are the charter champion of %(council)s") % {"council": self.council}

    def duties(self):
        """The four, in the words of the log."""
        return [str(duty.label) for duty in Duty]

    def reason(self):
        return _("You get this because %(council)s has recorded your appointment on Common Ground.") % {
            "council": self.council
        }


@dataclass(frozen=True)
class StruckMessage(Message):
    """To somebody who was told to be champion: that was a mistake."""

    council: str
    starts_on: date
    explanation: str
    url: str
    kind: ClassVar = "charters.champion-struck"
    kind_name: ClassVar = gettext_lazy("Appointment as champion recorded by mistake")
    template: ClassVar = "charters/champion_struck"

    def subject(self):
        return _("Recorded by mistake: you as charter champion of %(council)s") % {"council": self.council}

    def reason(self):
        return _("You get this because %(council)s had recorded your appointment on Common Ground.") % {
            "council": self.council
        }


def tell_struck(appointment, person):
    """Whoever got the first e-mail gets this one."""
    council = appointment.council
    if person is None or not person.email:
        return
    message = StruckMessage(
        council=council.full_name,
        starts_on=appointment.starts_on,
        explanation=appointment.strike_reason,
        url=settings.SITE_URL + reverse("charters:champion", args=[council.slug]),
    )
    _post(message, person, council)


def tell_champion(appointment):
    """The councillor learns of the appointment and how to keep the log; without an account nobody is written to."""
    person, council = appointment.person, appointment.council
    if person is None or not person.email:
        return
    message = ChampionMessage(
        council=council.full_name,
        starts_on=appointment.starts_on,
        ends_on=appointment.ends_on,
        url=settings.SITE_URL + reverse("charters:champion-log-add", args=[appointment.public_id]),
        page_url=settings.SITE_URL + reverse("charters:champion", args=[council.slug]),
    )
    _post(message, person, council)


def _post(message, person, council):
    """In the look of the council, or of the principal that looks after it."""
    principal = council if council.is_principal else next(iter(council.own_principals), None)
    look = look_of_principal(principal) if principal else None
    post(message, to=person.email, language=person.language, reply_to=council.role_mailbox, look=look)
