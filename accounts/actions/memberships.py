"""Ending access and the right to sign."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.keeping import lock_council, refuse_held, refuse_lockout
from accounts.actions.signin import end_sessions
from accounts.emails import AccessEnded
from accounts.models import Invitation, Membership
from accounts.policies import roles_open_to
from core.audit import record
from core.emails import post
from core.exceptions import Refused
from core.formatting import date
from core.locking import refuse_if_changed
from core.mail.actions import clear
from core.policies import SYSTEM, require
from core.roles import Role
from councils.policies import acting_council


def lock_membership(membership):
    """The row as it is now; refused once it has ended or was withdrawn: what is over is not reopened."""
    membership = (
        Membership.objects.select_for_update(of=("self",)).select_related("user", "council").get(pk=membership.pk)
    )
    if membership.revoked_at:
        raise Refused(_("This access has already been withdrawn."))
    if membership.ends_on and membership.ends_on < timezone.localdate():
        raise Refused(_("This access has already ended. Whoever is to have it again needs a new invitation."))
    return membership


def _sign_out_if_last(person):
    """A person who acts for nobody any more is signed out everywhere at once."""
    if not person.is_staff and not person.memberships.current().exists():
        end_sessions(person)


def _lengthens(membership, last_day):
    return membership.ends_on is not None and last_day > membership.ends_on


def _may_lengthen(by, membership):
    """Whoever may give the role, but nobody for themselves."""
    if by is SYSTEM:
        return True
    return membership.user_id != by.pk and membership.role in roles_open_to(by, membership.council)


@transaction.atomic
def end_membership(*, membership, last_day, no_handover="", seen=None, by):
    """The person's last day in this role; access lasts until the end of that day.

    Whoever answers for councils hands over first, or `no_handover` says why not.
    """
    require(by, "accounts.end_membership", membership)
    lock_council(membership.council)
    membership = lock_membership(membership)
    refuse_if_changed(seen, {"last_day": membership.ends_on}, record=membership, parts=["ends_on"])
    if membership.ends_on == last_day:
        return membership  # pressed twice, or two who agree: nobody is told twice
    if last_day < membership.starts_on:
        raise Refused(_("The last day must not be before the first day"), field="last_day")
    if _lengthens(membership, last_day) and not _may_lengthen(by, membership):
        raise Refused(_("Only whoever may invite to this role can set a later last day"), field="last_day")
    refuse_lockout(membership, last_day=last_day, by=by)
    refuse_held(membership, no_handover=no_handover, by=by)
    membership.ends_on = last_day
    membership.save(update_fields=["ends_on"])
    _sign_out_if_last(membership.user)
    sentence = _("%(role)s of %(council)s until %(day)s") % _words(membership, day=date(last_day))
    _record("membership_ended", membership, sentence, by=by, part="ends_on")
    tell_ended(membership, last_day=date(last_day))
    return membership


@transaction.atomic
def revoke_membership(*, membership, no_handover="", by):
    """Withdraw access at once, in every open tab; `no_handover` as in `end_membership`."""
    require(by, "accounts.end_membership", membership)
    lock_council(membership.council)
    membership = lock_membership(membership)
    refuse_lockout(membership, by=by)
    refuse_held(membership, no_handover=no_handover, by=by)
    _cancel_invitations(membership, by)
    membership.revoked_at, membership.revoked_by = timezone.now(), by
    membership.save(update_fields=["revoked_at", "revoked_by"])
    _sign_out_if_last(membership.user)
    sentence = _("Access as %(role)s of %(council)s withdrawn at once") % _words(membership)
    _record("membership_revoked", membership, sentence, by=by, part="revoked_at")
    tell_ended(membership)
    return membership


def _cancel_invitations(membership, by):
    """No link that waits in the person's own mailboxes may bring them back in."""
    addresses = EmailAddress.objects.filter(user=membership.user_id, verified=True).values("email")
    waiting = Invitation.objects.open().filter(council=membership.council, address__in=addresses)
    waiting.update(cancelled_at=timezone.now(), cancelled_by=by)


@transaction.atomic
def set_may_sign(*, membership, may_sign, by):
    """Give or take the right to sign for the council."""
    require(by, "accounts.set_may_sign", membership)
    membership = lock_membership(membership)
    if may_sign and membership.role == Role.VIEWER:
        raise Refused(_("A viewer only reads and cannot sign"))
    if membership.may_sign == may_sign:
        return membership
    membership.may_sign = may_sign
    membership.save(update_fields=["may_sign"])
    words = _("%(role)s may sign for %(council)s") if may_sign else _("%(role)s may not sign for %(council)s")
    sentence = words % _words(membership)
    _record("may_sign_set", membership, sentence, by=by, part="may_sign")
    return membership


@transaction.atomic
def clear_address(*, membership, by):
    """The person's address works again; returns how many withheld e-mails are sent now."""
    require(by, "accounts.clear_address", membership)
    membership = Membership.objects.select_related("user", "council").get(pk=membership.pk)
    released = clear(membership.user.email or "", by=by)
    if released is None:
        raise Refused(_("E-mail reaches this person. There is nothing to change."))
    sentence = _("%(role)s of %(council)s: e-mail is sent to the address again") % _words(membership)
    _record("address_cleared", membership, sentence, by=by)
    return released


def _record(verb, membership, sentence, *, by, part=None):
    council = membership.council
    acting_for = acting_council(by, council)
    record(
        f"accounts.{verb}",
        membership,
        sentence,
        by=by,
        councils=[council],
        acting_for=acting_for,
        parts=[part] if part else [],
    )


def _words(membership, **more):
    return {"role": membership.get_role_display(), "council": membership.council.label, **more}


def tell_ended(membership, *, last_day=""):
    """Write to the person that and when they no longer act for the council."""
    person = membership.user
    if person.email:
        message = AccessEnded(council=membership.council.label, role=membership.get_role_display(), last_day=last_day)
        post(message, to=person.email, language=person.language)
