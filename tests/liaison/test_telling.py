"""Clerks are told once, on the day, in one e-mail; officers are asked twice a year."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Membership
from core.models import OutgoingEmail
from core.policies import SYSTEM
from core.reminders.actions import send_reminders
from core.roles import Role
from core.working_days import working_day_from
from liaison import actions
from liaison.telling import tell_changes
from tests.accounts.factories import MembershipFactory
from tests.charters.factories import fresh
from tests.liaison.factories import Office, in_days

pytestmark = pytest.mark.django_db


def told(days=0):
    """Addresses that were told on a day, in order."""
    before = set(OutgoingEmail.objects.values_list("pk", flat=True))
    with time_machine.travel(timezone.localtime() + timedelta(days=days)):
        tell_changes()
        tell_changes()  # safe to run twice
    new = OutgoingEmail.objects.filter(kind="liaison.officer_changed").exclude(pk__in=before)
    return sorted(new.values_list("to", flat=True))


def test_a_clerk_is_told_on_the_day_and_once():
    office = Office()
    office.name(starts_on=in_days(3))
    (clerk,) = office.clerks
    assert told(2) == []
    assert told(3) == [clerk.email]
    assert told(4) == []
    text = OutgoingEmail.objects.get(kind="liaison.officer_changed").text
    assert f"{office.officer.name}, Parish liaison manager" in text
    assert office.councils[0].full_name in text


def test_many_councils_are_one_mail_for_each_clerk():
    office = Office(locals_=3)
    shared = office.clerks[0]
    MembershipFactory(user=shared, council=office.councils[1], role=Role.CLERK)
    Membership.objects.filter(user=office.clerks[2]).delete()
    office.councils[2].role_mailbox = "council@example.org"
    office.councils[2].save()
    office.name(councils=office.councils)
    office.name(office.colleague, councils=None, role="lead_member", post="Cabinet member")
    assert told() == sorted([shared.email, office.clerks[1].email, "council@example.org"])
    assert "Cabinet member" in OutgoingEmail.objects.get(to=shared.email).text


def test_a_successor_is_one_mail_and_nobody_following_is_told_the_day_after():
    office = Office()
    office.name(starts_on=in_days(-5))
    assert len(told()) == 1
    (row,) = office.name(office.colleague, starts_on=in_days(2))
    assert told(1) == []
    assert len(told(2)) == 1
    with time_machine.travel(timezone.localtime() + timedelta(days=3)):
        actions.end_assignment(
            assignment=row, ends_on=in_days(0), reason="Leaves", no_handover="No", by=fresh(office.officer)
        )
    assert told(3) == []
    assert len(told(4)) == 1
    assert "nobody follows" in OutgoingEmail.objects.latest("pk").text
    assert told(5) == []


def test_a_deputy_and_what_is_long_over_tell_nobody():
    office = Office()
    office.name(is_primary=False)
    office.name(office.colleague, starts_on=in_days(-9), ends_on=in_days(-1))
    assert told() == []


def test_an_officer_is_asked_to_confirm_after_half_a_year():
    office = Office(locals_=2)
    office.name(councils=office.councils)
    now = timezone.localtime()
    day = working_day_from(now.date() + timedelta(days=177))
    with time_machine.travel(now.combine(day, now.timetz())):
        send_reminders(by=SYSTEM)
        send_reminders(by=SYSTEM)
    (email,) = OutgoingEmail.objects.filter(to=office.officer.email)
    assert "2 councils or areas" in email.text
