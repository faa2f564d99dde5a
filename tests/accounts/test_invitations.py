"""Inviting one person: who may, what the link does and does not do."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions
from accounts.models import Invitation, Membership, User
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.roles import Role
from tests.accounts.conftest import last_mail, link_in
from tests.accounts.factories import InvitationFactory, MembershipFactory, UserFactory, person, sign_in
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
ADDRESS = "clerk@olney.example"


def invite(council, by, role=Role.CLERK, address=ADDRESS, **more):
    return actions.invite(council=council, role=role, address=address, by=by, **more)


def test_who_may_invite_whom(council, principal, clerk, officer, rival):
    manager = person(Role.MANAGER, principal)
    councillor = person(Role.COUNCILLOR, council)
    administrator = UserFactory(administrator=True)
    allowed = {
        (officer, council, Role.CLERK), (officer, council, Role.COUNCILLOR), (officer, council, Role.VIEWER),
        (clerk, council, Role.COUNCILLOR), (clerk, council, Role.VIEWER),
        (manager, council, Role.CLERK), (manager, council, Role.COUNCILLOR), (manager, council, Role.VIEWER),
        *((manager, principal, role) for role in ("liaison_officer", "lead_member", "manager", "viewer")),
        *((administrator, council, role) for role in ("clerk", "councillor", "viewer")),
        *((administrator, principal, role) for role in ("liaison_officer", "lead_member", "manager", "viewer")),
    }  # fmt: skip
    for who in (officer, clerk, manager, administrator, councillor, rival):
        for where in (council, principal):
            for number, role in enumerate(Role):
                try:
                    invite(where, who, role, f"{who.pk}.{where.pk}.{number}@example.org")
                except PermissionDenied:
                    assert (who, where, role) not in allowed
                else:
                    assert (who, where, role) in allowed


def test_a_county_officer_does_not_invite_for_a_district(principal):
    county = CouncilFactory(principal=True, type="county")
    council = CouncilFactory(parents=[principal, county])
    with pytest.raises(PermissionDenied):
        invite(council, person(Role.LIAISON_OFFICER, county))


def test_the_mail_says_who_invites_and_for_what(council, officer):
    invite(council, officer, name="Jo Bell", may_sign=True)
    mail = last_mail(ADDRESS)
    for words in ("Jo Bell", officer.name, "Liaison officer", council.full_name, officer.email, "sign"):
        assert words in mail.text
    assert f"http://localhost:8000{link_in(mail)}" in mail.html
    assert "&#39;" not in mail.text


def test_a_clerk_of_two_councils_invites_in_the_name_of_the_right_one(council, clerk):
    other = MembershipFactory(user=clerk, council=CouncilFactory(name="Aardvark")).council
    invitation = invite(council, clerk, Role.COUNCILLOR)
    assert f"Clerk, {council.label}" in last_mail().text
    assert other.label not in last_mail().text
    assert AuditEvent.objects.about(invitation).get().actor == f"Clerk, {council.label}"


def test_the_token_is_not_in_the_database_outside_the_mail(council, officer):
    invitation = invite(council, officer)
    token = link_in(last_mail()).strip("/").rpartition("/")[2]
    assert len(token) > 40
    assert invitation.token_hash != token
    assert not AuditEvent.objects.filter(sentence__contains=token).exists()


def test_an_open_invitation_is_not_sent_twice(council, officer):
    invite(council, officer)
    with pytest.raises(Refused):
        invite(council, officer, address=ADDRESS.upper())
    assert OutgoingEmail.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(council=council, address=ADDRESS)


def test_two_invitations_at_once_wait_for_each_other(council, officer):
    with CaptureQueriesContext(connection) as queries:
        invite(council, officer)
    taken = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
    assert len(taken) == 1
    assert "councils_council" in taken[0]


def test_somebody_who_has_the_role_is_not_invited(council, clerk, officer):
    with pytest.raises(Refused):
        invite(council, officer, address=clerk.email)


def test_inviting_again_after_the_link_ran_out_sends_a_new_one(council, officer, time_machine):
    time_machine.move_to("2026-01-01 12:00:00+00:00")
    first = invite(council, officer)
    time_machine.move_to("2026-02-15 12:00:00+00:00")
    second = invite(council, officer)
    assert second.pk == first.pk
    assert second.times_sent == 2


def test_reading_the_invitation_changes_nothing(client, council, officer):
    invite(council, officer)
    events = AuditEvent.objects.count()
    link = link_in(last_mail())
    for _turn in range(3):
        page = client.get(link)
        assert council.full_name in page.content.decode()
        client.head(link)
    assert Invitation.objects.get().accepted_at is None
    assert AuditEvent.objects.count() == events
    assert not User.objects.filter(email=ADDRESS).exists()


def test_a_new_clerk_joins_by_the_button_and_is_signed_in(client, council, officer):
    invite(council, officer, may_sign=True)
    response = client.post(link_in(last_mail()), {"name": "Jo Bell"})
    assert response.status_code == 302
    someone = User.objects.get(email=ADDRESS)
    assert someone.name == "Jo Bell"
    assert someone.may_sign_for(council)
    assert EmailAddress.objects.get(user=someone).verified
    assert int(client.session["_auth_user_id"]) == someone.pk
    assert {"accounts.joined", "accounts.signed_in"} <= set(
        AuditEvent.objects.filter(by=someone).values_list("verb", flat=True)
    )


def test_joining_needs_a_name(client, council, officer):
    invite(council, officer)
    response = client.post(link_in(last_mail()), {"name": " "})
    assert "Enter your full name" in response.content.decode()
    assert not Membership.objects.filter(council=council).exists()


@pytest.mark.parametrize("spoil", ["used", "cancelled", "expired", "replaced", "tampered"])
def test_a_link_that_no_longer_works_says_so_kindly(client, council, officer, spoil, time_machine):
    invitation = invite(council, officer)
    link = link_in(last_mail())
    if spoil == "used":
        client.post(link, {"name": "Jo Bell"})
        client.post(reverse("account_logout"))
    elif spoil == "cancelled":
        actions.cancel_invitation(invitation=invitation, by=officer)
    elif spoil == "expired":
        time_machine.move_to(invitation.expires_at)
    elif spoil == "replaced":
        actions.resend_invitation(invitation=invitation, by=officer)
    else:
        link = link[:-5] + ("aaaa/" if link[-5:] != "aaaa/" else "bbbb/")
    before = Membership.objects.count()
    for response in (client.get(link), client.post(link, {"name": "Eve"})):
        assert response.status_code == 410
        assert "This link no longer works" in response.content.decode()
    assert Membership.objects.count() == before
    assert "_auth_user_id" not in client.session


def test_a_person_who_is_signed_in_adds_the_council_to_their_account(client, clerk, officer, principal):
    second = CouncilFactory(parents=[principal])
    invite(second, officer, address="clerk@second.example")
    sign_in(client, clerk)
    link = link_in(last_mail())
    assert clerk.name in client.get(link).content.decode()
    client.post(link)
    assert clerk.memberships.current().count() == 2
    assert EmailAddress.objects.filter(user=clerk, email="clerk@second.example", verified=True).exists()
    assert client.session["acting_for"] == second.pk


def test_the_same_person_by_a_known_mailbox(client, clerk, officer, principal):
    second = CouncilFactory(parents=[principal])
    invite(second, officer, address=clerk.email)
    link = link_in(last_mail())
    assert "Who are you?" in client.get(link).content.decode()
    client.post(link, {"who": "same"})
    assert clerk.memberships.current().count() == 2
    assert int(client.session["_auth_user_id"]) == clerk.pk


def test_a_successor_takes_the_mailbox_over_and_the_old_clerk_is_signed_out(client, clerk, council, officer):
    old_browser = sign_in(type(client)(), clerk)
    membership = clerk.memberships.get()
    actions.end_membership(membership=membership, last_day=membership.starts_on, by=officer)
    invite(council, officer, address=clerk.email)
    client.post(link_in(last_mail(clerk.email)), {"who": "successor", "name": "Jo Bell"})
    new = User.objects.get(email=clerk.email)
    assert new != clerk
    assert new.holds(Role.CLERK, council)
    clerk.refresh_from_db()
    assert clerk.email is None
    assert old_browser.get(reverse("accounts:me")).url.startswith("/accounts/sign-in/")


def test_a_successor_must_say_their_name(client, clerk, officer, principal):
    invite(CouncilFactory(parents=[principal]), officer, address=clerk.email)
    response = client.post(link_in(last_mail()), {"who": "successor", "name": ""})
    assert "Enter your full name" in response.content.decode()


def test_a_handover_while_the_old_clerk_still_has_the_role(council, clerk, officer, principal):
    other_council = CouncilFactory(parents=[principal])
    other = person(Role.CLERK, other_council)
    invitation = InvitationFactory(council=council, address=clerk.email, token="t-1")
    actions.accept_invitation(token="t-1", by=other)
    assert not clerk.memberships.current().exists()
    assert clerk.memberships.get().revoked_by == other
    assert other.holds(Role.CLERK, council)
    assert invitation.council == council


def test_an_officer_who_joins_by_link_still_needs_the_app(client, principal):
    manager = person(Role.MANAGER, principal)
    invite(principal, manager, Role.LIAISON_OFFICER, "new.officer@mk.example")
    client.post(link_in(last_mail()), {"name": "Sam Okafor"})
    assert client.get(reverse("accounts:me")).url == reverse("account_protect")


def test_the_link_alone_does_not_pass_the_app_of_somebody_who_has_one(client, officer, council, principal):
    invite(council, UserFactory(administrator=True), Role.VIEWER, officer.email)
    response = client.post(link_in(last_mail()), {"who": "same"})
    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_joining_again_renews_a_membership_that_was_to_end(council, officer, time_machine):
    time_machine.move_to("2026-05-01 12:00:00+00:00")
    clerk = person(Role.CLERK, council, ends_on="2026-05-31", may_sign=False)
    InvitationFactory(council=council, address=clerk.email, token="t-2", may_sign=True)
    actions.accept_invitation(token="t-2", by=clerk)
    membership = clerk.memberships.get()
    assert membership.ends_on is None
    assert membership.may_sign


def test_nobody_lets_themselves_sign_by_their_own_invitation(council, clerk, officer):
    clerk.memberships.update(may_sign=False)
    InvitationFactory(council=council, role=Role.COUNCILLOR, address=clerk.email, token="t-3", invited_by=clerk)
    actions.accept_invitation(token="t-3", by=clerk)
    assert clerk.holds(Role.COUNCILLOR, council)
    assert not clerk.may_sign_for(council)
    clerk.memberships.filter(role=Role.COUNCILLOR).update(may_sign=True, ends_on="2099-01-01")
    InvitationFactory(council=council, role=Role.COUNCILLOR, address=clerk.email, token="t-4", invited_by=clerk)
    kept = actions.accept_invitation(token="t-4", by=clerk)
    assert kept.may_sign
    assert kept.ends_on is not None


def test_a_viewer_never_signs(council, officer):
    with pytest.raises(Refused) as refusal:
        invite(council, officer, role=Role.VIEWER, may_sign=True)
    assert refusal.value.field == "may_sign"
    viewer = person(Role.VIEWER, council)
    membership = viewer.memberships.get()
    with pytest.raises(Refused):
        actions.set_may_sign(membership=membership, may_sign=True, by=officer)
    InvitationFactory(council=council, role=Role.VIEWER, address=viewer.email, token="t-5", may_sign=True)
    assert not actions.accept_invitation(token="t-5", by=viewer).may_sign
    viewer.memberships.update(may_sign=True)
    assert not User.objects.get(pk=viewer.pk).may_sign_for(council)
    assert not Membership.objects.signatories().filter(user=viewer).exists()


def test_a_rival_officer_can_neither_resend_nor_cancel(client, council, officer, rival):
    invitation = invite(council, officer)
    sign_in(client, rival)
    for name in ("resend", "cancel"):
        url = reverse(f"accounts:{name}", kwargs={"public_id": invitation.public_id})
        assert client.post(url).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.cancel_invitation(invitation=invitation, by=rival)
    invitation.refresh_from_db()
    assert invitation.is_open


def test_the_invite_page_warns_of_a_personal_mailbox_once(client, council, officer):
    sign_in(client, officer)
    url = reverse("accounts:invite", kwargs={"slug": council.slug})
    data = {"role": "clerk", "address": "jo@gmail.com", "may_sign": "on"}
    page = client.post(url, data)
    assert "own mailbox" in page.content.decode()
    assert not Invitation.objects.exists()
    assert client.post(url, {**data, "own_mailbox": "on"}).status_code == 302
    assert Invitation.objects.get().may_sign


def test_the_invite_page_explains_what_was_refused(client, council, clerk, officer):
    sign_in(client, officer)
    url = reverse("accounts:invite", kwargs={"slug": council.slug})
    page = client.post(url, {"role": "clerk", "address": clerk.email}).content.decode()
    assert "already has this role" in page
    assert 'href="#id_address"' in page


def test_another_council_cannot_be_seen_or_invited_for(client, council, rival):
    sign_in(client, rival)
    for name in ("people", "invite", "people-csv"):
        assert client.get(reverse(f"accounts:{name}", kwargs={"slug": council.slug})).status_code == 404


def test_nobody_joins_a_council_that_has_ended_meanwhile(clerk):
    gone = CouncilFactory(status="dissolved", ended_on="2026-01-01")
    InvitationFactory(council=gone, token="t-6")
    with pytest.raises(Refused, match="no longer exists"):
        actions.accept_invitation(token="t-6", by=clerk)
    assert not gone.memberships.exists()
