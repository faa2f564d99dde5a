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
from core.policies import require


def _note(person, verb, sentence, *, by):
    """Events of sign-in concern the person alone: administrators and the person read them."""
    return record(f"accounts.{verb}", person, sentence, by=by, restricted=True)


def tell(person, change):
    """Write to the person about a change to how they sign in."""
    if person.email:
        post(AccountChanged(change=str(change)), to=person.email, language=person.language)


@transaction.atomic
def record_sign_in(*, device, methods, session_key, by):
    """The person has signed in, by these factors; the session with this key is theirs from now on."""
    event = _note(by, "signed_in", _("Signed in"), by=by)
    note_sign_in(event, device=device, methods=methods, session_key=session_key)
    return event


@transaction.atomic
def record_sign_out(*, by):
    """The person has signed out."""
    return _note(by, "signed_out", _("Signed out"), by=by)


@transaction.atomic
def record_failed_code(*, person, device, method):
    """Someone entered a wrong code for this person; we cannot know who, only from where."""
    event = _note(person, "failed_code", _("A wrong code was entered"), by=None)
    note_device(event, person, device=device, methods=[method])
    return event


@transaction.atomic
def activate_second_factor(*, by, secret):
    """From now on the person signs in with an authenticator app too; recovery codes come with it."""
    require(by, "accounts.own_account", by)
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # two tabs activate once
    if not Authenticator.objects.filter(user=by, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(by, secret)
        RecoveryCodes.activate(by)
        _note(by, "second_factor_on", _("Set up an authenticator app"), by=by)
        tell(by, _("an authenticator app was set up"))


@transaction.atomic
def remove_second_factor(*, by):
    """Forget the app, for a new phone; those who need one are sent to set it up again."""
    require(by, "accounts.own_account", by)
    _forget_second_factor(by, by=by)


@transaction.atomic
def reset_second_factor(*, membership, by):
    """For someone who lost phone and recovery codes: they set up the app again when they sign in."""
    require(by, "accounts.reset_second_factor", membership)
    _forget_second_factor(membership.user, by=by)
    end_sessions(membership.user)


def _forget_second_factor(person, *, by):
    removed, _types = Authenticator.objects.filter(user=person).delete()
    if removed:
        _note(person, "second_factor_off", _("Removed the authenticator app"), by=by)
        tell(person, _("the authenticator app was removed"))


@transaction.atomic
def new_recovery_codes(*, by):
    """Ten new codes; the old ones stop working."""
    require(by, "accounts.own_account", by)
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    Authenticator.objects.filter(user=by, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(by)
    _note(by, "recovery_codes_renewed", _("Made new recovery codes"), by=by)
    tell(by, _("new recovery codes were made"))


def end_sessions(person):
    """Sign the person out everywhere, at their next request; this one still has its session to write."""
    person.session_salt = new_session_salt()
    person.save(update_fields=["session_salt"])
    OpenSession.objects.visible_to(person).delete()
