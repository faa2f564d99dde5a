"""Passkeys: adding, naming and removing them, and signing in with one alone."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts import actions
from accounts.passkeys import creation_options, passkeys_of, request_options
from accounts.signin_forms import AddPasskeyForm, PasskeyAloneForm, RenamePasskeyForm
from accounts.views.security import asked_again
from accounts.views.signin import too_many
from core.editing import EditPage
from core.exceptions import Refused
from core.views import FormPage, Page


@method_decorator(never_cache, name="dispatch")
class SignInWithPasskey(FormPage):
    """No address, no code: the device knows who it belongs to, and asks for a fingerprint, a face or a PIN."""

    policy = "core.public"
    form_class = PasskeyAloneForm
    template_name = "mfa/webauthn/sign_in.html"
    title = gettext_lazy("Sign in with a passkey")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return redirect("portal:home")
        if request.method == "POST" and (answer := too_many(request, "passkey")):
            return answer
        return super().dispatch(request, *args, **kwargs)

    def page(self, *, form, **extra):
        form.options = request_options()
        return super().page(form=form, **extra)

    def done(self, form):
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        return perform_passwordless_login(self.request, passkey, login)


class Passkeys(Page):
    """My passkeys: when each was added and last used."""

    policy = "accounts.own_account"
    template_name = "mfa/webauthn/list.html"

    def context(self):
        return {"passkeys": [(found, found.wrap().name) for found in passkeys_of(self.request.user)]}


@asked_again
@method_decorator(never_cache, name="dispatch")
class AddPasskey(FormPage):
    """Ask the browser to make a passkey; the first brings recovery codes with it."""

    policy = "accounts.own_account"
    form_class = AddPasskeyForm
    template_name = "mfa/webauthn/add.html"
    title = gettext_lazy("Add a passkey")

    def form_kwargs(self):
        number = passkeys_of(self.request.user).count() + 1
        return {"initial": {"name": _("Passkey %(number)s") % {"number": number}}}

    def page(self, *, form, **extra):
        form.options = creation_options(self.request.user)
        return super().page(form=form, **extra)

    def done(self, form):
        person, answers = self.request.user, form.cleaned_data
        is_first = not actions.second_factors(person).exists()
        passkey = actions.add_passkey(name=answers["name"], credential=answers["credential"], by=person)
        # making it asked for the finger or the PIN: this session has the second factor
        record_authentication(self.request, person, "mfa", id=passkey.pk, type="webauthn", reauthenticated=True)
        if is_first:
            return redirect("mfa_view_recovery_codes")
        messages.success(self.request, _("The passkey “%(name)s” has been added.") % {"name": answers["name"]})
        return redirect("mfa_list_webauthn")


class OnePasskey(Page, abstract=True):
    """A page about one of my passkeys."""

    policy = "accounts.own_account"
    lookup = {"pk": "pk"}

    def scope(self):
        return passkeys_of(self.request.user) if self.request.user.is_authenticated else None


class RenamePasskey(OnePasskey, EditPage):
    """What I call this passkey."""

    form_class = RenamePasskeyForm
    template_name = "mfa/webauthn/rename.html"
    title = gettext_lazy("Rename a passkey")

    def stored(self):
        return {"name": self.record.wrap().name}

    def done(self, form):
        name = form.cleaned_data["name"]
        actions.rename_passkey(passkey=self.record, name=name, seen=self.seen(form), by=self.request.user)
        return redirect("mfa_list_webauthn")


@asked_again
class RemovePasskey(OnePasskey):
    """Asks before a passkey stops working here."""

    template_name = "mfa/webauthn/remove.html"

    def context(self):
        return {"name": self.record.wrap().name}

    def post(self, request, *args, **kwargs):
        try:
            actions.remove_passkey(passkey=self.record, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            words = _("The passkey “%(name)s” no longer works here. Delete it on the device too.")
            messages.success(request, words % self.context())
        return redirect("mfa_list_webauthn")
