"""A person's own name and addresses."""

import secrets

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.proof import confirm_identity_proof, new_mailed_proof, use_identity_proof
from accounts.actions.signin import tell
from accounts.emails import AddressCode, AddressTaken
from accounts.models import KnownAs, User
from core.audit import record
from core.emails import post
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require


def _subject_key(address):
    return f"accounts.address:{address}"[:200]


def _own(person, address):
    found = EmailAddress.objects.select_for_update(of=("self",)).filter(user=person, email=address.lower()).first()
    if found is None:
        raise Refused(_("This address does not belong to your account any more."))
    return found


def _remember(person, text):
    """What the person was called or written to: a removal must find it in old e-mails, too."""
    if text:
        KnownAs.objects.get_or_create(person=person, text=text)


@transaction.atomic
def rename(*, by, name, seen=None):
    """The name under which the person signs and is listed."""
    require(by, "accounts.own_account", by)
    now = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    refuse_if_changed(seen, {"name": now.name}, record=by, parts=["name"])
    _remember(by, now.name)
    by.name = name
    by.save(update_fields=["name"])
    record("accounts.renamed", by, _("Changed their name"), by=by, restricted=True, parts=["name"])
    return by


@transaction.atomic
def add_address(*, by, address):
    """Send a code to a new address; the page looks the same when the address already signs somebody in."""
    require(by, "accounts.own_account", by)
    address = address.strip().lower()
    owner = EmailAddress.objects.filter(email=address, verified=True).first()
    if owner and owner.user_id == by.pk:
        raise Refused(_("You have already added this address."), field="address")
    code = f"{secrets.randbelow(10**6):06}"
    proof = new_mailed_proof(by, _("Add an address"), _subject_key(address), address, code)
    message = AddressTaken(address=address) if owner else AddressCode(code=code)
    post(message, to=address, language=by.language)
    return proof


def confirm_address(*, by, address, code):
    """The code from the mailbox makes the address the person's."""
    address = address.strip().lower()
    confirm_identity_proof(by=by, subject_key=_subject_key(address), code=code)
    with transaction.atomic():
        use_identity_proof(by=by, subject_key=_subject_key(address))
        if EmailAddress.objects.filter(email=address, verified=True).exists():
            raise Refused(_("This address cannot be added."), field="code")
        found = give_address(by, address)
        record("accounts.address_added", by, _("Added an address"), by=by, restricted=True)
        tell(by, _("an address was added"))
    return found


def give_address(person, address):
    """A verified address for the person; their first one becomes the one we write to."""
    found, _made = EmailAddress.objects.update_or_create(user=person, email=address, defaults={"verified": True})
    found.set_as_primary(conditional=True)
    return found


@transaction.atomic
def make_primary(*, by, address):
    """The address that mail goes to from now on."""
    require(by, "accounts.own_account", by)
    found = _own(by, address)
    if found.primary:
        return found  # pressed twice
    tell(by, _("mail now goes to another of your addresses"))
    found.user = by
    found.set_as_primary()
    record("accounts.address_made_primary", by, _("Chose another address for mail"), by=by, restricted=True)
    return found


@transaction.atomic
def remove_address(*, by, address):
    """The address no longer signs the person in."""
    require(by, "accounts.own_account", by)
    found = _own(by, address)
    if found.primary:
        raise Refused(_("Choose another address for mail before you remove this one."))
    _remember(by, found.email)
    found.delete()
    record("accounts.address_removed", by, _("Removed an address"), by=by, restricted=True)
    tell(by, _("an address was removed"))
