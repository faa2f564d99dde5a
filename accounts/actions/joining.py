"""Asking to join without an invitation, and deciding about it."""

import secrets
import uuid

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.invitations import accept_invitation, has_joined
from accounts.joining_emails import ConfirmMailbox, RequestApproved, RequestRefused, RequestToDecide
from accounts.models import Invitation, JoinRequest, User
from accounts.models.invitations import hash_of
from accounts.models.joining import KEPT_FOR
from accounts.policies import role_towards
from core.audit import record
from core.emails import post
from core.exceptions import Refused
from core.policies import SYSTEM, require
from core.roles import LOCAL_ROLES, OFFICER_ROLES, Role
from councils.models import Council
from councils.policies import acting_council

MOST = 20  # councils in one request


def owner_of(address):
    """The person whom a mailbox signs in today, or None."""
    found = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
    return found.user if found else None


@transaction.atomic
def ask_to_join(*, councils, unlisted=(), role, name, address, phone="", note="", by):
    """Keep what somebody asks for and send a link to the mailbox; nobody is asked to decide before it is used.

    `unlisted` are (council, place) as typed. The answer is the same whether or not the mailbox is known here.
    """
    require(by, "accounts.ask_to_join")
    councils = [council for council in councils if council.is_local and not council.is_dissolved]
    wanted = [{"council": council} for council in councils]
    wanted += [{"council_text": council[:200], "place_text": place[:200]} for council, place in unlisted]
    if not wanted:
        raise Refused(_("Choose at least one council."))
    if len(wanted) > MOST or role not in (Role.CLERK, Role.COUNCILLOR):
        raise Refused(_("You can ask for at most %(most)s councils at once.") % {"most": MOST})
    token, together = secrets.token_urlsafe(32), uuid.uuid4()
    address = address.strip().lower()
    facts = {"role": role, "name": name, "address": address, "phone": phone, "note": note,
             "token_hash": hash_of(token), "sent_together": together}  # fmt: skip
    # an older request of the same mailbox that nobody confirmed would only be a second link
    JoinRequest.objects.filter(address=address, confirmed_at=None).update(expires_at=timezone.now())
    requests = [JoinRequest.objects.create(**facts, **one) for one in wanted]
    names = tuple(request.council_name for request in requests)
    link = settings.SITE_URL + reverse("accounts:confirm-request", kwargs={"token": token})
    post(ConfirmMailbox(name=name, councils=names, link=link, expires_at=requests[0].expires_at), to=address)
    return requests


@transaction.atomic
def confirm_requests(*, token, takes_over=False, by):
    """The mailbox is theirs: from now on the requests wait for a decision. One asked for twice waits once."""
    require(by, "accounts.ask_to_join")
    found = JoinRequest.objects.behind_link(hash_of(token)).select_for_update(of=("self",))
    requests = list(found.select_related("council").order_by("pk"))
    if not requests:
        raise Refused(_("This link has expired or has already been used."))
    person = by if by is not SYSTEM and by.is_authenticated else None
    if person is None and not takes_over:
        person = owner_of(requests[0].address)
    return [request for request in requests if _confirm(request, person, takes_over, by)]


def _confirm(request, person, takes_over, by):
    request.confirmed_at, request.person, request.takes_over = timezone.now(), person, takes_over
    try:
        with transaction.atomic():
            request.save(update_fields=["confirmed_at", "person", "takes_over"])
    except IntegrityError:  # the same mailbox asks for the same already: the first request stands
        request.delete()
        return False
    council = request.council
    actor = by if by is not SYSTEM and by.is_authenticated else None
    sentence = _("Somebody asks to join: %(request)s") % {"request": request}
    record("accounts.asked_to_join", request, sentence, by=actor, councils=[council] if council else [],
           restricted=True)  # fmt: skip
    link = settings.SITE_URL + reverse("accounts:join-request", kwargs={"public_id": request.public_id})
    message = RequestToDecide(council=request.council_name, role=request.get_role_display(), link=link)
    for decider in _deciders(council):
        post(message, to=decider.email, language=decider.language)
    return True


def _deciders(council):
    """Officers of the council's own principal; where there are none, administrators."""
    people = User.objects.filter(is_active=True, email__isnull=False)
    if council:
        memberships = User.memberships.rel.related_model.objects.current()
        offices = memberships.filter(council__in=council.own_principals, role__in=OFFICER_ROLES)
        officers = list(people.filter(pk__in=offices.values("user")).order_by("pk"))
        if officers:
            return officers
    return list(people.filter(is_staff=True).order_by("pk"))


def _locked(request, by):
    """The request as it is now, if the person may decide it and nobody has."""
    locked = JoinRequest.objects.select_for_update(of=("self",)).select_related("council", "person")
    request = locked.get(pk=request.pk)
    require(by, "accounts.decide_join_request", request)
    if request.decided_at:
        raise Refused(_("Somebody has already decided this request."))
    if not request.confirmed_at:
        raise Refused(_("The mailbox has not been confirmed."))
    return request


@transaction.atomic
def approve_request(*, request, may_sign=False, council=None, by):
    """Let the person in: an account where there is none, and the membership. `council` is the one they meant."""
    request = _locked(request, by)
    if request.council is None:
        if council is None:
            raise Refused(_("Choose the council that is meant"), field="council_name")
        request.council = council
        require(by, "accounts.decide_join_request", request)
    council = Council.objects.select_for_update(of=("self",), no_key=True).get(pk=request.council_id)
    if council.is_dissolved or not council.is_local or request.role not in LOCAL_ROLES:
        raise Refused(_("%(council)s no longer exists.") % {"council": council.label})
    if has_joined(council, request.role, request.address):
        raise Refused(_("This address already has this role for %(council)s.") % {"council": council.label})
    person = _person_of(request)
    if not person.is_active:
        raise Refused(_("The account of this person is closed. Ask an administrator."))
    _let_in(request, council, person, may_sign, by)
    _decide(request, True, by=by, person=person)
    # what was asked for together belongs to the same person
    JoinRequest.objects.filter(sent_together=request.sent_together, decided_at=None).update(person=person)
    message = RequestApproved(
        name=request.name, council=council.full_name, role=request.get_role_display(), may_sign=may_sign,
        decider=f"{by}, {role_towards(by, council)}", link=settings.SITE_URL + reverse("account_login"),
    )  # fmt: skip
    post(message, to=request.address, language=person.language)
    return request


def _person_of(request):
    """The account that acts from now on; a new one for a new person, also for one who takes a mailbox over."""
    owner = owner_of(request.address)
    person = request.person or (None if request.takes_over else owner)
    return person or User.objects.create_user(None, name=request.name)


def _let_in(request, council, person, may_sign, by):
    """As by an invitation that was taken up at once: one sent to the same mailbox earlier counts as this one."""
    waiting = Invitation.objects.open().select_for_update(of=("self",))
    invitation = waiting.filter(council=council, role=request.role, address=request.address).first()
    invitation = invitation or Invitation(council=council, role=request.role, address=request.address)
    invitation.name, invitation.may_sign, invitation.invited_by = request.name, may_sign, by
    token = invitation.new_token()
    invitation.save()
    accept_invitation(token=token, by=person)


@transaction.atomic
def refuse_request(*, request, reason, by):
    """Say no, and why; the person may ask again."""
    request = _locked(request, by)
    _decide(request, False, by=by, reason=reason)
    council = request.council
    decider = f"{by}, {role_towards(by, council)}" if council else str(_("Administrator"))
    message = RequestRefused(
        name=request.name, council=request.council_name, role=request.get_role_display(), decider=decider, why=reason
    )
    post(message, to=request.address)
    return request


def _decide(request, is_approved, *, by, reason="", person=None):
    request.decided_at, request.decided_by = timezone.now(), by
    request.is_approved, request.reason = is_approved, reason
    request.person = person or request.person
    request.save()
    words = _("Approved the request to join: %(request)s") if is_approved else _("Refused the request: %(request)s")
    council = request.council
    record("accounts.join_request_decided", request, words % {"request": request}, by=by,
           councils=[council] if council else [], acting_for=acting_council(by, council) if council else None,
           restricted=True)  # fmt: skip


@transaction.atomic
def purge_requests():
    """Delete requests that were never confirmed, and decided ones after a year."""
    return JoinRequest.objects.to_purge(KEPT_FOR).delete()[0]
