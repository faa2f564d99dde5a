"""The second factor: setting it up, changing the phone, recovery codes."""

from functools import cached_property

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from markupsafe import Markup

from accounts import actions
from accounts.signin_forms import SetUpAppForm
from core.views import FormPage, Page

asked_again = method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")


@method_decorator(never_cache, name="dispatch")
class SetUpApp(FormPage):
    """Scan the picture, enter the first code; the recovery codes follow."""

    policy = "accounts.own_account"
    template_name = "mfa/totp/activate_form.html"
    title = gettext_lazy("Set up an authenticator app")
    form_class = SetUpAppForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and actions.has_app(request.user):
            return redirect("accounts:me")
        return super().dispatch(request, *args, **kwargs)

    def form_kwargs(self):
        return {"user": self.request.user}

    def page(self, *, form, **extra):
        adapter = get_adapter()
        picture = adapter.build_totp_svg(adapter.build_totp_url(self.request.user, form.secret))
        svg = Markup(picture.partition("?>")[2] or picture)  # noqa: S704 - drawn by the QR library from our own text
        key = " ".join(form.secret[i : i + 4] for i in range(0, len(form.secret), 4))
        return super().page(form=form, picture=svg, key=key, needed=self.request.user.needs_second_factor, **extra)

    def done(self, form):
        actions.activate_second_factor(by=self.request.user, secret=form.secret)
        clear_totp_secret(self.request)
        # the code just entered is the proof that this session has the second factor
        record_authentication(self.request, self.request.user, "mfa", type="totp", reauthenticated=True)
        return redirect("mfa_view_recovery_codes")


@asked_again
class RemoveApp(Page):
    """For a new phone: forget the old app; those who need one set up the new one at once."""

    policy = "accounts.own_account"
    template_name = "mfa/totp/deactivate_form.html"

    def post(self, request, *args, **kwargs):
        actions.remove_second_factor(by=request.user)
        return redirect("mfa_activate_totp")


class CodesPage(Page, abstract=True):
    """A page that shows the recovery codes which are still unused."""

    policy = "accounts.own_account"

    @cached_property
    def codes(self):
        found = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.RECOVERY_CODES).first()
        if found is None:
            raise Http404
        return found.wrap().get_unused_codes()

    def context(self):
        return {"codes": self.codes, "total": 10}


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
        if not actions.has_app(request.user):
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
