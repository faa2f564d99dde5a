"""The second factor: choosing it, setting up an app, recovery codes."""

from functools import cached_property

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from markupsafe import Markup

from accounts import actions
from accounts.signin_forms import SetUpAppForm
from core.exceptions import Refused
from core.views import FormPage, Page

asked_again = method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")


class Protect(Page):
    """The choice of a passkey or an app, for those who have neither."""

    policy = "accounts.own_account"
    template_name = "mfa/protect.html"

    def get(self, request, *args, **kwargs):
        if request.user.has_second_factor:
            return redirect("accounts:me")
        return super().get(request, *args, **kwargs)

    def context(self):
        return {"needed": self.request.user.needs_second_factor}


@asked_again
@method_decorator(never_cache, name="dispatch")
class SetUpApp(FormPage):
    """Scan the picture, enter the first code; recovery codes follow. A former app works until the new one does."""

    policy = "accounts.own_account"
    template_name = "mfa/totp/activate_form.html"
    form_class = SetUpAppForm

    def form_kwargs(self):
        return {"user": self.request.user}

    def page(self, *, form, **extra):
        adapter = get_adapter()
        picture = adapter.build_totp_svg(adapter.build_totp_url(self.request.user, form.secret))
        svg = Markup(picture.partition("?>")[2] or picture)  # noqa: S704 - drawn by the QR library from our own text
        key = " ".join(form.secret[i : i + 4] for i in range(0, len(form.secret), 4))
        replaces = actions.has_app(self.request.user)
        title = _("Change to another phone or app") if replaces else _("Set up an authenticator app")
        return super().page(form=form, picture=svg, key=key, title=title, replaces=replaces, **extra)

    def done(self, form):
        is_first = not actions.second_factors(self.request.user).exists()
        actions.activate_second_factor(by=self.request.user, secret=form.secret)
        clear_totp_secret(self.request)
        # the code just entered is the proof that this session has the second factor
        record_authentication(self.request, self.request.user, "mfa", type="totp", reauthenticated=True)
        if is_first:
            return redirect("mfa_view_recovery_codes")
        messages.success(self.request, _("The app is set up. Your recovery codes are still good."))
        return redirect("accounts:me")


@asked_again
class RemoveApp(Page):
    """Forget the app; asks first. Those who need it and have no passkey change it instead."""

    policy = "accounts.own_account"
    template_name = "mfa/totp/deactivate_form.html"

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if actions.has_app(request.user) else redirect("accounts:me")

    def post(self, request, *args, **kwargs):
        try:
            actions.remove_second_factor(by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The authenticator app no longer works here."))
        return redirect("accounts:me")


class CodesPage(Page, abstract=True):
    """A page that shows the recovery codes which are still unused."""

    policy = "accounts.own_account"

    @cached_property
    def kept(self):
        found = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.RECOVERY_CODES).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def codes(self):
        return self.kept.wrap().get_unused_codes()

    @property
    def made_at(self):
        return self.kept.created_at

    def context(self):
        return {"codes": self.codes, "total": app_settings.RECOVERY_CODE_COUNT, "made_at": self.made_at}


@asked_again
@method_decorator(never_cache, name="dispatch")
class RecoveryCodes(CodesPage):
    """To print and keep: each signs in once in place of the app."""

    template_name = "mfa/recovery_codes/index.html"


@asked_again
class NewRecoveryCodes(CodesPage):
    """Ask before the old codes stop working."""

    template_name = "mfa/recovery_codes/generate.html"

    def post(self, request, *args, **kwargs):
        if not actions.second_factors(request.user).exists():
            raise Http404
        actions.new_recovery_codes(by=request.user)
        return redirect("mfa_view_recovery_codes")


@asked_again
@method_decorator(never_cache, name="dispatch")
class DownloadCodes(CodesPage):
    """The codes as a text file."""

    template_name = None

    def get(self, request, *args, **kwargs):
        heading = _("Recovery codes for Common Ground. Each can be used once.")
        text = "\r\n".join([heading, "", *self.codes, ""])
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="common-ground-recovery-codes.txt"'
        return response
