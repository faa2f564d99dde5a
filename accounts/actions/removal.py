"""Taking a person out of the portal: the account stays without name and address, records keep role and council."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.keeping import lock_council, refuse_lockout
from accounts.actions.proof import use_identity_proof
from accounts.actions.signin import end_sessions
from accounts.emails import Removed
from accounts.models import Removal, User
from accounts.who import who_is
from core.audit import record
from core.emails import post
from core.exceptions import Refused
from core.models import Job
from core.policies import SYSTEM, require
from core.privacy.erasing import take_out
from councils.models import Council

PROOF = "accounts.removal"  # what the code is for


def obstacles(person):
    """Why the person cannot be removed yet, each a sentence that says what to do."""
    for membership in person.memberships.current().select_related("council"):
        try:
            refuse_lockout(membership, by=person)
        except Refused as refusal:
            yield refusal.message
    if person.is_staff and not User.objects.filter(is_staff=True, is_active=True).exclude(pk=person.pk).exists():
        yield _("You are the only administrator of the portal. Somebody else must become one first.")
    if Job.objects.open().filter(started_by=person).exists():  # unnamed: it may be of a council they no longer act for
        yield _("Long work started from this account is still running. Wait until it has ended, or cancel it.")


@transaction.atomic
def remove_person(*, person, why, by):
    """Take the person out of every table, log row and document; returns the removal.

    Raises Refused while a council would be left without anyone to act for it.
    """
    require(by, "accounts.remove_person", person)
    if why == Removal.Why.OWN_WISH:
        use_identity_proof(by=by, subject_key=PROOF)
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if Removal.objects.filter(person=person).exists():
        raise Refused(_("This person has been removed already."))
    for council in Council.objects.filter(pk__in=person.council_ids()).order_by("pk"):
        lock_council(council)
    if reasons := list(obstacles(person)):
        raise Refused(" ".join(reasons))
    address, language, who = person.email, person.language, who_is(person)
    _end_memberships(person, by)
    removed = take_out(who)
    person.refresh_from_db()
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
    end_sessions(person)
    removal = Removal.objects.create(person=person, by=by, why=why, changed=removed)
    record("accounts.removed", removal, _("A person was removed from the portal"), by=by, restricted=True)
    if address:
        post(Removed(by_themselves=why == Removal.Why.OWN_WISH), to=address, language=language)
    return removal


def _end_memberships(person, by):
    """What the person still holds ends now; of what the portal removes by itself nothing is left."""
    for membership in person.memberships.not_ended():
        membership.revoked_at, membership.revoked_by = timezone.now(), person if by is SYSTEM else by
        membership.save(update_fields=["revoked_at", "revoked_by"])
