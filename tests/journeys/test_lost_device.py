"""An officer lost telephone and codes: the manager says who it is, a day passes, and a new second factor is set up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import SecondFactorReset
from accounts.tasks import carry_out_resets
from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from tests.journeys.hands import HANDS
from tests.journeys.mail import newest_mail
from tests.journeys.test_sign_in import sign_in_by_code

NARROW = {"viewport": {"width": 320, "height": 800}}


def a_day_passes():
    """The delay is over; what the timetable calls every five minutes runs."""
    past = timezone.now() - timedelta(hours=25)
    SecondFactorReset.objects.update(confirmed_at=past, due_at=past + timedelta(hours=24))
    carry_out_resets()


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_an_officer_without_device_comes_back(hands, open_browser, signed_in):
    shire = CouncilFactory(principal=True, name="Eastshire Council", short_name="Eastshire")
    officer = person(Role.LIAISON_OFFICER, shire, email="officer@example.org", name="Officer of Eastshire")
    at_the_desk = signed_in(person(Role.MANAGER, shire, email="manager@example.org"), hands)
    without = open_browser(HANDS["mouse"], **NARROW) if hands.javascript else open_browser(hands)
    sign_in_by_code(without, officer.email)
    without.follow("I do not have my device or my codes")
    without.sees("a manager of your council, or an administrator of the portal")
    without.press("Ask for a reset")
    without.sees("You have asked for a reset")

    assert "Ring them on a number you know" in newest_mail("manager@example.org").text
    at_the_desk.go("/")
    at_the_desk.follow("1 person lost their device")
    at_the_desk.follow("Officer of Eastshire")
    at_the_desk.choose("I know that it is them")
    at_the_desk.press("Save")
    at_the_desk.sees("Enter how you know that it is them")
    at_the_desk.fill("How do you know that it is them?", "Rang her on the number we have had for years")
    at_the_desk.press("Save")
    at_the_desk.sees("Confirmed, the delay runs")
    without.go("/accounts/sign-in/lost-device/")
    without.sees("It is confirmed that it is you")

    a_day_passes()
    without.go("/accounts/sign-in/")
    sign_in_by_code(without, officer.email)
    without.sees("Protect your account")
    at_the_desk.go(at_the_desk.page.url)
    at_the_desk.sees("Done")
