"""Memberships: their dates, who ends them, what the people page shows to whom."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.models import Membership, User
from core.exceptions import Refused
from core.models import AuditEvent
from core.roles import Role
from tests.accounts.conftest import last_mail
from tests.accounts.factories import InvitationFactory, MembershipFactory, UserFactory, person, sign_in
from tests.councils.factories import CouncilFactory
from tests.saving import save

pytestmark = pytest.mark.django_db


def again(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("starts", "ends", "current"),
    [(0, None, True), (0, 0, True), (-9, 0, True), (-9, -1, False), (1, None, False), (-9, 5, True)],
)
def test_a_membership_counts_from_its_first_to_its_last_day_inclusive(clerk, starts, ends, current):
    today = timezone.localdate()
    membership = clerk.memberships.get()
    membership.starts_on = today + timedelta(days=starts)
    membership.ends_on = None if ends is None else today + timedelta(days=ends)
    membership.save()
    assert again(clerk).holds(Role.CLERK, membership.council) is current
    assert membership.is_current is current
    assert Membership.objects.current().exists() is current


def test_the_last_day_ends_at_midnight_in_london(clerk, time_machine):
    clerk.memberships.update(ends_on=date(2026, 6, 30))
    time_machine.move_to("2026-06-30 22:59:00+00:00")
    assert again(clerk).current_memberships
    time_machine.move_to("2026-06-30 23:01:00+00:00")
    assert not again(clerk).current_memberships


def test_the_same_role_twice_at_one_time_is_impossible(clerk, council):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=clerk, council=council, starts_on="2021-01-01")
    MembershipFactory(user=clerk, council=council, role=Role.COUNCILLOR)
    MembershipFactory(user=clerk, council=CouncilFactory())


def test_the_day_after_the_last_a_new_time_may_begin(clerk, council):
    clerk.memberships.update(ends_on=date(2022, 3, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=clerk, council=council, starts_on="2022-03-31")
    MembershipFactory(user=clerk, council=council, starts_on="2022-04-01")


def test_a_revoked_time_does_not_stand_in_the_way(clerk, council, officer):
    actions.revoke_membership(membership=clerk.memberships.get(), by=officer)
    MembershipFactory(user=clerk, council=council)


def test_the_database_wants_who_revoked(clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        clerk.memberships.update(revoked_at=timezone.now())


def test_revoking_signs_out_in_every_browser_at_once(client, clerk, officer):
    other = type(client)()
    for browser in (client, other):
        sign_in(browser, clerk)
        assert browser.get(reverse("accounts:me")).status_code == 200
    actions.revoke_membership(membership=clerk.memberships.get(), by=officer)
    for browser in (client, other):
        assert browser.get(reverse("accounts:me")).url.startswith("/accounts/sign-in/")
    assert last_mail(clerk.email).kind == "accounts.access_ended"


def test_a_clerk_of_two_councils_stays_signed_in_and_loses_one(client, clerk, council, officer):
    second = MembershipFactory(user=clerk, council=CouncilFactory()).council
    sign_in(client, clerk)
    actions.revoke_membership(membership=clerk.memberships.get(council=council), by=officer)
    assert client.get(reverse("accounts:me")).status_code == 200
    assert client.get(reverse("accounts:people", args=[council.slug])).status_code == 404
    assert client.get(reverse("accounts:people", args=[second.slug])).status_code == 200


def test_ending_on_a_past_day_signs_out_and_on_a_later_day_does_not(client, clerk, officer):
    sign_in(client, clerk)
    membership = clerk.memberships.get()
    actions.end_membership(membership=membership, last_day=timezone.localdate(), by=officer)
    assert client.get(reverse("accounts:me")).status_code == 200
    actions.end_membership(membership=membership, last_day=timezone.localdate() - timedelta(days=1), by=officer)
    assert client.get(reverse("accounts:me")).status_code == 302


def test_the_last_day_cannot_be_before_the_first(clerk, officer):
    with pytest.raises(Refused) as refusal:
        actions.end_membership(membership=clerk.memberships.get(), last_day=date(2019, 1, 1), by=officer)
    assert refusal.value.field == "last_day"


def test_what_has_ended_is_not_reopened(clerk, council, officer):
    today = timezone.localdate()
    membership = clerk.memberships.get()
    clerk.memberships.update(ends_on=today - timedelta(days=1))
    for by in (again(clerk), officer):
        for attempt in (
            lambda by=by: actions.end_membership(membership=membership, last_day=today + timedelta(days=9), by=by),
            lambda by=by: actions.revoke_membership(membership=membership, by=by),
        ):
            with pytest.raises(Refused, match="already ended"):
                attempt()
    assert not again(clerk).holds(Role.CLERK, council)


def test_ones_own_last_day_is_only_brought_forward(clerk, principal, officer):
    day = timezone.localdate() + timedelta(days=30)
    manager = person(Role.MANAGER, principal)
    person(Role.MANAGER, principal)  # neither is the last
    person(Role.CLERK, clerk.memberships.get().council)
    for who, above in ((clerk, officer), (manager, UserFactory(administrator=True))):
        membership = who.memberships.get()
        actions.end_membership(membership=membership, last_day=day, by=above)
        actions.end_membership(membership=membership, last_day=day - timedelta(days=1), by=who)
        with pytest.raises(Refused) as refusal:
            actions.end_membership(membership=membership, last_day=day, by=who)
        assert refusal.value.field == "last_day"
        later = day + timedelta(days=9)
        assert actions.end_membership(membership=membership, last_day=later, by=above).ends_on == later


def test_a_membership_is_revoked_once(clerk, officer):
    membership = clerk.memberships.get()
    actions.revoke_membership(membership=membership, by=officer)
    with pytest.raises(Refused):
        actions.revoke_membership(membership=membership, by=officer)


def test_who_may_end_and_let_sign(council, principal, clerk, officer, rival):
    person(Role.CLERK, council)  # the other is not the last
    councillor = person(Role.COUNCILLOR, council)
    other_officer = person(Role.LIAISON_OFFICER, principal)
    manager = person(Role.MANAGER, principal)
    everybody = (clerk, councillor, officer, other_officer, manager, rival, UserFactory(administrator=True))
    administrator = everybody[-1]
    allowed = {
        clerk: {clerk, officer, other_officer, manager, administrator},
        councillor: {councillor, clerk, officer, other_officer, manager, administrator},
        officer: {officer, manager, administrator},
    }
    for whose, may in allowed.items():
        membership = whose.memberships.get()
        for who in everybody:
            attempts = {
                actions.set_may_sign: {"may_sign": True},
                actions.end_membership: {"last_day": date(2099, 1, 1)},
            }
            for action, more in attempts.items():
                expected = who in may and not (action is actions.set_may_sign and who is whose)
                try:
                    action(membership=membership, by=who, **more)
                except PermissionDenied:
                    assert not expected, (action, who.role_label(), membership)
                else:
                    assert expected, (action, who.role_label(), membership)


def test_the_right_to_sign_has_a_history(clerk, officer, council):
    membership = clerk.memberships.get()
    actions.set_may_sign(membership=membership, may_sign=False, by=officer)
    assert not again(clerk).may_sign_for(council)
    assert [event.may_sign for event in membership.history.order_by("pk")][-1] is False
    assert AuditEvent.objects.about(membership).first().sentence == f"Clerk may not sign for {council.label}"


def people_page(client, council):
    return client.get(reverse("accounts:people", args=[council.slug]))


def test_the_people_page_for_the_auditor(client, clerk, council, officer):
    old = person(Role.CLERK, council, ends_on="2021-05-01", name="Old Clerk")
    InvitationFactory(council=council, role=Role.COUNCILLOR, address="new@olney.example")
    sign_in(client, clerk)
    page = people_page(client, council).content.decode()
    for words in (clerk.name, clerk.email, "Clerk", "1 January 2020", old.name, "new@olney.example"):
        assert words in page
    sign_in(client, officer)
    assert clerk.name in people_page(client, council).content.decode()


def test_a_councillor_sees_who_has_access_and_changes_nothing(client, council, clerk):
    sign_in(client, person(Role.COUNCILLOR, council))
    page = people_page(client, council).content.decode()
    assert clerk.name in page
    assert reverse("accounts:revoke-membership", args=[clerk.memberships.get().public_id]) not in page
    assert reverse("accounts:invite", args=[council.slug]) not in page


def test_the_people_page_costs_the_same_for_many(client, council, officer, django_assert_max_num_queries):
    sign_in(client, officer)
    for _turn in range(12):
        person(Role.COUNCILLOR, council)
        InvitationFactory(council=council)
    with django_assert_max_num_queries(16):
        assert people_page(client, council).status_code == 200


def test_people_as_a_spreadsheet(client, council, clerk):
    clerk.name = "=cmd()"
    clerk.save()
    sign_in(client, clerk)
    text = client.get(reverse("accounts:people-csv", args=[council.slug])).getvalue().decode("utf-8-sig")
    assert "'=cmd()" in text


def post(client, name, membership, data=None):
    return save(client, reverse(f"accounts:{name}", args=[membership.public_id]), data)


def test_the_pages_that_end_access(client, council, clerk, officer):
    councillor = person(Role.COUNCILLOR, council).memberships.get()
    sign_in(client, clerk)
    assert client.get(reverse("accounts:end-membership", args=[councillor.public_id])).status_code == 200
    day = {"last_day-day": "31", "last_day-month": "3", "last_day-year": "2099"}
    assert post(client, "end-membership", councillor, day).status_code == 302
    assert post(client, "may-sign", councillor, {"may_sign": "yes"}).status_code == 302
    councillor.refresh_from_db()
    assert councillor.ends_on == date(2099, 3, 31)
    assert councillor.may_sign
    assert client.get(reverse("accounts:revoke-membership", args=[councillor.public_id])).status_code == 200
    post(client, "revoke-membership", councillor)
    councillor.refresh_from_db()
    assert councillor.revoked_by == clerk
    assert "already been withdrawn" in client.get(post(client, "revoke-membership", councillor).url).content.decode()


def test_reading_the_address_of_a_button_changes_nothing(client, council, officer, clerk):
    sign_in(client, officer)
    membership = clerk.memberships.get()
    for name in ("may-sign", "revoke-membership", "end-membership"):
        client.get(reverse(f"accounts:{name}", args=[membership.public_id]))
    membership.refresh_from_db()
    assert membership.may_sign
    assert membership.revoked_at is None


def test_a_rival_cannot_reach_a_membership(client, clerk, rival):
    sign_in(client, rival)
    for name in ("may-sign", "revoke-membership", "end-membership", "reset-app"):
        assert post(client, name, clerk.memberships.get()).status_code == 404
    assert again(clerk).current_memberships


def test_a_lost_device_is_offered_where_there_is_one_to_lose(client, principal, officer):
    sign_in(client, person(Role.MANAGER, principal))
    page = people_page(client, principal).content.decode()
    assert page.count("Lost device") == 1  # the officer's: nobody resets their own
    officer.authenticator_set.all().delete()
    assert "Lost device" not in people_page(client, principal).content.decode()
