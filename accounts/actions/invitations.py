"""Inviting people and letting them in."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.addresses import give_address
from accounts.actions.signin import end_sessions
from accounts.emails import InvitationToJoin
from accounts.models import Invitation, Membership, User
from accounts.models.invitations import hash_of
from accounts.policies import role_towards, roles_open_to
from core.audit import record
from core.emails import post
from core.exceptions import Refused
from core.policies import SYSTEM, require
from core.roles import Role
from councils.looks import look_of
from councils.models import Council
from councils.policies import acting_council


@transaction.atomic
def invite(*, council, role, address, by, name="", may_sign=False, batch=None):
    """Ask the owner of a mailbox to act for a council; they join by the link we send."""
    require(by, "accounts.invite", council)
    if by is not SYSTEM and role not in roles_open_to(by, council):
        raise PermissionDenied("accounts.invite")
    if may_sign and role == Role.VIEWER:
        raise Refused(_("A viewer only reads and cannot sign"), field="may_sign")
    address = address.strip().lower()
    # two who invite the same mailbox at once come one after the other
    council = Council.objects.select_for_update(of=("self",), no_key=True).get(pk=council.pk)
    if council.is_dissolved:
        raise Refused(_("%(council)s no longer exists.") % {"council": council.label})
    if has_joined(council, role, address):
        raise Refused(_("This address already has this role for %(council)s.") % {"council": council.label},
                      field="address")  # fmt: skip
    invitation = (
        Invitation.objects.open()
        .select_for_update(of=("self",))
        .filter(council=council, role=role, address=address)
        .first()
    )
    if invitation and invitation.state == Invitation.State.WAITING:
        raise Refused(_("This address has already been invited. You can send the invitation again."),
                      field="address")  # fmt: skip
    if invitation:  # its link has expired
        return _send(invitation, invitation.new_token(), by=by, again=True)
    invitation = Invitation(
        council=council, role=role, address=address, name=name, may_sign=may_sign, batch=batch, invited_by=by
    )
    return _send(invitation, invitation.new_token(), by=by, again=False)


def has_joined(council, role, address):
    """True if the owner of the address already holds the role."""
    owners = EmailAddress.objects.filter(email=address, verified=True).values("user")
    return Membership.objects.current().filter(council=council, role=role, user__in=owners).exists()


def _send(invitation, token, *, by, again):
    invitation.times_sent += again
    invitation.save()
    link = settings.SITE_URL + reverse("accounts:accept", kwargs={"token": token})
    council = invitation.council
    message = InvitationToJoin(
        name=invitation.name,
        council=council.full_name,
        role=invitation.get_role_display(),
        may_sign=invitation.may_sign,
        inviter=f"{by}, {role_towards(by, council)}",
        inviter_address=by.email or "",
        link=link,
        expires_at=invitation.expires_at,
        again=again,
    )
    post(message, to=invitation.address, reply_to=answers_to(by, council), look=look_of(council))
    words = _("Invited again: %(role)s, %(council)s") if again else _("Invited: %(role)s, %(council)s")
    sentence = words % {"role": invitation.get_role_display(), "council": council.label}
    _record("invited", invitation, sentence, by=by)
    return invitation


def answers_to(by, council):
    """Where an answer to an invitation belongs: the shared mailbox of the inviter's council, else the inviter."""
    acting_for = acting_council(by, council)
    return (acting_for.role_mailbox if acting_for else "") or by.email or ""


def _record(verb, invitation, sentence, *, by):
    council = invitation.council
    acting_for = acting_council(by, council)
    record(f"accounts.{verb}", invitation, sentence, by=by, councils=[council], acting_for=acting_for)


def _locked(invitation):
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("council").get(pk=invitation.pk)
    if not invitation.is_open:
        raise Refused(_("This invitation was meanwhile accepted or cancelled."))
    return invitation


@transaction.atomic
def resend_invitation(*, invitation, by):
    """Send a fresh link; the one sent before stops working."""
    require(by, "accounts.manage_invitation", invitation)
    invitation = _locked(invitation)
    return _send(invitation, invitation.new_token(), by=by, again=True)


@transaction.atomic
def cancel_invitation(*, invitation, by):
    """The link stops working."""
    require(by, "accounts.manage_invitation", invitation)
    invitation = _locked(invitation)
    invitation.cancelled_at, invitation.cancelled_by = timezone.now(), by
    invitation.save()
    words = {"role": invitation.get_role_display(), "council": invitation.council.label}
    sentence = _("Cancelled the invitation: %(role)s, %(council)s") % words
    _record("invitation_cancelled", invitation, sentence, by=by)
    return invitation


def _waiting(token):
    """The invitation behind a link, locked; refused once it is used, cancelled or out of date."""
    waiting = Invitation.objects.waiting().select_for_update(of=("self",)).select_related("council")
    invitation = waiting.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise Refused(
            _(
                "This link has already been used or has expired. "
                "If you have joined, sign in. Otherwise ask for a new one."
            )
        )
    if invitation.council.is_dissolved:
        raise Refused(_("%(council)s no longer exists.") % {"council": invitation.council.label})
    return invitation


@transaction.atomic
def accept_invitation(*, token, by):
    """A person who has an account takes the role on; the mailbox becomes theirs, for the link came there."""
    require(by, "accounts.accept_invitation")
    invitation = _waiting(token)
    if invitation.handovers.filter(membership__user=by).exists():
        raise Refused(_("You have handed this role over. Only your successor can take it on."))
    before = _claim_address(by, invitation)
    membership = _give_membership(by, invitation)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save()
    vars(by).pop("current_memberships", None)  # read before this one began
    words = {"role": invitation.get_role_display(), "council": invitation.council.label}
    if before:
        sentence = _("The mailbox of the %(role)s of %(council)s passed to a new person") % words
        record("accounts.handed_over", before, sentence, by=by, acting_for=invitation.council)
    sentence = _("Joined as %(role)s of %(council)s") % words
    record("accounts.joined", membership, sentence, by=by, acting_for=invitation.council)
    return membership


@transaction.atomic
def join_as_new_person(*, token, name):
    """The owner of the invited mailbox opens an account; returns the new membership."""
    _waiting(token)
    return accept_invitation(token=token, by=User.objects.create_user(None, name=name))


def _claim_address(person, invitation):
    """A role mailbox moves with the role: whoever had it is signed out and no longer holds that role.

    Returns the person who had it, if that was somebody else.
    """
    held = (
        EmailAddress.objects.select_for_update(of=("self",))
        .filter(email=invitation.address, verified=True)
        .exclude(user=person)
        .select_related("user")
        .first()
    )
    if held:
        _hand_over(held, person, invitation)
    give_address(person, invitation.address)
    return held.user if held else None


def _hand_over(held, person, invitation):
    before = held.user
    held.delete()
    rest = EmailAddress.objects.filter(user=before, verified=True).order_by("-primary", "pk").first()
    before.email = None
    before.save(update_fields=["email"])
    if rest:
        rest.user = before
        rest.set_as_primary()
    for membership in before.memberships.not_ended().filter(council=invitation.council, role=invitation.role):
        membership.revoked_at, membership.revoked_by = timezone.now(), person
        membership.save(update_fields=["revoked_at", "revoked_by"])
    end_sessions(before)


def _give_membership(person, invitation):
    """A membership from today without end; one that was to end or to begin later is changed.

    By an invitation they sent themselves, nobody gains the right to sign nor a later last day.
    """
    today = timezone.localdate()
    if invitation.covers_id:
        return _give_cover(person, invitation, today)
    found = person.memberships.not_ended().filter(council=invitation.council, role=invitation.role).first()
    membership = found or Membership(user=person, council=invitation.council, role=invitation.role)
    membership.starts_on = min(membership.starts_on, today) if found else today
    membership.added_by = membership.added_by or invitation.invited_by
    if invitation.invited_by_id != person.pk:
        membership.ends_on = None
        membership.may_sign = membership.may_sign or (invitation.may_sign and invitation.role != Role.VIEWER)
    membership.save()
    return membership


def _give_cover(person, invitation, today):
    """A membership for the days of somebody's absence; it ends by itself."""
    if invitation.ends_on < today:
        raise Refused(_("The days for which you were asked are over."))
    if person.memberships.not_ended().filter(council=invitation.council, role=invitation.role).exists():
        raise Refused(_("You have this role for %(council)s already.") % {"council": invitation.council.label})
    return Membership.objects.create(
        user=person, council=invitation.council, role=invitation.role, may_sign=invitation.may_sign,
        starts_on=max(today, invitation.starts_on), ends_on=invitation.ends_on, covers=invitation.covers,
        added_by=invitation.invited_by,
    )  # fmt: skip
