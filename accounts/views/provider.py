"""Signing in through the councils' OpenID Connect provider; no such pages while it is switched off."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts.factors import BY_PROVIDER
from accounts.oidc import NotSignedIn, Why, begin, finish
from core.views import Page

REFUSED = (Why.NO_ACCOUNT, Why.UNCONFIRMED)


@method_decorator(never_cache, name="dispatch")
class ProviderPage(Page, abstract=True):
    """A step of the sign-in; whatever goes wrong ends on a page that says what to do."""

    policy = "core.public"
    template_name = "account/not_signed_in.html"

    def dispatch(self, request, *args, **kwargs):
        if settings.OIDC is None:
            raise Http404
        if request.user.is_authenticated:
            return redirect("portal:home")
        too_many = ratelimit.consume_or_429(request, action="provider", limit_get=True)
        return too_many or super().dispatch(request, *args, **kwargs)

    def context(self):
        return {"provider": settings.OIDC.name}

    def get(self, request):
        try:
            return self.step(request)
        except NotSignedIn as failure:
            page = self.page(why=failure.why, reasons=Why)
            page.status_code = 403 if failure.why in REFUSED else 400  # never 5xx: the portal itself is well
            return page


class SignInWithProvider(ProviderPage):
    """Off to the provider. By a link: a form that ends at another site is against our content security policy."""

    def step(self, request):
        return redirect(begin(request, get_next_redirect_url(request)))


class ProviderAnswer(ProviderPage):
    """Back from the provider, by a GET as the protocol has it; without the state in the session it does nothing."""

    http_method_names = ["get"]
    writes_on_get = True

    def step(self, request):
        arrival = finish(request)
        record_authentication(request, arrival.person, "socialaccount")
        if arrival.used_second_factor:
            record_authentication(request, arrival.person, "mfa", type=BY_PROVIDER)
        return perform_login(request, Login(user=arrival.person, redirect_url=arrival.next or None))
