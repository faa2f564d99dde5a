"""django-allauth's forms in the GOV.UK manner."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.devices import device_of
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
        found = EmailAddress.objects.filter(email=email, verified=True, user__is_active=True)
        address = found.select_related("user").first()
        self._user = address.user if address else None
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
