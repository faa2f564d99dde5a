"""The e-mail to a clerk whose officer has changed: all changes of one hour in one e-mail."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.emails import Message
from liaison.models import OfficerRole


@dataclass(frozen=True)
class Change:
    """Somebody answers for these councils from a day on, or nobody does since `ended_on`."""

    principal: str
    role: str
    councils: tuple
    post: str
    name: str
    email: str
    day: date  # the first one, or the last one of whoever has left
    is_over: bool = False

    def sentence(self):
        """What happened, as one sentence in the language of the reader."""
        facts = {"role": str(OfficerRole(self.role).label), "council": self.principal, "post": self.post}
        if self.is_over:
            return _("%(role)s of %(council)s: nobody follows %(post)s yet.") % facts
        if self.name:
            return _("%(role)s of %(council)s: %(name)s, %(post)s.") % {**facts, "name": self.name}
        return _("%(role)s of %(council)s: %(post)s.") % facts


@dataclass(frozen=True)
class OfficerChanged(Message):
    """Who answers for the clerk's councils from now on."""

    changes: tuple
    url: str
    kind: ClassVar = "liaison.officer_changed"
    kind_name: ClassVar = gettext_lazy("Your named officer has changed")
    template: ClassVar = "liaison/officer_changed"

    def subject(self):
        principals = {change.principal for change in self.changes}
        if len(principals) == 1:
            return _("Whom to ask at %(council)s has changed") % {"council": principals.pop()}
        return _("Whom to ask at your principal councils has changed")

    def reason(self):
        return _("You get this because you are the clerk of a local council on Common Ground.")
