"""Bishops Waltham's lengthsman and safety officer: half a day at each of two councils, a third for another, no more."""

from decimal import Decimal

import pytest
from django.utils import timezone

from clusters.models import SharedPost
from core.roles import Role
from tests.accounts.factories import person
from tests.clusters.factories import Sharing, in_days
from tests.councils.factories import CouncilFactory

NAMES = ("Durley", "Upham", "Swanmore")


def enter(clerk, title, hours):
    clerk.go("/clusters/posts/")
    clerk.follow("Share a post")
    clerk.fill("What is the post called?", title)
    clerk.fill("What are the duties?", "Verges, litter, fly-tipping.")
    clerk.fill("Hours of an ordinary week", hours)
    clerk.fill("Hours of half a day", "3.7")
    clerk.fill("What an hour costs you", "18.50")
    clerk.press("Save")


def begin(clerk, council, unit):
    """The form of a part, filled as far as every part is alike."""
    clerk.follow("Offer a part")
    clerk.fill("Which council?", council.name)
    clerk.choose(unit)
    clerk.fill("What does an hour cost that council?", "18.50")


def agree(clerk, post, council):
    clerk.go("/")
    clerk.follow(f"of “{post.title}”")
    clerk.follow(f"Agree {council.full_name}")
    clerk.fill("Minute of the council's decision", "24/117")
    clerk.press("Agree")
    clerk.sees("Agreed")


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_half_a_day_each_a_third_and_no_more(hands, signed_in):
    winchester = CouncilFactory(principal=True, short_name="Winchester", name="Winchester City Council")
    councils = [CouncilFactory(name=name, parents=[winchester]) for name in NAMES]
    employer = CouncilFactory(name="Bishops Waltham", parents=[winchester])
    clerk = signed_in(person(Role.CLERK, employer), hands)
    durley, upham, swanmore = (person(Role.CLERK, council) for council in councils)
    enter(clerk, "Lengthsman", "7.4")
    lengthsman = SharedPost.objects.get()
    for council in councils[:2]:
        begin(clerk, council, "Half days a week")
        clerk.fill("How many half days, hours, per cent or parts?", "1")
        clerk.press("Offer this part")
        clerk.sees(f"The clerk of {council.full_name} is asked to agree")
    agree(signed_in(durley, hands), lengthsman, councils[0])
    agree(signed_in(upham, hands), lengthsman, councils[1])
    clerk.go(lengthsman.get_absolute_url())
    clerk.sees("0.0%")
    begin(clerk, councils[2], "Hours a week")
    clerk.fill("How many half days, hours, per cent or parts?", "0.5")
    clerk.press("Offer this part")
    clerk.sees("That is more than is free")
    assert lengthsman.shares.count() == 2
    enter(clerk, "Community safety officer", "37")
    officer = SharedPost.objects.get(title="Community safety officer")
    begin(clerk, councils[2], "Equal parts of the post")
    clerk.fill("Into how many equal parts is the post divided?", "3")
    clerk.fill("How many half days, hours, per cent or parts?", "1")
    clerk.press("Offer this part")
    agree(signed_in(swanmore, hands), officer, councils[2])
    clerk.go(officer.get_absolute_url())
    clerk.sees("66.7%")
    clerk.sees("24.67 hours a week")
    officer.shares.update(starts_on=in_days(-200))  # a quarter has gone by
    clerk.follow("Recharge statement of a quarter")
    clerk.sees("1 of 3 parts")
    assert "pence" in clerk.download("Download as CSV").decode("utf-8-sig")


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_of_two_browsers_at_once_one_is_told(hands, signed_in):
    sharing = Sharing(neighbours=2)
    post = sharing.post(week_minutes=222, half_day_minutes=222)
    colleague = person(Role.CLERK, sharing.employer)
    first, second = signed_in(sharing.clerk, hands), signed_in(colleague, hands)
    for browser, council in zip((first, second), sharing.neighbours, strict=True):
        browser.go(post.get_absolute_url())
        begin(browser, council, "Half days a week")
        browser.fill("How many half days, hours, per cent or parts?", "1")
    first.press("Offer this part")
    first.sees("is asked to agree")
    second.press("Offer this part")
    second.sees("That is more than is free")
    assert second.field("Which council?").input_value() == sharing.neighbours[1].name
    share = post.shares.get()
    assert (share.quantity, share.starts_on) == (Decimal(1), timezone.localdate())
