"""My account, my addresses, and the council I act for."""

import pytest
from allauth.account.models import EmailAddress
from django.test import RequestFactory
from django.urls import reverse

from accounts import actions
from accounts.middleware import acting_council
from accounts.registry import councils_not_joined, my_account, people_card
from core.exceptions import Refused
from core.models import OutgoingEmail
from core.roles import Role
from tests.accounts.conftest import code_in, last_mail
from tests.accounts.factories import InvitationFactory, MembershipFactory, UserFactory, person, sign_in
from tests.councils.factories import CouncilFactory
from tests.saving import save

pytestmark = pytest.mark.django_db
NEW = "second@example.org"


@pytest.fixture
def signed_in(client, clerk):
    return sign_in(client, clerk)


def test_my_account_shows_what_is_mine(signed_in, clerk, officer):
    page = signed_in.get(reverse("accounts:me")).content.decode()
    assert clerk.email in page
    assert clerk.memberships.get().council.label in page
    assert officer.email not in page


def test_my_name(signed_in, clerk):
    save(signed_in, reverse("accounts:rename"), {"name": "Jo Bell"})
    clerk.refresh_from_db()
    assert clerk.name == "Jo Bell"
    assert "Enter" in save(signed_in, reverse("accounts:rename"), {"name": ""}).content.decode()


def test_adding_an_address_by_the_code_sent_there(signed_in, clerk):
    assert signed_in.get(reverse("accounts:confirm-address")).status_code == 302
    response = signed_in.post(reverse("accounts:add-address"), {"address": NEW.upper()})
    assert response.url == reverse("accounts:confirm-address")
    code = code_in(last_mail(NEW))
    signed_in.get(response.url, {"code": code})
    assert not EmailAddress.objects.filter(email=NEW).exists()
    assert "not right" in signed_in.post(response.url, {"code": "x"}).content.decode()
    signed_in.post(response.url, {"code": code})
    assert EmailAddress.objects.get(email=NEW).user == clerk
    assert last_mail(clerk.email).kind == "accounts.account_changed"


def test_an_address_of_somebody_else_looks_the_same_and_is_not_added(signed_in, clerk, officer):
    response = signed_in.post(reverse("accounts:add-address"), {"address": officer.email})
    assert response.url == reverse("accounts:confirm-address")
    assert last_mail().kind == "accounts.address_taken"
    assert last_mail().to == officer.email
    page = signed_in.get(response.url).content.decode()
    assert "A message is on its way" in page
    for guess in ("000000", ""):
        signed_in.post(response.url, {"code": guess})
    assert EmailAddress.objects.get(email=officer.email).user == officer


def test_an_address_that_somebody_takes_meanwhile_is_refused(clerk, officer):
    actions.add_address(by=clerk, address=NEW)
    code = code_in(last_mail(NEW))
    EmailAddress.objects.create(user=officer, email=NEW, verified=True)
    with pytest.raises(Refused):
        actions.confirm_address(by=clerk, address=NEW, code=code)


def test_my_own_address_again_is_refused(clerk):
    with pytest.raises(Refused):
        actions.add_address(by=clerk, address=clerk.email)


def test_choosing_and_removing_addresses(signed_in, clerk):
    first = clerk.email
    EmailAddress.objects.create(user=clerk, email=NEW, verified=True)
    signed_in.post(reverse("accounts:remove-address"), {"address": first})
    assert EmailAddress.objects.filter(email=first).exists()  # mail still goes there
    signed_in.post(reverse("accounts:make-primary"), {"address": NEW})
    clerk.refresh_from_db()
    assert clerk.email == NEW
    assert OutgoingEmail.objects.filter(to=first, kind="accounts.account_changed").exists()
    signed_in.post(reverse("accounts:remove-address"), {"address": first})
    assert not EmailAddress.objects.filter(email=first).exists()


def test_the_addresses_of_others_are_out_of_reach(signed_in, officer):
    for name in ("make-primary", "remove-address"):
        signed_in.get(reverse(f"accounts:{name}"), {"address": officer.email})
        signed_in.post(reverse(f"accounts:{name}"), {"address": officer.email})
    assert EmailAddress.objects.get(email=officer.email).primary


def request_of(user, **session):
    request = RequestFactory().get("/")
    request.user, request.session = user, session
    return request


def test_a_person_of_one_council_acts_for_it(clerk, council):
    assert acting_council(request_of(clerk)) == council


def test_a_clerk_of_two_councils_chooses(client, clerk, council):
    second = MembershipFactory(user=clerk, council=CouncilFactory()).council
    sign_in(client, clerk)
    switch = reverse("accounts:switch")
    assert client.get(switch).wsgi_request.acting_for is None
    page = client.get(switch).content.decode()
    assert council.label in page
    assert second.label in page
    assert client.get(switch, {"council": second.slug}).wsgi_request.acting_for is None
    client.post(switch, {"council": second.slug})
    assert client.get(switch).wsgi_request.acting_for == second


def test_a_council_that_is_not_mine_cannot_be_chosen(client, clerk):
    MembershipFactory(user=clerk, council=CouncilFactory())
    sign_in(client, clerk)
    response = client.post(reverse("accounts:switch"), {"council": CouncilFactory().slug})
    assert response.status_code == 200
    assert client.session.get("acting_for") is None


def test_the_choice_ends_with_the_membership(clerk, officer):
    second = MembershipFactory(user=clerk, council=CouncilFactory()).council
    MembershipFactory(user=clerk, council=CouncilFactory())
    assert acting_council(request_of(clerk, acting_for=second.pk)) == second
    clerk.memberships.filter(council=second).update(ends_on="2021-01-01")
    assert acting_council(request_of(type(clerk).objects.get(pk=clerk.pk), acting_for=second.pk)) is None


def test_what_accounts_offers_to_the_pages_above(clerk, officer, council, principal):
    InvitationFactory(council=council)
    InvitationFactory(council=CouncilFactory(parents=[CouncilFactory(principal=True)]))
    assert [item.href for item in my_account(clerk)] == [reverse("accounts:me")]
    assert [work.title for work in councils_not_joined(officer)] == ["1 invitation not taken up"]
    assert not list(councils_not_joined(clerk))
    assert list(people_card(officer, council))
    assert not list(people_card(person(Role.CLERK), council))


def test_the_hash_of_sessions_follows_the_salt():
    user = UserFactory()
    before = user.get_session_auth_hash()
    actions.end_sessions(user)
    assert user.get_session_auth_hash() != before
