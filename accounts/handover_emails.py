"""The e-mails of a handover and of cover."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.emails import Frequency, Message


@dataclass(frozen=True)
class RoleToTakeOver(Message):
    """Asks the successor; the link opens a page with a button."""

    kind = "accounts.role_to_take_over"
    kind_name = gettext_lazy("Role to take over")
    template = "accounts/role_to_take_over"
    holds_secret = True
    name: str
    council: str
    role: str
    by: str
    open_items: int
    link: str
    expires_at: datetime

    def subject(self):
        return _("You take over: %(role)s of %(council)s") % {"role": self.role, "council": self.council}

    def reason(self):
        return _("You get this e-mail because the role of %(role)s of %(council)s was handed over to this address.") % {
            "role": self.role.lower(),
            "council": self.council,
        }


@dataclass(frozen=True)
class RoleHandedOver(Message):
    """Tells the officers above that a role passes to somebody else."""

    kind = "accounts.role_handed_over"
    kind_name = gettext_lazy("Role handed over")
    frequencies = (Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY, Frequency.NEVER)
    for_officers = True
    template = "accounts/role_handed_over"
    council: str
    role: str
    link: str

    def subject(self):
        return _("%(role)s of %(council)s: the role passes on") % {"role": self.role, "council": self.council}

    def reason(self):
        return _("You get this e-mail because you look after %(council)s on Common Ground.") % {"council": self.council}


@dataclass(frozen=True)
class CoverAsked(Message):
    """Asks somebody to stand in for some days; the link opens a page with a button."""

    kind = "accounts.cover_asked"
    kind_name = gettext_lazy("Request to stand in")
    template = "accounts/cover_asked"
    holds_secret = True
    name: str
    council: str
    role: str
    covered: str
    first_day: date
    last_day: date
    by: str
    link: str
    expires_at: datetime

    def subject(self):
        return _("Stand in as %(role)s of %(council)s") % {"role": self.role.lower(), "council": self.council}

    def reason(self):
        return _("You get this e-mail because you were asked to stand in for %(council)s on Common Ground.") % {
            "council": self.council
        }
