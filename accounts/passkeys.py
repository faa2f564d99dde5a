"""Passkeys: what the browser is asked, and how its answer is read.

Every passkey asks for a fingerprint, a face or a PIN, and is found by the device without a name being typed. So each
is two factors at once, and signs in alone.
"""

import json
import struct

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

from core.govuk_forms import GovukForm

MOST = 20  # passkeys of one person
LONGEST = 20_000  # letters of an answer; a real one has a few thousand at most
NOT_AN_ANSWER = (  # what the library makes of rubbish
    AssertionError, AttributeError, IndexError, KeyError, NotImplementedError, RecursionError, TypeError, ValueError,
    struct.error,
)  # fmt: skip
DID_NOT_FIT = _("This passkey is not known here, or this page was open for too long. Try again")
BUTTON = "passkey-button"
REFUSED = "refused"  # the code of that error


def creation_options(person):
    """What the browser needs to make a passkey for this person, as JSON."""
    return json.dumps(auth.begin_registration(person, passwordless=True))


def request_options(person=None):
    """What the browser needs to use a passkey: of this person, or of whoever has one for the portal."""
    return json.dumps(auth.begin_authentication(person))


def passkeys_of(person):
    """The person's passkeys, the oldest first."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("pk")


class AnswerField(forms.CharField):
    """What the device answered, as JSON; it counts once, so a page that is shown again does not repeat it."""

    widget = forms.HiddenInput

    def bound_data(self, data, initial):
        return ""

    def clean(self, value):
        answer = super().clean(value)
        try:
            if len(answer) > LONGEST:
                raise ValueError(len(answer))
            return json.loads(answer)
        except (RecursionError, ValueError) as error:
            raise forms.ValidationError(DID_NOT_FIT) from error


class PasskeyForm(GovukForm):
    """A form that a script sends with the device's answer; without JavaScript it stays hidden.

    A subclass has the hidden field `credential`; `ceremony` is what the script does: "create" or "get".
    """

    ceremony = "get"
    options = ""  # JSON, set by the page
    submit_text = _("Use a passkey")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        answer = AnswerField(error_messages={"required": _("Your device sent no answer. Try again")})
        answer.widget.attrs["data-filled-by"] = BUTTON
        self.fields["credential"] = answer

    @property
    def helper(self):
        helper = super().helper
        helper.attrs |= {
            "hidden": True,
            "data-passkey": self.ceremony,
            "data-passkey-options": self.options,
            "data-passkey-failed": _("That did not work, or you stopped it. Nothing has changed. Try again."),
            "data-passkey-known": _("This device has a passkey for you already."),
            "data-passkey-elsewhere": _("Passkeys do not work at this address of the portal."),
            "data-passkey-unsupported": _("This browser cannot use passkeys."),
        }
        return helper

    def buttons(self):
        """As every form has, but one that an error can lead to."""
        main, *others = super().buttons()
        main.id = BUTTON
        return [main, *others]

    def read(self, clean):
        """The clean value of `credential`; whatever is wrong with it, the person can only try again."""
        try:
            return clean()
        except NOT_AN_ANSWER as error:
            raise forms.ValidationError(DID_NOT_FIT, code=REFUSED) from error
        except forms.ValidationError as error:
            if error.code == "incorrect_code":
                raise forms.ValidationError(DID_NOT_FIT, code=REFUSED) from error
            raise


def owner_of(answer):
    """Whose passkey it is that the device names, or None; only whoever has seen the passkey can name it."""
    try:
        person = auth.extract_user_from_response(answer)
        named = websafe_decode(answer["id"])
        return person if auth.get_authenticator_by_credential_id(person, named) else None
    except (*NOT_AN_ANSWER, forms.ValidationError):
        return None
