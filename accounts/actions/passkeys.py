"""Adding, naming and removing passkeys."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.signin import note, refuse_to_remove_the_last, second_factors, tell
from accounts.models.people import User
from accounts.passkeys import MOST, passkeys_of
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require


@transaction.atomic
def add_passkey(*, name, credential, by):
    """From now on this device proves who the person is; recovery codes come with their first second factor."""
    require(by, "accounts.own_account", by)
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if passkeys_of(by).count() >= MOST:
        raise Refused(_("You have %(most)s passkeys. Remove one that you no longer use first.") % {"most": MOST})
    passkey = WebAuthn.add(by, name, credential).instance
    RecoveryCodes.activate(by)
    note(by, "passkey_added", _("Added the passkey “%(name)s”") % {"name": name}, by=by)
    tell(by, _("a passkey was added: %(name)s") % {"name": name})
    return passkey


def _locked(passkey, by):
    """The passkey as it is now, if it is the person's own."""
    require(by, "accounts.own_account", passkey)
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    found = passkeys_of(by).filter(pk=passkey.pk).first()
    if found is None:
        raise Refused(_("This passkey has been removed already."))
    return found


@transaction.atomic
def rename_passkey(*, passkey, name, seen=None, by):
    """Call a passkey something else."""
    passkey = _locked(passkey, by)
    old = passkey.wrap().name
    refuse_if_changed(seen, {"name": old}, record=by, parts=[f"passkey-{passkey.pk}"])
    if old == name:
        return passkey
    passkey.wrap().name = name
    passkey.save(update_fields=["data"])
    words = _("The passkey “%(old)s” is now called “%(name)s”") % {"old": old, "name": name}
    note(by, "passkey_renamed", words, by=by, parts=[f"passkey-{passkey.pk}"])
    return passkey


@transaction.atomic
def remove_passkey(*, passkey, by):
    """This device proves nothing any more; the last second factor of those who need one stays."""
    passkey = _locked(passkey, by)
    refuse_to_remove_the_last(by, but=passkey.pk)
    name = passkey.wrap().name
    passkey.delete()
    if not second_factors(by).exists():
        Authenticator.objects.filter(user=by).delete()  # recovery codes stand in for nothing any more
    note(by, "passkey_removed", _("Removed the passkey “%(name)s”") % {"name": name}, by=by)
    tell(by, _("a passkey was removed: %(name)s") % {"name": name})
