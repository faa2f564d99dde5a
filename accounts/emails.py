"""The e-mails of accounts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.emails import CODE, Message

CODE_LIFETIME = timedelta(minutes=15)  # a code that comes later only puzzles its reader


@dataclass(frozen=True)
class SignInCode(Message):
    """The code that signs a person in."""

    kind = "accounts.sign_in_code"
    kind_name = gettext_lazy("Code to sign in")
    priority = CODE
    holds_secret = True
    lifetime = CODE_LIFETIME
    template = "accounts/sign_in_code"
    code: str

    def subject(self):
        return _("%(code)s is your code to sign in") % {"code": self.code}

    def subject_shown(self):
        return _("Your code to sign in")

    def reason(self):
        return _("You get this e-mail because someone asked to sign in to Common Ground with this address.")


@dataclass(frozen=True)
class UnknownAddress(Message):
    """Someone tried to sign in with an address that we do not know."""

    kind = "accounts.unknown_address"
    kind_name = gettext_lazy("Unknown address tried to sign in")
    priority = CODE
    template = "accounts/unknown_address"
    address: str

    def subject(self):
        return _("This address is not known to Common Ground")

    def reason(self):
        return _("You get this e-mail because someone tried to sign in to Common Ground with this address.")


@dataclass(frozen=True)
class InvitationToJoin(Message):
    """Asks a person to act for a council; the link opens a page with a button."""

    kind = "accounts.invitation"
    kind_name = gettext_lazy("Invitation to join")
    holds_secret = True
    template = "accounts/invitation"
    name: str
    council: str
    role: str
    may_sign: bool
    inviter: str
    inviter_address: str
    link: str
    expires_at: datetime
    again: bool = False

    def subject(self):
        words = (
            _("Reminder: join Common Ground for %(council)s") if self.again else _("Join Common Ground for %(council)s")
        )
        return words % {"council": self.council}

    def reason(self):
        return _("You get this e-mail because %(inviter)s invited you as %(role)s of %(council)s.") % {
            "inviter": self.inviter,
            "role": self.role.lower(),
            "council": self.council,
        }


@dataclass(frozen=True)
class ProofCode(Message):
    """The code that proves who is about to sign."""

    kind = "accounts.proof_code"
    kind_name = gettext_lazy("Code before a signature")
    priority = CODE
    holds_secret = True
    lifetime = CODE_LIFETIME
    template = "accounts/proof_code"
    code: str
    purpose: str

    def subject(self):
        return _("%(code)s is your code to confirm: %(purpose)s") % {
            "code": self.code,
            "purpose": self.purpose,
        }

    def subject_shown(self):
        return _("Your code to confirm: %(purpose)s") % {"purpose": self.purpose}

    def reason(self):
        return _("You get this e-mail because you are about to confirm something on Common Ground.")


@dataclass(frozen=True)
class AddressCode(Message):
    """The code that adds an address to an account."""

    kind = "accounts.address_code"
    kind_name = gettext_lazy("Code to add an address")
    priority = CODE
    holds_secret = True
    lifetime = CODE_LIFETIME
    template = "accounts/address_code"
    code: str

    def subject(self):
        return _("%(code)s is your code to add this address") % {"code": self.code}

    def subject_shown(self):
        return _("Your code to add this address")

    def reason(self):
        return _("You get this e-mail because someone asked to add this address to an account on Common Ground.")


@dataclass(frozen=True)
class AddressTaken(Message):
    """Someone tried to add an address that already signs somebody in."""

    kind = "accounts.address_taken"
    kind_name = gettext_lazy("Address already in use")
    template = "accounts/address_taken"
    address: str

    def subject(self):
        return _("This address already has an account")

    def reason(self):
        return _("You get this e-mail because someone asked to add this address to an account on Common Ground.")


@dataclass(frozen=True)
class AccountChanged(Message):
    """Tells a person about a change to how they sign in, in case it was not them."""

    kind = "accounts.account_changed"
    kind_name = gettext_lazy("Change to an account")
    template = "accounts/account_changed"
    change: str

    def subject(self):
        return _("Your account has changed: %(change)s") % {"change": self.change}

    def reason(self):
        return _("You get this e-mail because this address belongs to an account on Common Ground.")


@dataclass(frozen=True)
class AccessEnded(Message):
    """Tells a person that they no longer act for a council."""

    kind = "accounts.access_ended"
    kind_name = gettext_lazy("Access ended")
    template = "accounts/access_ended"
    council: str
    role: str
    last_day: str = ""

    def subject(self):
        return _("Your access for %(council)s") % {"council": self.council}

    def reason(self):
        return _("You get this e-mail because you had access to Common Ground for %(council)s.") % {
            "council": self.council
        }


@dataclass(frozen=True)
class NewBrowser(Message):
    """Tells a person that somebody, probably they, signed in from a browser not seen before."""

    kind = "accounts.new_browser"
    kind_name = gettext_lazy("Sign-in from a new browser")
    template = "accounts/new_browser"
    device: str
    network: str
    at: datetime

    def subject(self):
        return _("New sign-in to your account on Common Ground")

    def reason(self):
        return _("You get this e-mail because your account was used from a browser that was not seen with it before.")


@dataclass(frozen=True)
class Removed(Message):
    """The last e-mail to a person who was removed; the outbox forgets it once it is sent."""

    kind = "accounts.removed"
    kind_name = gettext_lazy("Last e-mail to a removed person")
    is_last = True
    template = "accounts/removed"
    by_themselves: bool

    def subject(self):
        return _("Your details have been removed from Common Ground")

    def reason(self):
        return _("You get this e-mail because you had an account on Common Ground. It is the last one.")
