"""E-mails to whoever is asked to sign for a council."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.emails.rounds import RoundMessage, facts
from core.emails import post
from councils.looks import look_of_principal


@dataclass(frozen=True)
class AskedToSignMessage(RoundMessage):
    """To the person named: you are asked to sign."""

    asked_by: str
    kind: ClassVar = "charters.asked-to-sign"
    kind_name: ClassVar = gettext_lazy("You are asked to sign for your council")
    template: ClassVar = "charters/asked_to_sign"

    def subject(self):
        return _("Please sign for %(council)s: %(title)s") % {"council": self.council, "title": self.title}


@dataclass(frozen=True)
class NotNeededMessage(RoundMessage):
    """To the person named before: somebody else is asked now."""

    kind: ClassVar = "charters.not-needed"
    kind_name: ClassVar = gettext_lazy("Somebody else is asked to sign for your council")
    template: ClassVar = "charters/not_needed"

    def subject(self):
        return _("You need not sign any more: %(title)s") % {"title": self.title}


def ask_to_sign(response, person, by):
    _to(response, person, AskedToSignMessage(**facts(response), asked_by=by.role_label()))


def tell_not_needed(response, person):
    _to(response, person, NotNeededMessage(**facts(response)))


def _to(response, person, message):
    convener = response.version.agreement.convener
    if person.email:
        look, mailbox = look_of_principal(convener), convener.role_mailbox
        post(message, to=person.email, language=person.language, reply_to=mailbox, look=look)
