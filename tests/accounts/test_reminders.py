"""Whoever was invited and has not joined is reminded once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.actions import cancel_invitation, invite, join_as_new_person, resend_invitation
from accounts.models import Invitation
from core.models import OutgoingEmail
from core.policies import SYSTEM
from core.reminders.actions import send_reminders
from core.roles import Role
from tests.accounts.conftest import link_in

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield lambda days: traveller.move_to(MONDAY + timedelta(days=days))


@pytest.fixture
def invitation(clock, council, officer):
    return invite(council=council, role=Role.CLERK, address="clerk@olney.example", by=officer)


def reminders():
    return list(OutgoingEmail.objects.filter(kind="core.reminders"))


def test_once_after_a_fortnight_with_a_link_that_works(clock, invitation):
    for day in range(60):
        clock(day)
        send_reminders(by=SYSTEM)
    (email,) = reminders()
    assert email.created_at == MONDAY + timedelta(days=14)
    assert email.holds_secret
    clock(20)
    token = link_in(email).rstrip("/").split("/")[-1]
    assert join_as_new_person(token=token, name="A clerk").council == invitation.council


def test_the_officers_mailbox_gets_the_answers(clock, invitation, principal):
    principal.role_mailbox = "parishes@council.example"
    principal.save()
    clock(14)
    send_reminders(by=SYSTEM)
    assert reminders()[0].reply_to == "parishes@council.example"


def test_sent_again_by_hand_it_counts_from_then(clock, invitation, officer):
    clock(10)
    resend_invitation(invitation=invitation, by=officer)
    clock(14)
    send_reminders(by=SYSTEM)
    assert reminders() == []
    clock(24)
    send_reminders(by=SYSTEM)
    assert len(reminders()) == 1


def test_one_that_was_cancelled_or_has_run_out_is_left_alone(clock, invitation, council, officer):
    cancel_invitation(invitation=invitation, by=officer)
    invite(council=council, role=Role.COUNCILLOR, address="other@olney.example", by=officer)
    clock(31)
    send_reminders(by=SYSTEM)
    assert reminders() == []


def test_two_invitations_to_one_mailbox_are_one_e_mail(clock, invitation, council, officer):
    invite(council=council, role=Role.COUNCILLOR, address="Clerk@olney.example", by=officer)
    clock(14)
    send_reminders(by=SYSTEM)
    (email,) = reminders()
    assert email.text.count("/people/join/") == 2
    assert Invitation.objects.filter(times_sent=2).count() == 2
