"""On every request: is the second factor in place, and for which council does the person act."""

from allauth.account.internal.flows.login import get_authentication_records
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from accounts.factors import used_second_factor_of_provider
from core.languages import fitting

# Where a person may go before the second factor is in place
OPEN = {
    "account_logout",
    "account_protect",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "core:accessibility",
    "core:cookies",
    "core:healthcheck",
    "core:help",
    "core:keep-alive",
    "core:privacy",
}


def acting_council(request):
    """The council chosen for this session, or the only one there is; never one the person has left."""
    if not request.user.is_authenticated:
        return None
    councils = {m.council_id: m.council for m in request.user.current_memberships}
    if len(councils) == 1:
        return next(iter(councils.values()))
    return councils.get(request.session.get("acting_for"))


class ActingForMiddleware:
    """`request.acting_for` is the council in whose name the person acts, or None."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.acting_for = acting_council(request)
        return self.get_response(request)


class LanguageMiddleware:
    """Pages in the language that the person chose, for visitors in one that their browser asks for; never half."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        person = request.user
        wanted = person.language if person.is_authenticated else translation.get_language_from_request(request)
        translation.activate(fitting(wanted))
        request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SecondFactorMiddleware:
    """Officers and administrators set up a passkey or an app before anything else; each session of theirs used it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        person = request.user
        if not person.is_authenticated or request.resolver_match.view_name in OPEN:
            return None
        if not person.needs_second_factor:
            return None
        if used_second_factor_of_provider(request, person):
            return None
        if not person.has_second_factor:
            return redirect("account_protect")
        if used_second_factor(request):
            return None
        back = urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
        return redirect(f"{reverse('mfa_reauthenticate')}?{back}")


def used_second_factor(request):
    """True if this session was opened, or later confirmed, with the second factor."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)
