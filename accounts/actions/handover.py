"""A role goes to the next person, or somebody stands in for a while."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.invitations import has_joined
from accounts.actions.keeping import lock_council, refuse_held
from accounts.actions.memberships import lock_membership, tell_ended
from accounts.actions.signin import end_sessions
from accounts.handover_emails import CoverAsked, RoleHandedOver, RoleToTakeOver
from accounts.models import Handover, Invitation, User
from accounts.policies import role_towards
from core.audit import record
from core.emails import post
from core.exceptions import Refused
from core.formatting import date
from core.policies import require
from core.registry import OPEN_WORK, collect
from core.roles import OFFICER_ROLES, Role
from councils.policies import acting_council


def open_work_of(membership):
    """What waits for the person and this council now, as it is kept with the handover."""
    person = User.objects.get(pk=membership.user_id)  # as others see them, whatever this request has read before
    return [
        {"title": str(item.title), "note": str(item.note), "due_on": item.due_on.isoformat() if item.due_on else ""}
        for item in collect(OPEN_WORK, person)
        if item.council == membership.council.label
    ]


def is_own_address(membership, address):
    """The mailbox signs the leaver in today, so it moves with the role."""
    return EmailAddress.objects.filter(user=membership.user_id, email=address.lower(), verified=True).exists()


def _asked(membership, address, name, by, **facts):
    """The invitation of the next person, new or one that was open; returns it with its link."""
    waiting = Invitation.objects.open().select_for_update(of=("self",))
    invitation = waiting.filter(council=membership.council, role=membership.role, address=address).first()
    invitation = invitation or Invitation(council=membership.council, role=membership.role, address=address)
    invitation.name, invitation.invited_by = name, by
    for field, value in facts.items():
        setattr(invitation, field, value)
    token = invitation.new_token()
    invitation.save()
    return invitation, settings.SITE_URL + reverse("accounts:accept", kwargs={"token": token})


@transaction.atomic
def hand_over(*, membership, address, name="", last_day=None, note="", no_handover="", by):
    """Ask the successor, and end the leaver's role on `last_day` or, without one, at once in every open tab.

    Whoever answers for councils hands these over first, or `no_handover` says why not.
    """
    require(by, "accounts.hand_over", membership)
    lock_council(membership.council)
    membership = lock_membership(membership)
    council, address = membership.council, address.strip().lower()
    if council.is_dissolved:
        raise Refused(_("%(council)s no longer exists.") % {"council": council.label})
    if last_day and not membership.starts_on <= last_day:
        raise Refused(_("The last day must not be before the first day"), field="last_day")
    if last_day and last_day < timezone.localdate():
        raise Refused(_("The last day must be today or later"), field="last_day")
    if last_day and membership.ends_on and last_day > membership.ends_on:
        raise Refused(_("This access already ends on %(day)s") % {"day": date(membership.ends_on)}, field="last_day")
    moves = is_own_address(membership, address)
    if not moves and has_joined(council, membership.role, address):
        raise Refused(_("This address already has this role for %(council)s.") % {"council": council.label},
                      field="address")  # fmt: skip
    refuse_held(membership, no_handover=no_handover, by=by)
    work = open_work_of(membership)
    invitation, link = _asked(
        membership, address, name, by, may_sign=membership.may_sign, starts_on=None, ends_on=None, covers=None
    )
    handover = Handover.objects.create(
        membership=membership, invitation=invitation, last_day=last_day, moves_mailbox=moves, note=note,
        open_work=work, handed_over_by=by,
    )  # fmt: skip
    _end(membership, last_day, by)
    sentence = _("Handed over: %(role)s") % {"role": membership}
    record("accounts.role_handed_over", membership, sentence, by=by, councils=[council],
           acting_for=acting_council(by, council), parts=["ends_on"])  # fmt: skip
    _tell(handover, link, by)
    return handover


def _end(membership, last_day, by):
    if last_day:
        membership.ends_on = last_day
        membership.save(update_fields=["ends_on"])
    else:
        membership.revoked_at, membership.revoked_by = timezone.now(), by
        membership.save(update_fields=["revoked_at", "revoked_by"])
        end_sessions(membership.user)


def _tell(handover, link, by):
    """The successor is asked, the leaver told, and the officers above learn of what a clerk did alone."""
    membership, invitation = handover.membership, handover.invitation
    council, role = membership.council, membership.get_role_display()
    message = RoleToTakeOver(
        name=invitation.name, council=council.full_name, role=role, by=f"{by}, {role_towards(by, council)}",
        open_items=len(handover.open_work), link=link, expires_at=invitation.expires_at,
    )  # fmt: skip
    post(message, to=invitation.address)
    tell_ended(membership, last_day=date(handover.last_day))
    for officer in officers_above(council) if council.is_local else ():
        if officer.pk != by.pk:
            link = settings.SITE_URL + reverse("accounts:handover", kwargs={"public_id": handover.public_id})
            post(RoleHandedOver(council=council.label, role=role, link=link), to=officer.email,
                 language=officer.language)  # fmt: skip


def officers_above(council):
    """Officers of the local council's own principals who can be written to."""
    memberships = User.memberships.rel.related_model.objects.current()
    offices = memberships.filter(council__in=council.own_principals, role__in=OFFICER_ROLES).values("user")
    return User.objects.filter(is_active=True, email__isnull=False, pk__in=offices).order_by("pk")


@transaction.atomic
def mark_read(*, handover, by):
    """The successor has read what was open; it no longer waits for them."""
    require(by, "accounts.read_as_successor", handover)
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if not handover.read_at:
        handover.read_at, handover.read_by = timezone.now(), by
        handover.save(update_fields=["read_at", "read_by"])
        council = handover.membership.council
        sentence = _("Took note of what was handed over")
        record("accounts.handover_read", handover.membership, sentence, by=by, acting_for=council)
    return handover


@transaction.atomic
def arrange_cover(*, membership, address, name="", first_day, last_day, may_sign=False, by):
    """Somebody stands in from a day to a day; the person they stand in for keeps the role."""
    require(by, "accounts.hand_over", membership)
    council = lock_council(membership.council)
    membership = lock_membership(membership)
    address = address.strip().lower()
    if last_day < first_day:
        raise Refused(_("The last day must not be before the first day"), field="last_day")
    if last_day < timezone.localdate():
        raise Refused(_("The last day must be today or later"), field="last_day")
    if membership.ends_on and last_day > membership.ends_on:
        raise Refused(_("They act for the council themselves until %(day)s only") % {"day": date(membership.ends_on)},
                      field="last_day")  # fmt: skip
    if has_joined(council, membership.role, address):
        raise Refused(_("This address already has this role for %(council)s.") % {"council": council.label},
                      field="address")  # fmt: skip
    if is_own_address(membership, address):
        raise Refused(_("Enter the address of the person who stands in; this one belongs to the person who is away"),
                      field="address")  # fmt: skip
    signs = may_sign and membership.may_sign and membership.role != Role.VIEWER
    invitation, link = _asked(
        membership, address, name, by, may_sign=signs, starts_on=first_day, ends_on=last_day, covers=membership
    )
    sentence = _("Cover arranged from %(first)s to %(last)s: %(role)s") % {
        "first": date(first_day), "last": date(last_day), "role": membership,
    }  # fmt: skip
    record("accounts.cover_arranged", membership, sentence, by=by, councils=[council],
           acting_for=acting_council(by, council))  # fmt: skip
    message = CoverAsked(
        name=name, council=council.full_name, role=membership.get_role_display(), covered=str(membership.user),
        first_day=first_day, last_day=last_day, by=f"{by}, {role_towards(by, council)}", link=link,
        expires_at=invitation.expires_at,
    )  # fmt: skip
    post(message, to=address)
    return invitation
