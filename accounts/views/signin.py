"""Signing in and out: django-allauth's steps, with our limits, our records and our pages."""

import json

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import LoginStageController
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import AccountInactiveView, ConfirmLoginCodeView, RequestLoginCodeView
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from accounts import actions
from accounts.devices import device_of
from accounts.factors import factors_of
from accounts.signin_forms import AppCodeAgainForm, PasskeyAgainForm
from core.views import Page, PortalView


def too_many(request, action, key=None):
    """The page with status 429 when a limit is reached, else None."""
    return ratelimit.consume_or_429(request, action=action, key=key)


class AskForCode(RequestLoginCodeView):
    """Sign in: the address to which a code shall go. The answer is the same for every address."""

    policy = "core.public"
    template_name = "account/login.html"

    def post(self, request, *args, **kwargs):
        address = request.POST.get("email", "").strip().lower() or get_ip(request)  # a blank one counts too
        return too_many(request, "request_login_code", address) or super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """With the name of the councils' own sign-in, where there is one."""
        return {**super().get_context_data(**kwargs), "provider": settings.OIDC.name if settings.OIDC else ""}


class EnterCode(ConfirmLoginCodeView):
    """The code from the e-mail; ten guesses in five minutes for each address, whoever makes them."""

    policy = "core.public"
    template_name = "account/confirm_login_code.html"

    def post(self, request, *args, **kwargs):
        address = self._process.state["email"].lower()
        return too_many(request, "enter_login_code", address) or super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        if self._process.user:
            actions.record_failed_code(person=self._process.user, device=device_of(self.request), method="code")
        return super().form_invalid(form)


class StartAgain(PortalView):
    """Forget a sign-in that was begun, to use another address or to get a new code."""

    policy = "core.public"

    def get(self, request):
        return redirect("account_login")

    def post(self, request):
        clear_login(request)
        return redirect("account_login")


@method_decorator(login_not_required, name="dispatch")  # as the one it takes the place of
class EnterAppCode(AuthenticateView):
    """The second factor, asked at every sign-in of those who have it: a passkey, or a code."""

    policy = "core.public"
    template_name = "mfa/authenticate.html"

    def dispatch(self, request, *args, **kwargs):
        stage = LoginStageController.enter(request, AuthenticateStage.key)
        if stage and not actions.second_factors(stage.login.user).exists():
            clear_login(request)  # it was reset while this page was open: the sign-in starts anew
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        person = self.stage.login.user
        context = super().get_context_data(**kwargs)
        return {**context, **ways(person, self.webauthn_form, context["js_data"]["request_options"])}


class EnterAppCodeAgain(ReauthenticateView):
    """The second factor, asked again before it is changed."""

    policy = "core.signed_in"
    template_name = "mfa/reauthenticate.html"

    def get_form_class(self):
        return PasskeyAgainForm if self.is_by_passkey else super().get_form_class()

    @property
    def is_by_passkey(self):
        return self.request.method == "POST" and "code" not in self.request.POST and "credential" in self.request.POST

    def get_context_data(self, **kwargs):
        context, person = super().get_context_data(**kwargs), self.request.user
        passkey_form = context["form"] if self.is_by_passkey else PasskeyAgainForm(user=person)
        code_form = AppCodeAgainForm(user=person) if self.is_by_passkey else context["form"]
        options = begin_authentication(person)
        return {**context, **ways(person, passkey_form, options), "form": code_form}


def ways(person, passkey_form, options):
    """By which means the person can show who they are; the form for a passkey only if they have one."""
    passkey_form.options = json.dumps(options)
    factors = factors_of(person)
    return {
        "passkey_form": passkey_form if factors.passkeys else None,
        "has_app": factors.has_app,
        "refusal": passkey_form.is_bound and not passkey_form.is_valid(),
    }


class SignOut(Page):
    """A button; a link that somebody else follows for you cannot sign you out."""

    policy = "core.public"
    template_name = "account/logout.html"

    def post(self, request, *args, **kwargs):
        logout(request, show_message=False)
        return redirect(get_adapter().get_logout_redirect_url(request))


class NoAccount(Page):
    """How to get an account: there is no sign-up."""

    policy = "core.public"
    template_name = "account/signup_closed.html"


class Closed(AccountInactiveView):
    """For a person whose account was closed."""

    policy = "core.public"
    template_name = "account/account_inactive.html"
