"""Readers of the pages that are measured, signed in as with their second factor."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from accounts.models import User


def officer_of(code):
    """The liaison officer whom the national data set gave this principal."""
    person = User.objects.filter(memberships__council__code=code, memberships__role="liaison_officer").first()
    if not Authenticator.objects.filter(user=person).exists():
        TOTP.activate(person, generate_totp_secret())
    return person


def superuser():
    """Who may open the admin."""
    person, _made = User.objects.get_or_create(
        email="bench-admin@example.org", defaults={"name": "Administrator", "is_staff": True, "is_superuser": True}
    )
    if not Authenticator.objects.filter(user=person).exists():
        TOTP.activate(person, generate_totp_secret())
    return person


def opener(person, address):
    """A function that opens a page and insists that it came."""
    client = Client()
    if person:
        _sign_in(client, person)

    def opens():
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response

    return opens


def _sign_in(client, person):
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
