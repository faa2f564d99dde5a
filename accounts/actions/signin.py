"""Signing in and out, and the second factor."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.sessions import note_device, note_sign_in
from accounts.emails import AccountChanged
from accounts.models import OpenSession
from accounts.models.people import User, new_session_salt
from core.audit import record
from core.emails import post
from core.exceptions import Refused
from core.policies import require

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def note(person, verb, sentence, *, by, parts=()):
    """Events of sign-in concern the person alone: administrators and the person read them."""
    return record(f"accounts.{verb}", person, sentence, by=by, restricted=True, parts=parts)


def tell(person, change):
    """Write to the person about a change to how they sign in."""
    if person.email:
        post(AccountChanged(change=str(change)), to=person.email, language=person.language)


@transaction.atomic
def record_sign_in(*, device, methods, session_key, by):
    """The person has signed in, by these factors; the session with this key is theirs from now on."""
    event = note(by, "signed_in", _("Signed in"), by=by)
    note_sign_in(event, device=device, methods=methods, session_key=session_key)
    return event


@transaction.atomic
def record_sign_out(*, by):
    """The person has signed out."""
    return note(by, "signed_out", _("Signed out"), by=by)


@transaction.atomic
def record_failed_code(*, person, device, method):
    """Someone entered a wrong code or used a passkey in vain for this person; not who is known, only from where."""
    sentence = _("A passkey was refused") if method == "webauthn" else _("A wrong code was entered")
    event = note(person, "failed_code", sentence, by=None)
    note_device(event, person, device=device, methods=[method])
    return event


def second_factors(person):
    """The person's app and passkeys; recovery codes only stand in for them."""
    return Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS)


@transaction.atomic
def activate_second_factor(*, by, secret):
    """From now on the person signs in with this authenticator app too; one they had before stops working."""
    require(by, "accounts.own_account", by)
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    replaced, _types = second_factors(by).filter(type=Authenticator.Type.TOTP).delete()
    TOTP.activate(by, secret)
    RecoveryCodes.activate(by)
    sentence = _("Changed to another authenticator app") if replaced else _("Set up an authenticator app")
    note(by, "second_factor_on", sentence, by=by)
    tell(by, _("another authenticator app was set up") if replaced else _("an authenticator app was set up"))


@transaction.atomic
def remove_second_factor(*, by):
    """Forget the app; the last second factor of those who need one stays."""
    require(by, "accounts.own_account", by)
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    apps = second_factors(by).filter(type=Authenticator.Type.TOTP)
    if not apps.exists():
        return
    refuse_to_remove_the_last(by, but=apps.get().pk)
    apps.delete()
    if not second_factors(by).exists():
        Authenticator.objects.filter(user=by).delete()  # recovery codes stand in for nothing any more
    note(by, "second_factor_off", _("Removed the authenticator app"), by=by)
    tell(by, _("the authenticator app was removed"))


def refuse_to_remove_the_last(person, *, but):
    """Officers and administrators are never without a second factor by their own doing."""
    if person.needs_second_factor and not second_factors(person).exclude(pk=but).exists():
        raise Refused(_("Your role needs it. Set up another passkey or app first, then remove this one."))


@transaction.atomic
def new_recovery_codes(*, by):
    """Ten new codes; the old ones stop working."""
    require(by, "accounts.own_account", by)
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    Authenticator.objects.filter(user=by, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(by)
    note(by, "recovery_codes_renewed", _("Made new recovery codes"), by=by)
    tell(by, _("new recovery codes were made"))


def end_sessions(person):
    """Sign the person out everywhere, at their next request; this one still has its session to write."""
    person.session_salt = new_session_salt()
    person.save(update_fields=["session_salt"])
    OpenSession.objects.visible_to(person).delete()
