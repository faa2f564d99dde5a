"""Ashford's caretaker: four parishes of which three pay, county and borough money, a grant for the trailer."""

import pytest

from core.roles import Role
from councils.models import Profile
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory

ELECTORATES = {"Wittersham": 915, "Stone-cum-Ebony": 420, "Kenardington": 195, "Warehorne": None}
COSTS = (("Wages", "11,800"), ("Fuel and tools", "1,450"), ("Trailer", "1,250"))
MONEY = (("Ashford", "Redirected budget", "4,000"), ("Kent", "Revenue", "3,000"), ("Ashford", "Capital grant", "1,500"))


def enter(clerk):
    """Costs and money from elsewhere, as the councils agreed."""
    for at, (name, pounds) in enumerate(COSTS, start=1):
        clerk.fill(f"What for, line {at}", name)
        clerk.fill(f"Cost, line {at}", pounds)
    clerk.choose("Bought once, not every year, line 3")
    for at, (payer, kind, pounds) in enumerate(MONEY, start=1):
        clerk.fill(f"Who gives it, line {at}", payer)
        clerk.field(f"What it is, line {at}").select_option(label=kind)
        clerk.fill(f"Amount, line {at}", pounds)


@pytest.mark.parametrize("hands", ["mouse", "no-script"], indirect=True)
def test_the_caretaker_is_paid_for_to_the_penny(hands, signed_in):
    ashford = CouncilFactory(principal=True, short_name="Ashford", name="Ashford Borough Council")
    councils = {name: CouncilFactory(name=name, parents=[ashford]) for name in ELECTORATES}
    for name, electorate in ELECTORATES.items():
        Profile.objects.create(council=councils[name], electorate=electorate)
    clerk = signed_in(person(Role.CLERK, councils["Wittersham"]), hands)
    clerk.go("/clusters/shares/")
    clerk.follow("Begin a new year")
    clerk.fill("What is it for?", "Village caretaker")
    clerk.press("Continue")
    for name in list(ELECTORATES)[1:]:
        clerk.follow("Add a council")
        clerk.fill("Which council?", name)
        clerk.press("Add this council")
    clerk.follow("Enter costs and figures")
    enter(clerk)
    clerk.fill("Electorate", "1")
    clerk.press("Save")
    clerk.sees("There is a problem")
    clerk.sees("has no figure for: Electorate")  # nobody's share rests on a guess
    clerk.page.get_by_text("Figures of Warehorne").click()
    clerk.field("Warehorne: Takes part in the sharing").uncheck()
    clerk.press("Save")
    clerk.sees("The councils share £6,250.00")
    for amount in ("£3,737.74", "£1,715.69", "£796.57", "£0.00"):
        clerk.sees(amount)
    clerk.sees("£250.00 is not needed")
    clerk.follow("Enter costs and figures")
    clerk.fill("Equal shares", "1")
    clerk.press("Work it out")
    clerk.sees("Nothing is saved yet")
    clerk.sees("+£643.38")
    clerk.press("Save")
    clerk.sees("£1,439.95")
    assert "to_pay_pence" in clerk.download("Download as CSV").decode("utf-8-sig")
