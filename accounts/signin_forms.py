"""django-allauth's forms in the GOV.UK manner."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.devices import device_of
from accounts.models import User
from accounts.passkeys import REFUSED, PasskeyForm, owner_of
from core.govuk_forms import CodeInput, GovukForm


def code_field(label):
    """Six digits, or an eight-digit recovery code; spaces do no harm."""
    return forms.CharField(label=label, max_length=20, widget=CodeInput())


class AskForCodeForm(GovukForm, RequestLoginCodeForm):
    """Where the code shall be sent. The page counts the requests, so that it can answer with status 429."""

    submit_text = _("Send me a code")
    email = forms.EmailField(label=_("E-mail address"), max_length=254)

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        self._user = User.objects.who_signs_in_with(email)
        return email


class EnterCodeForm(GovukForm, ConfirmLoginCodeForm):
    """The code from the e-mail."""

    submit_text = _("Sign in")
    code = code_field(_("6-digit code"))


class AppCodeForm(GovukForm, AuthenticateForm):
    """The code of the authenticator app, or a recovery code."""

    submit_text = _("Continue")
    code = code_field(_("Code"))

    def _emit_authentication_failed(self, authenticator):
        actions.record_failed_code(person=self.user, device=device_of(context.request), method="totp")


class AppCodeAgainForm(GovukForm, ReauthenticateForm):
    """The same, asked again before the second factor is changed."""

    submit_text = _("Continue")
    code = code_field(_("Code"))

    def _emit_authentication_failed(self, authenticator):
        actions.record_failed_code(person=self.user, device=device_of(context.request), method="totp")


class SetUpAppForm(GovukForm, ActivateTOTPForm):
    """The first code of the app proves that it has the secret."""

    submit_text = _("Continue")
    code = code_field(_("6-digit code from the app"))


class AddPasskeyForm(PasskeyForm, forms.Form):
    """A new passkey: what to call it, and the device's answer."""

    ceremony = "create"
    submit_text = _("Add the passkey")
    name = forms.CharField(
        label=_("A name for it"),
        max_length=60,
        help_text=_("So that you can tell your devices apart, for example “Laptop at the office”"),
    )
    credential = forms.JSONField()

    def clean_credential(self):
        credential = self.cleaned_data["credential"]
        self.read(lambda: self._check(credential))
        return credential

    def _check(self, credential):
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)


class RenamePasskeyForm(GovukForm, forms.Form):
    """What a passkey is called."""

    submit_text = _("Save")
    name = forms.CharField(label=_("Name"), max_length=60)


class UsePasskeyForm(PasskeyForm):
    """A passkey is used; one that is refused stands in the log of whom it belongs to, as a wrong code does."""

    def clean_credential(self):
        try:
            return self.read(super().clean_credential)
        except forms.ValidationError as error:
            person = self.user or owner_of(self.cleaned_data["credential"])
            if person and error.code == REFUSED:
                actions.record_failed_code(person=person, device=device_of(context.request), method="webauthn")
            raise


class PasskeyAsSecondFactorForm(UsePasskeyForm, AuthenticateWebAuthnForm):
    """The passkey, after the code from the e-mail."""


class PasskeyAgainForm(UsePasskeyForm, ReauthenticateWebAuthnForm):
    """The same, asked again before the second factor is changed."""


class PasskeyAloneForm(UsePasskeyForm, LoginWebAuthnForm):
    """The passkey in place of address and code."""

    submit_text = _("Sign in with a passkey")

    def clean_credential(self):
        passkey = super().clean_credential()
        if not EmailAddress.objects.filter(user=passkey.user, verified=True).exists():
            raise forms.ValidationError(
                _("Your account has no e-mail address any more. Ask your council to invite you")
            )
        return passkey
