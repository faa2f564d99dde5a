"""The authenticator app of the demonstration: the code that an officer's telephone would show now."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt

from accounts.actions import activate_second_factor
from demo import roles


def set_up(person):
    """Officers and administrators get an app with their account; nothing if it is there."""
    if person.needs_second_factor and authenticator_of(person) is None:
        activate_second_factor(by=person, secret=generate_totp_secret())


def authenticator_of(person):
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()


def code_of(person):
    """The six digits of this half minute; None for those who need no app."""
    authenticator = authenticator_of(person)
    if authenticator is None:
        return None
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(decrypt(authenticator.data["secret"]), counter))


def seconds_left():
    """How long the present codes still count."""
    return app_settings.TOTP_PERIOD - int(time.time()) % app_settings.TOTP_PERIOD


def codes():
    """(role, code) of every role account that needs an app."""
    people = [person for account in roles.accounts() if (person := roles.find(account.name))]
    return [(person.name, code) for person in people if (code := code_of(person))]
