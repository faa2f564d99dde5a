"""A role passes on in one step; cover begins and ends on its days; nobody can lock a council out."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.actions.handover import arrange_cover, hand_over, mark_read
from accounts.models import Handover, Invitation, Membership, User
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.registry import OPEN_WORK, collect
from core.roles import Role
from tests.accounts.factories import InvitationFactory, MembershipFactory, UserFactory, person, sign_in
from tests.charters.factories import Round

pytestmark = pytest.mark.django_db
NEXT = "next@olney.example"
DAY = timedelta(days=1)


def today():
    return timezone.localdate()


def again(user):
    return User.objects.get(pk=user.pk)


def token_of(kind, address=NEXT):
    mail = OutgoingEmail.objects.filter(to=address, kind=f"accounts.{kind}").latest("pk")
    return re.search(r"/people/join/([^/\s]+)/", mail.text).group(1)


def test_at_once_the_leaver_is_out_and_the_successor_joins(client, clerk, council, officer):
    sign_in(client, clerk)
    handover = hand_over(membership=clerk.memberships.get(), address=NEXT, note="Ring the hall.", by=clerk)
    assert client.get(reverse("accounts:me")).status_code == 302
    assert not again(clerk).holds(Role.CLERK, council)
    membership = actions.join_as_new_person(token=token_of("role_to_take_over"), name="Next Clerk")
    assert (membership.role, membership.may_sign, membership.added_by) == (Role.CLERK, True, clerk)
    work = [item for item in collect(OPEN_WORK, again(membership.user)) if item.title == "Read the handover"]
    assert len(work) == 1
    mark_read(handover=Handover.objects.get(pk=handover.pk), by=again(membership.user))
    assert not [item for item in collect(OPEN_WORK, again(membership.user)) if item.title == "Read the handover"]
    kinds = {mail.kind for mail in OutgoingEmail.objects.filter(to__in=[clerk.email, officer.email])}
    assert kinds == {"accounts.access_ended", "accounts.role_handed_over"}
    assert AuditEvent.objects.filter(verb="accounts.role_handed_over", council_ids__contains=[council.pk]).exists()


def test_until_the_last_day_the_leaver_keeps_access(clerk, council, time_machine):
    last = today() + 7 * DAY
    hand_over(membership=clerk.memberships.get(), address=NEXT, last_day=last, by=clerk)
    assert again(clerk).holds(Role.CLERK, council)
    time_machine.move_to(timezone.now() + 8 * DAY)
    assert not again(clerk).holds(Role.CLERK, council)


def test_what_was_open_is_kept_with_the_handover():
    charter = Round().sent()
    clerk = again(charter.clerks[0])
    handover = hand_over(membership=clerk.memberships.get(), address=NEXT, by=clerk)
    assert any(charter.agreement.title in item["title"] for item in handover.open_work)


def test_the_role_mailbox_moves_and_the_leaver_cannot_take_the_role_back(clerk, council):
    mailbox = "clerk@olney.example"
    EmailAddress.objects.create(user=clerk, email=mailbox, verified=True)
    handover = hand_over(membership=clerk.memberships.get(), address=mailbox, by=clerk)
    assert handover.moves_mailbox
    token = token_of("role_to_take_over", mailbox)
    with pytest.raises(Refused, match="handed this role over"):
        actions.accept_invitation(token=token, by=again(clerk))
    membership = actions.join_as_new_person(token=token, name="Next Clerk")
    assert EmailAddress.objects.get(email=mailbox).user == membership.user
    assert not again(clerk).current_memberships


def test_only_the_holder_and_whoever_appoints_hand_over(clerk, council, officer, rival):
    councillor = person(Role.COUNCILLOR, council)
    for stranger in (rival, councillor):
        with pytest.raises(PermissionDenied):
            hand_over(membership=clerk.memberships.get(), address=NEXT, by=stranger)
    hand_over(membership=clerk.memberships.get(), address=NEXT, by=officer)


def test_the_note_is_for_the_role_only(client, clerk, council, officer, rival):
    handover = hand_over(membership=clerk.memberships.get(), address=NEXT, note="SECRET-NOTE", by=officer)
    address = reverse("accounts:handover", args=[handover.public_id])
    found = {}
    for name, who in {"officer": officer, "councillor": person(Role.COUNCILLOR, council), "rival": rival}.items():
        found[name] = sign_in(type(client)(), who).get(address).status_code
    assert found == {"officer": 200, "councillor": 403, "rival": 404}


def test_cover_begins_and_ends_on_its_days_and_names_for_whom(clerk, council, time_machine):
    first, last = today() + 2 * DAY, today() + 4 * DAY
    membership = clerk.memberships.get()
    arrange_cover(membership=membership, address=NEXT, first_day=first, last_day=last, may_sign=True, by=clerk)
    cover = actions.join_as_new_person(token=token_of("cover_asked"), name="Locum")
    assert (cover.starts_on, cover.ends_on, cover.covers, cover.may_sign) == (first, last, membership, True)
    start = timezone.now()
    for days, counts in ((0, False), (2, True), (4, True), (5, False)):
        time_machine.move_to(start + days * DAY)
        assert again(cover.user).holds(Role.CLERK, council) is counts
    assert again(clerk).holds(Role.CLERK, council)


def test_cover_has_an_end_and_cannot_be_handed_on(clerk, council):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(council=council, covers=clerk.memberships.get())
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(council=council, covers=clerk.memberships.get())
    locum = MembershipFactory(council=council, covers=clerk.memberships.get(), ends_on=today() + DAY)
    with pytest.raises(PermissionDenied):
        hand_over(membership=locum, address=NEXT, by=again(locum.user))


def test_nobody_covers_from_the_mailbox_of_the_person_who_is_away(clerk):
    with pytest.raises(Refused) as refusal:
        arrange_cover(membership=clerk.memberships.get(), address=clerk.email, first_day=today(), last_day=today(),
                      by=clerk)  # fmt: skip
    assert refusal.value.field == "address"


def test_the_last_clerk_does_not_leave_without_a_successor(clerk, council, officer):
    membership = clerk.memberships.get()
    with pytest.raises(Refused, match="last clerk"):
        actions.revoke_membership(membership=membership, by=again(clerk))
    with pytest.raises(Refused, match="last clerk"):
        actions.end_membership(membership=membership, last_day=today() + DAY, by=again(clerk))
    MembershipFactory(council=council, covers=membership, ends_on=today() + 9 * DAY)  # a locum is no successor
    with pytest.raises(Refused, match="last clerk"):
        actions.revoke_membership(membership=membership, by=again(clerk))
    InvitationFactory(council=council, invited_by=officer)
    actions.revoke_membership(membership=membership, by=again(clerk))


def test_whoever_can_appoint_the_next_clerk_may_end_the_last(clerk, officer):
    actions.revoke_membership(membership=clerk.memberships.get(), by=officer)


def test_the_last_manager_is_ended_by_an_administrator_only(principal):
    first, second = person(Role.MANAGER, principal), person(Role.MANAGER, principal)
    actions.revoke_membership(membership=first.memberships.get(), by=again(second))
    membership = second.memberships.get()
    with pytest.raises(Refused, match="last manager"):
        actions.revoke_membership(membership=membership, by=again(second))
    with pytest.raises(Refused, match="last manager"):  # who was withdrawn a moment ago and still has a page open
        actions.revoke_membership(membership=membership, by=_stale(first, principal))
    actions.revoke_membership(membership=membership, by=UserFactory(administrator=True))
    assert not Membership.objects.current().filter(council=principal, role=Role.MANAGER).exists()


def _stale(someone, principal):
    """The person as a request read them before their access was withdrawn."""
    someone = again(someone)
    someone.current_memberships = [Membership(user=someone, council=principal, role=Role.MANAGER)]
    return someone


def test_withdrawing_access_cancels_links_that_wait_in_the_mailbox(clerk, council, officer):
    waiting = InvitationFactory(council=council, role=Role.COUNCILLOR, address=clerk.email, invited_by=officer)
    actions.revoke_membership(membership=clerk.memberships.get(), by=officer)
    assert Invitation.objects.get(pk=waiting.pk).cancelled_by == officer


def test_handed_over_twice_is_refused(clerk, officer):
    membership = clerk.memberships.get()
    hand_over(membership=membership, address=NEXT, by=officer)
    with pytest.raises(Refused, match="already been withdrawn"):
        hand_over(membership=membership, address="other@olney.example", by=officer)
    assert Handover.objects.count() == 1


def pages_of(council, charter, membership):
    """Everything a clerk has open in tabs: pages, fragments, files, buttons."""
    version, reference = charter.version, charter.agreement.reference
    return [
        reverse("accounts:people", args=[council.slug]),
        reverse("accounts:people-csv", args=[council.slug]),
        reverse("accounts:confirm-people", args=[council.slug]),
        reverse("accounts:hand-over", args=[membership.public_id]),
        reverse("councils:profile", args=[council.slug]),
        reverse("charters:response", args=[reference, council.slug]),
        reverse("charters:answer", args=[reference, council.slug]),
        reverse("charters:paper", args=[reference, council.slug]),
        reverse("charters:text", args=[reference, version.number]),
    ]


def test_revoked_at_ten_nothing_works_at_one_past_ten(client, time_machine):
    """In any tab, form, download or fragment; also for somebody who acts for another council and stays signed in."""
    charter = Round().sent()
    council, clerk, officer = charter.councils[0], charter.clerks[0], charter.officer
    MembershipFactory(user=clerk, council=Round().councils[0])
    tabs = pages_of(council, charter, clerk.memberships.get(council=council))
    time_machine.move_to("2026-11-23 10:00:00+00:00")
    sign_in(client, clerk)
    assert all(client.get(tab).status_code == 200 for tab in tabs)
    job = client.post(reverse("accounts:access-list", args=[council.slug]))["Location"]
    assert client.get(job).status_code == 200
    actions.revoke_membership(membership=clerk.memberships.get(council=council), by=officer)
    time_machine.move_to("2026-11-23 10:01:00+00:00")
    assert client.get(reverse("accounts:me")).status_code == 200  # their other council keeps them signed in
    before = AuditEvent.objects.count()
    for tab in (*tabs, job, f"{job}state/"):
        assert client.get(tab).status_code in (302, 403, 404), tab
        assert client.post(tab, {"answer": "accepted"}).status_code in (302, 403, 404, 405), tab
    assert AuditEvent.objects.count() == before
    assert charter.agreement.reference not in client.get("/").content.decode()
