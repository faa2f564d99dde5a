"""The e-mails of somebody who asks to join, and of those who decide."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.emails import Frequency, Message


@dataclass(frozen=True)
class ConfirmMailbox(Message):
    """Is this mailbox really theirs? The link opens a page with a button."""

    kind = "accounts.confirm_mailbox"
    kind_name = gettext_lazy("Confirmation of a mailbox")
    template = "accounts/confirm_mailbox"
    holds_secret = True
    name: str
    councils: tuple[str, ...]
    link: str
    expires_at: datetime

    def subject(self):
        return _("Confirm that you ask to join Common Ground")

    def reason(self):
        return _("You get this e-mail because someone asked to join Common Ground and gave this address.")


@dataclass(frozen=True)
class RequestToDecide(Message):
    """Somebody asks to act for a council; the officer decides on a page."""

    kind = "accounts.join_request"
    kind_name = gettext_lazy("Request to join, to decide")
    frequencies = (Frequency.NOW, Frequency.DAILY)  # somebody waits for the answer
    for_officers = True
    template = "accounts/join_request"
    council: str
    role: str
    link: str

    def subject(self):
        return _("Somebody asks to join for %(council)s") % {"council": self.council}

    def reason(self):
        return _("You get this e-mail because you decide who may act for %(council)s on Common Ground.") % {
            "council": self.council
        }


@dataclass(frozen=True)
class RequestApproved(Message):
    """Tells the person that they can sign in for the council."""

    kind = "accounts.join_approved"
    kind_name = gettext_lazy("Request to join, approved")
    template = "accounts/join_approved"
    name: str
    council: str
    role: str
    may_sign: bool
    decider: str
    link: str

    def subject(self):
        return _("You can now act for %(council)s") % {"council": self.council}

    def reason(self):
        return _("You get this e-mail because you asked to join Common Ground for %(council)s.") % {
            "council": self.council
        }


@dataclass(frozen=True)
class RequestRefused(Message):
    """Tells the person why not."""

    kind = "accounts.join_refused"
    kind_name = gettext_lazy("Request to join, refused")
    template = "accounts/join_refused"
    name: str
    council: str
    role: str
    decider: str
    why: str

    def subject(self):
        return _("Your request to join for %(council)s") % {"council": self.council}

    def reason(self):
        return _("You get this e-mail because you asked to join Common Ground for %(council)s.") % {
            "council": self.council
        }
