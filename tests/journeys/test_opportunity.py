"""An officer writes down an opportunity, publishes and corrects it; anyone reads it; without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.roles import Role
from funding.models import DeadlineChange, Opportunity
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory

CLOSING = ("Closing day", "Closing time")


def closes(officer, day, at):
    """The day and the time of the closing; the opening of the same form stays empty."""
    boxes = officer.page.get_by_role("group", name=CLOSING[0])
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(part))
    officer.fill(CLOSING[1], at)


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_an_officer_offers_money_and_corrects_the_closing_time(hands, signed_in, open_browser):
    principal = CouncilFactory(principal=True, short_name="Milton Keynes", name="Milton Keynes City Council")
    officer = signed_in(person(Role.LIAISON_OFFICER, principal), hands)
    day = timezone.localdate() + timedelta(days=9)
    officer.go("/funding/add/")
    officer.press("Save")
    officer.sees("Enter the funder")
    officer.fill("Funder", "Green Trust")
    officer.fill("Programme", "Village Greens Fund")
    officer.fill("What it is for", "Trees, benches and play areas.")
    officer.choose("On a day")
    closes(officer, day, "late")
    officer.choose("Capital: to buy, build or repair something")
    officer.choose("Councils may apply")
    officer.fill("Page of the funder about it", "https://example.org/greens")
    officer.press("Save")
    officer.sees("Enter a time, like 5pm or 17:00")
    closes(officer, day, "midday")
    officer.press("Save")
    officer.sees("Saved as a draft")
    officer.press("Publish it")
    officer.sees("Closing soon")
    officer.follow("Correct the closing time")
    closes(officer, day + timedelta(days=30), "5pm")
    officer.fill("Why is it corrected?", "The funder gave more time")
    officer.press("Correct the closing time")
    officer.sees("Before, this page said: midday on")

    visitor = open_browser(hands)
    visitor.go("/funding/")
    visitor.follow("Village Greens Fund")
    visitor.sees("The funder gave more time")
    change, fund = DeadlineChange.objects.get(), Opportunity.objects.get()
    assert fund.status == "published"
    assert [f"{timezone.localtime(at):%H:%M}" for at in (change.old_closes_at, fund.closes_at)] == ["12:00", "17:00"]
