"""The e-mail to whoever follows an officer: which councils come to them, from when, and where to read about them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.emails import Message, post
from councils.looks import look_of_principal

NAMED = 20  # councils in the e-mail; the page has all


@dataclass(frozen=True)
class CouncilsHandedOver(Message):
    """Somebody follows an officer at these councils."""

    leaver: str
    principal: str
    starts_on: date
    councils: tuple[str, ...]
    more: int  # councils that are not named
    url: str
    names_councils: bool = True  # else only what was the leaver's in person
    kind: ClassVar = "liaison.councils_handed_over"
    kind_name: ClassVar = gettext_lazy("Local councils handed over to you")
    template: ClassVar = "liaison/councils_handed_over"
    for_officers: ClassVar = True

    def subject(self):
        if not self.names_councils:
            return _("%(name)s hands over to you what is open") % {"name": self.leaver}
        many = len(self.councils) + self.more
        words = ngettext(
            "%(name)s hands %(num)s local council over to you",
            "%(name)s hands %(num)s local councils over to you",
            many,
        )
        return words % {"name": self.leaver, "num": many}

    def reason(self):
        return _("You get this because you follow a named officer of %(council)s.") % {"council": self.principal}


def tell_successors(handover, notes):
    """One e-mail for each successor, with the councils that come to them."""
    by_person = {}
    for note in notes:
        by_person.setdefault(note.successor.user, []).append(note.area_label)
    look = look_of_principal(handover.principal)
    for person, labels in by_person.items():
        if not person.email:
            continue
        message = CouncilsHandedOver(
            leaver=handover.leaver.user.name, principal=handover.principal.full_name,
            starts_on=handover.first_day, councils=tuple(labels[:NAMED]),
            names_councils=handover.names_councils, more=max(0, len(labels) - NAMED),
            url=settings.SITE_URL + handover.get_absolute_url(),
        )  # fmt: skip
        post(message, to=person.email, language=person.language, look=look)
