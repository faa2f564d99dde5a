"""Asking to join: the mailbox is confirmed first, somebody above decides, nobody learns who is here."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.actions.joining import approve_request, ask_to_join, confirm_requests, purge_requests, refuse_request
from accounts.models import JoinRequest, Membership, User
from accounts.vouching import is_of_website, vouching_for
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.registry import OPEN_WORK, collect
from core.roles import Role
from tests.accounts.conftest import last_mail
from tests.accounts.factories import InvitationFactory, JoinRequestFactory, UserFactory, person, sign_in
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
ADDRESS = "clerk@olney.example"


def ask(*councils, address=ADDRESS, by=None, **more):
    facts = {"role": Role.CLERK, "name": "Clerk of Olney", "address": address, "by": by, **more}
    return ask_to_join(councils=councils, **facts)


def token_sent_to(address=ADDRESS):
    mails = OutgoingEmail.objects.filter(to=address, kind="accounts.confirm_mailbox").order_by("-pk")
    return re.search(r"/people/ask/confirm/([^/\s]+)/", mails.first().text).group(1)


def asked(*councils, address=ADDRESS, takes_over=False, by=None, **more):
    """Asked and confirmed."""
    ask(*councils, address=address, by=by, **more)
    return confirm_requests(token=token_sent_to(address), takes_over=takes_over, by=by)


def work_of(someone):
    """What waits for them about joining."""
    work = collect(OPEN_WORK, User.objects.get(pk=someone.pk))
    return [item.title for item in work if "to join" in item.title]


def test_nobody_is_asked_before_the_mailbox_is_confirmed(council, officer):
    ask(council)
    assert not OutgoingEmail.objects.filter(to=officer.email).exists()
    assert not JoinRequest.objects.visible_to(officer).exists()
    assert work_of(officer) == []
    confirm_requests(token=token_sent_to(), by=None)
    assert "Clerk" in last_mail(officer.email).subject or council.label in last_mail(officer.email).subject
    assert work_of(officer) == ["1 request to join to decide"]
    assert "because you decide" in last_mail(officer.email).text


def test_approval_opens_the_account_and_the_person_signs_in_with_the_mailbox(council, officer):
    [request] = asked(council)
    approve_request(request=request, may_sign=True, by=officer)
    membership = Membership.objects.get(council=council)
    assert (membership.role, membership.may_sign, membership.user.name) == (Role.CLERK, True, "Clerk of Olney")
    assert EmailAddress.objects.get(user=membership.user).email == ADDRESS
    assert last_mail(ADDRESS).kind == "accounts.join_approved"
    assert "because you asked to join" in last_mail(ADDRESS).text
    verbs = AuditEvent.objects.about_council(council).values_list("verb", flat=True)
    assert {"accounts.asked_to_join", "accounts.joined", "accounts.join_request_decided"} <= set(verbs)
    with pytest.raises(Refused, match="already decided"):
        approve_request(request=request, by=officer)


def test_no_name_is_in_the_audit_trail(council, officer):
    [request] = asked(council)
    refuse_request(request=request, reason="Not known.", by=officer)
    assert not AuditEvent.objects.filter(sentence__icontains="Clerk of Olney").exists()


def test_refusal_says_why(council, officer):
    [request] = asked(council)
    refuse_request(request=request, reason="Please use the council’s mailbox.", by=officer)
    assert "Please use the council’s mailbox." in last_mail(ADDRESS).text
    assert not Membership.objects.filter(council=council).exists()
    assert work_of(officer) == []
    [again] = asked(council)  # they may ask again
    assert again.is_waiting


def test_only_the_officers_above_decide(council, officer, rival, clerk, principal):
    county = CouncilFactory(principal=True, type="county")
    council.parents.add(county)
    other = CouncilFactory(parents=[principal, county])
    [request] = asked(other)
    for stranger in (rival, clerk, person(Role.LIAISON_OFFICER, county), person(Role.VIEWER, principal)):
        with pytest.raises(PermissionDenied):
            approve_request(request=request, by=stranger)
        assert not JoinRequest.objects.visible_to(stranger).exists()
    approve_request(request=request, by=officer)


def test_nobody_decides_about_themselves(principal, council, officer):
    asked(council, address=officer.email, by=officer)
    with pytest.raises(PermissionDenied):
        approve_request(request=JoinRequest.objects.get(), by=officer)


def test_five_councils_are_asked_for_at_once_and_belong_to_one_person(principal, officer):
    councils = [CouncilFactory(parents=[principal]) for _ in range(5)]
    requests = asked(*councils)
    mails = OutgoingEmail.objects.filter(to=ADDRESS, kind="accounts.confirm_mailbox")
    assert mails.count() == 1
    assert work_of(officer) == ["5 requests to join to decide"]
    for request in requests:
        approve_request(request=request, by=officer)
    assert Membership.objects.filter(user__emailaddress__email=ADDRESS).count() == 5
    assert User.objects.filter(name="Clerk of Olney").count() == 1


def test_asking_twice_waits_once(council, officer):
    asked(council)
    assert asked(council) == []
    assert JoinRequest.objects.waiting().count() == 1
    assert OutgoingEmail.objects.filter(to=officer.email).count() == 1


def test_a_second_request_replaces_the_link_of_the_first(council):
    ask(council)
    first = token_sent_to()
    ask(council)
    with pytest.raises(Refused, match="expired"):
        confirm_requests(token=first, by=None)
    assert confirm_requests(token=token_sent_to(), by=None)


def test_the_link_runs_out_and_the_request_is_deleted(council, time_machine):
    ask(council)
    token = token_sent_to()
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    with pytest.raises(Refused, match="expired"):
        confirm_requests(token=token, by=None)
    assert purge_requests() == 1
    assert not JoinRequest.objects.exists()


def test_decided_requests_are_deleted_after_a_year(council, officer, time_machine):
    [request] = asked(council)
    approve_request(request=request, by=officer)
    time_machine.move_to(timezone.now() + timedelta(days=364))
    assert purge_requests() == 0
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert purge_requests() == 1
    assert Membership.objects.filter(council=council).exists()


def test_a_known_person_gets_the_role_in_their_account(council, officer):
    known = person(Role.CLERK, CouncilFactory(), email=ADDRESS)
    [request] = asked(council)
    approve_request(request=request, by=officer)
    assert User.objects.get(pk=known.pk).holds(Role.CLERK, council)


def test_a_successor_takes_the_mailbox_over_when_the_officer_approves(council, officer):
    before = person(Role.CLERK, council, email=ADDRESS)
    [request] = asked(council, takes_over=True)
    assert User.objects.get(pk=before.pk).holds(Role.CLERK, council)
    assert vouching_for(request, before).people
    with pytest.raises(Refused, match="already has this role"):
        approve_request(request=request, by=officer)


def test_an_invitation_to_the_same_mailbox_is_used_up(council, officer):
    invitation = InvitationFactory(council=council, address=ADDRESS, invited_by=officer)
    [request] = asked(council)
    approve_request(request=request, by=officer)
    invitation.refresh_from_db()
    assert invitation.accepted_at


def test_a_council_that_is_not_in_the_list_goes_to_the_administrators(officer, principal):
    administrator = UserFactory(administrator=True)
    [request] = asked(unlisted=[("Newly Made", "Milton Keynes")])
    assert last_mail(administrator.email).kind == "accounts.join_request"
    assert not JoinRequest.objects.visible_to(officer).exists()
    assert work_of(administrator) == ["1 request to join to decide"]
    with pytest.raises(Refused) as refusal:
        approve_request(request=request, by=administrator)
    assert refusal.value.field == "council_name"
    council = CouncilFactory(parents=[principal])
    approve_request(request=request, council=council, by=administrator)
    assert Membership.objects.filter(council=council, role=Role.CLERK).exists()


def test_without_an_officer_and_after_two_weeks_administrators_see_it(council, officer, time_machine):
    administrator = UserFactory(administrator=True)
    asked(council)
    assert work_of(administrator) == []
    lonely = CouncilFactory(parents=[CouncilFactory(principal=True)])
    asked(lonely, address="clerk@lonely.example")
    assert last_mail(administrator.email).kind == "accounts.join_request"
    assert work_of(administrator) == ["1 request to join to decide"]
    time_machine.move_to(timezone.now() + timedelta(days=15))
    assert work_of(administrator) == ["2 requests to join to decide"]


@pytest.mark.parametrize(
    ("address", "website", "fits"),
    [
        ("clerk@olney.gov.uk", "https://www.olney.gov.uk/council", True),
        ("clerk@olney.org.uk", "https://council.olney.org.uk", True),
        ("clerk@other.gov.uk", "https://www.olney.gov.uk", False),
        ("clerk@olney.gov.uk", "", False),
        ("olney@gmail.com", "https://www.gmail.com", False),
        ("clerk@ey.gov.uk", "https://olney.gov.uk", False),
    ],
)
def test_whether_the_address_is_of_the_website(address, website, fits):
    assert is_of_website(address, website) is fits


def test_the_page_shows_what_can_be_checked(client, principal, officer):
    council = CouncilFactory(parents=[principal], website="https://www.olney.gov.uk", role_mailbox="clerk@olney.gov.uk")
    colleague = person(Role.COUNCILLOR, council)
    [request] = asked(council, address="olney@gmail.com", note="See the minute 12/26")
    text = sign_in(client, officer).get(reverse("accounts:join-request", args=[request.public_id])).content.decode()
    for words in ("olney@gmail.com", "https://www.olney.gov.uk", "clerk@olney.gov.uk", colleague.name,
                  "See the minute 12/26", "person’s own mailbox"):  # fmt: skip
        assert words in text


def post_steps(client, council, address, **more):
    client.post(reverse("accounts:ask-council", args=[council.slug]))
    details = {"name": "Clerk", "role": "clerk", "address": address, **more}
    return client.post(reverse("accounts:ask-details"), details)


def test_the_answer_is_the_same_for_a_known_and_an_unknown_mailbox(client, council, clerk):
    pages = []
    for address in (clerk.email, "nobody@nowhere.example"):
        post_steps(client, council, address)
        response = client.post(reverse("accounts:ask-check"), follow=True)
        pages.append(response.content.decode().replace(address, ""))
        assert response.redirect_chain == [(reverse("accounts:ask-sent"), 302)]
    assert re.sub(r"csrf\w+\" value=\"\w+|nonce\S+", "", pages[0]) == re.sub(
        r"csrf\w+\" value=\"\w+|nonce\S+", "", pages[1]
    )


def test_a_council_with_a_clerk_says_so_without_an_address(client, council, clerk):
    text = client.get(reverse("accounts:ask-council", args=[council.slug])).content.decode()
    assert "Somebody already acts for this council" in text
    assert clerk.email not in text
    assert clerk.name not in text


def test_a_personal_mailbox_is_warned_about_and_taken(client, council):
    response = post_steps(client, council, "olney@gmail.com")
    assert "own mailbox" in response.content.decode()
    assert post_steps(client, council, "olney@gmail.com", own_mailbox="on").status_code == 302


def test_one_mailbox_is_written_to_three_times_a_day(client, council):
    for attempt in range(4):
        post_steps(client, council, ADDRESS)
        status = client.post(reverse("accounts:ask-check")).status_code
        assert status == (429 if attempt == 3 else 302)
    assert OutgoingEmail.objects.filter(to=ADDRESS).count() == 3


def test_opening_the_link_confirms_nothing(client, council):
    ask(council)
    address = reverse("accounts:confirm-request", args=[token_sent_to()])
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert not JoinRequest.objects.waiting().exists()
    assert client.post(address).status_code == 302
    assert client.get(address).status_code == 410
    assert JoinRequest.objects.waiting().exists()


def test_a_principal_or_dissolved_council_is_not_added(client, principal):
    for council in (principal, CouncilFactory(dissolved=True)):
        client.post(reverse("accounts:ask-council", args=[council.slug]))
        assert client.get(reverse("accounts:ask-details")).status_code == 302


def test_confirmed_long_ago_is_due_first(council, officer):
    JoinRequestFactory(council=council, confirmed_at=timezone.now() - timedelta(days=9))
    [item] = [i for i in collect(OPEN_WORK, User.objects.get(pk=officer.pk)) if "request" in i.title]
    assert item.due_on == timezone.localdate() - timedelta(days=2)
