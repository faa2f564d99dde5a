"""Two people take the same invitation, or end the same access, in the same moment."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import Invitation, Membership, User
from core.exceptions import Refused
from core.models import AuditEvent
from core.roles import Role
from tests.accounts.factories import InvitationFactory, UserFactory, person, sign_in
from tests.councils.factories import CouncilFactory
from tests.saving import opened
from tests.together import at_once, lost, won

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def council():
    return CouncilFactory(parents=[CouncilFactory(principal=True)])


@pytest.fixture
def invitation(council):
    return InvitationFactory(council=council, token="the-link", address="clerk@council.example")


def row(record):
    return type(record)._base_manager.filter(pk=record.pk)


def assert_taken_once(council):
    membership = Membership.objects.get(council=council)
    assert EmailAddress.objects.get(email="clerk@council.example", verified=True).user == membership.user
    assert AuditEvent.objects.filter(verb="accounts.joined").count() == 1
    assert Invitation.objects.get().accepted_by == membership.user


def test_one_link_opened_by_two_new_people(council, invitation):
    before = User.objects.count()
    names = ("Jo Bell", "Sam Hill")
    both = at_once(
        row(invitation), *(lambda name=name: actions.join_as_new_person(token="the-link", name=name) for name in names)
    )
    assert won(both).user.name in names
    assert "already been used" in str(lost(both))
    assert User.objects.count() == before + 1
    assert_taken_once(council)


def test_one_link_used_by_two_who_have_accounts(council, invitation):
    people = UserFactory(), UserFactory()
    both = at_once(
        row(invitation), *(lambda by=someone: actions.accept_invitation(token="the-link", by=by) for someone in people)
    )
    assert won(both).user in people
    assert isinstance(lost(both), Refused)
    assert_taken_once(council)


def test_one_button_pressed_twice(council, invitation):
    """Two requests of one browser: the page says what to do, and nothing is doubled."""
    url = reverse("accounts:accept", args=["the-link"])
    clients = Client(), Client()
    answers = at_once(row(invitation), *(lambda c=client: c.post(url, {"name": "Jo Bell"}) for client in clients))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    [second] = [answer for answer in answers if answer.status_code == 200]
    assert "If you have joined, sign in" in second.content.decode()
    assert_taken_once(council)


def test_the_link_is_taken_while_it_is_cancelled(council, invitation):
    officer = UserFactory(is_staff=True)
    both = at_once(
        row(invitation),
        lambda: actions.cancel_invitation(invitation=invitation, by=officer),
        lambda: actions.join_as_new_person(token="the-link", name="Jo Bell"),
    )
    won(both)
    invitation.refresh_from_db()
    assert (invitation.cancelled_at is None) is (Membership.objects.filter(council=council).count() == 1)


def test_two_end_one_access_on_different_days(council):
    membership = person(Role.COUNCILLOR, council).memberships.get()
    url = reverse("accounts:end-membership", args=[membership.public_id])
    clients = [sign_in(Client(), person(Role.CLERK, council)) for _ in range(2)]

    def ends(client, day):
        data = {**opened(client, url), "last_day-day": day, "last_day-month": 3, "last_day-year": 2099}
        return lambda: client.post(url, data)

    answers = at_once(row(membership), *(ends(client, day) for client, day in zip(clients, (30, 31), strict=True)))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert AuditEvent.objects.filter(verb="accounts.membership_ended").count() == 1


def test_two_give_the_right_to_sign(council):
    membership = person(Role.COUNCILLOR, council).memberships.get()
    people = [person(Role.CLERK, council) for _ in range(2)]
    facts = {"membership": membership, "may_sign": True}
    at_once(row(membership), *(lambda by=someone: actions.set_may_sign(by=by, **facts) for someone in people))
    assert AuditEvent.objects.filter(verb="accounts.may_sign_set").count() == 1
