"""The e-mails of councils."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.emails import BULK, Message


@dataclass(frozen=True)
class ConfirmYourProfile(Message):
    """Once a year: please look at the profile and confirm it."""

    kind = "councils.confirm_profile"
    kind_name = gettext_lazy("Yearly look at the profile")
    priority = BULK
    template = "councils/confirm_profile"
    council: str
    path: str
    last_confirmed_at: datetime

    def subject(self):
        return _("Is the profile of %(council)s still right?") % {"council": self.council}

    def reason(self):
        return _("You get this e-mail once a year because this is the shared mailbox of %(council)s.") % {
            "council": self.council
        }
