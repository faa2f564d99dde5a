"""A clerk asks for the funding e-mail, gets it, wants fewer, and stops: signed in once, then by the e-mail's links."""

import pytest

from core.policies import SYSTEM
from core.roles import Role
from funding.digests.running import send_digests
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from tests.funding.factories import published
from tests.journeys.mail import LINK, newest_mail, text_of

WEEKLY = "Every week, on Tuesday morning"


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_a_clerk_asks_for_funding_by_email_and_stops_it_by_the_link(hands, signed_in, open_browser):
    clerk = person(Role.CLERK, CouncilFactory(name="Olney"))
    published(programme="Village Halls Fund")
    at_home = signed_in(clerk, hands)
    at_home.go("/funding/")
    at_home.follow("Get what is new by e-mail")
    at_home.choose(WEEKLY)
    at_home.press("Save")
    at_home.sees("Your choices are saved")
    at_home.sees("What the next e-mail would say")
    at_home.sees("Village Halls Fund")

    send_digests(by=SYSTEM)  # what last Tuesday missed
    mail = newest_mail(clerk.email, kind="funding.digest")
    links = LINK.findall(text_of(mail))
    reader = open_browser(hands)  # on a telephone that nobody has signed in on
    reader.go(next(link for link in links if "/digests/" in link))
    reader.sees("Village Halls Fund")
    reader.go(next(link for link in links if link.endswith("/stop/")))
    reader.press("Send me one a month")
    reader.sees("One e-mail a month from now on")
    reader.follow("Choose what you are told and how often")
    reader.choose("Never")
    reader.press("Save")
    reader.sees("Your choices are saved")

    published(programme="Another Fund")
    assert send_digests(by=SYSTEM) == 0
