"""Two years of a charter: signed, reported on, commented on, reviewed by both sides, renewed, and read by residents."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from charters import actions
from charters.terms import add_months
from core.formatting import date
from tests.charters.factories import Year, fresh
from tests.journeys.test_charter import sign_as_clerk

TITLE = "Working together"


@pytest.fixture
def later():
    """`later(days)`: the clock of the portal goes on from the day on which the test began."""
    start, moved = timezone.localtime(), []

    def move(days):
        if moved:
            moved.pop().stop()
        moved.append(time_machine.travel(start + timedelta(days=days)))
        moved[0].start()

    yield move
    if moved:
        moved.pop().stop()


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_two_years_of_a_charter(signed_in, open_browser, later, hands):
    today = timezone.localdate()
    details = {"lasts_months": 12, "notice_months": 3, "review_on": today + timedelta(days=300)}
    year = Year(locals_=1, is_out=True, **details)
    clerk = signed_in(year.clerks[0], hands)
    sign_as_clerk(clerk, year.agreement.reference, year.councils[0], year.clerks[0].email)
    year.bound()
    actions.set_published(agreement=year.agreement, published=True, by=year.officer)

    later(170)
    report(signed_in(fresh(year.clerks[0]), hands), "Behind", "3 of 5")
    comment(signed_in(fresh(year.officer), hands), year)

    later(300)
    review(signed_in(fresh(year.officer), hands), signed_in(fresh(year.clerks[0]), hands))

    later(640)  # the second term
    clerk = signed_in(fresh(year.clerks[0]), hands)
    report(clerk, "Done", "5 of 5")
    clerk.go(f"/charters/{year.agreement.reference}/dates/")
    clerk.sees(date(add_months(today, 24) - timedelta(days=1)))

    resident = open_browser(hands)
    resident.go(f"/charters/{year.agreement.reference}/")
    resident.follow("What was promised, and how it stands")
    resident.sees("5 of 5")
    resident.sees("Done")


def report(clerk, standing, figure):
    """A clerk finds on the home page that a report is due, and says how a commitment stands."""
    clerk.go("/")
    clerk.follow("Say how")
    clerk.follow("Keep the profile up to date")
    clerk.choose(standing)
    clerk.press("Save")
    clerk.sees("Enter what has been done")
    clerk.fill("What has been done, and what is in the way?", "We look at it once a month.")
    clerk.fill("What does the measure say?", figure)
    clerk.press("Save")
    clerk.sees("Saved.")
    clerk.sees(figure)


def comment(officer, year):
    officer.go(f"/charters/{year.agreement.reference}/progress/")
    officer.follow("Keep the profile up to date")
    officer.sees("3 of 5")
    officer.follow("Comment")
    officer.fill("Your council’s comment", "Thank you. Tell us if the form is in your way.")
    officer.press("Send the comment")
    officer.sees("Tell us if the form is in your way.")


def review(officer, clerk):
    """Asked by the officer, answered by the clerk, closed with a renewal."""
    officer.go("/")
    officer.follow(f"Review: {TITLE}")
    officer.follow("How the charter goes")
    officer.follow("Start a review")
    officer.date(timezone.localdate() + timedelta(days=30))
    officer.press("Ask the councils")
    officer.sees("A review is open")

    clerk.go("/")
    clerk.follow(f"Say how the charter goes: {TITLE}")
    clerk.choose("It works in part")
    clerk.choose("Renew it for another term")
    clerk.fill("What works, what does not, and what would you change?", "Answers come faster than they did.")
    clerk.press("Save")
    clerk.sees("Answers come faster than they did.")

    officer.go("/")
    officer.follow(f"Close the review: {TITLE}")
    officer.sees("Answers come faster than they did.")
    officer.follow("Close the review and record what follows")
    officer.choose("Renew it for another term")
    officer.press("Close the review")
    officer.sees("Enter for how many months more")
    officer.fill("For how many months more?", "12")
    officer.fill("What was kept, what was not, and why does this follow?", "Most was kept. Both sides want to go on.")
    officer.press("Close the review")
    officer.sees("What follows: Renew it for another term")
