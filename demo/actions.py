"""Signing in as a role, which only the demonstration lets anyone do."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import logout


def sign_in_as(request, person):
    """Open a session as this role; for officers as if they had used their authenticator app."""
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, person, "code")
    if person.needs_second_factor:
        record_authentication(request, person, "mfa", type="totp")
    get_adapter(request).login(request, person)
