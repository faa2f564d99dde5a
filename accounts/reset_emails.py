"""The e-mails about a lost second factor: to the person, and to those who know them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.emails import Message

SUBJECTS = {
    "waiting": gettext_lazy("You asked to reset how you sign in"),
    "confirmed": gettext_lazy("How you sign in will be reset"),
    "done": gettext_lazy("How you sign in has been reset"),
    "cancelled": gettext_lazy("Nothing is reset: you sign in as before"),
}
SUBJECTS_OF_OTHERS = {
    "waiting": gettext_lazy("%(person)s lost their device: do you know them?"),
    "confirmed": gettext_lazy("The second factor of %(person)s will be reset"),
    "done": gettext_lazy("The second factor of %(person)s has been reset"),
    "cancelled": gettext_lazy("The second factor of %(person)s is not reset"),
}


@dataclass(frozen=True)
class OwnReset(Message):
    """Tells the person what happens to their second factor, and how to stop it."""

    kind = "accounts.own_reset"
    kind_name = gettext_lazy("Reset of one’s own second factor")
    template = "accounts/own_reset"
    holds_secret = True
    state: str
    hours: int
    due_at: datetime | None
    confirmed_by: str
    lapsed: bool
    link: str  # stops it while it can be stopped; then leads to the sign-in

    def subject(self):
        return SUBJECTS[self.state]

    def reason(self):
        return _("You get this e-mail because this address belongs to an account on Common Ground.")


@dataclass(frozen=True)
class ResetOfSomebody(Message):
    """Tells those who know a person that their second factor is to be reset, and asks them to confirm who it is."""

    kind = "accounts.reset"
    kind_name = gettext_lazy("Reset of somebody’s second factor")
    template = "accounts/reset"
    person: str
    state: str
    hours: int
    due_at: datetime | None
    confirmed_by: str
    lapsed: bool
    reason_given: str
    link: str

    def subject(self):
        return SUBJECTS_OF_OTHERS[self.state] % {"person": self.person}

    def reason(self):
        return _("You get this e-mail because you look after the council of %(person)s, or the portal.") % {
            "person": self.person
        }
