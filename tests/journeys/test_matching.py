"""A clerk finds what fits the council, wants a partner and meets one; the keyboard alone."""

import pytest

from core.roles import Role
from councils.models import Profile
from funding.models import Interest
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from tests.funding.factories import published


@pytest.mark.parametrize("hands", ["keyboard"], indirect=True)
def test_a_clerk_finds_money_and_a_partner(hands, signed_in):
    principal = CouncilFactory(principal=True, short_name="Ashford", name="Ashford Borough Council")
    ours, theirs = (
        CouncilFactory(parents=[principal], name=name, role_mailbox=f"{name.lower()}@example.org")
        for name in ("Wittersham", "Appledore")
    )
    Profile.objects.create(council=ours, population=1112, services=["play"], needs=["outdoors"])
    published(programme="Village Greens Fund", services=["play"], needs=["outdoors", "data"])
    published(programme="Bench grants", most=400_00)
    published(programme="Town centre fund", types=["town"])
    clerk = signed_in(person(Role.CLERK, ours), hands)
    clerk.go(f"/councils/{ours.slug}/funding/")
    clerk.sees("It can help with play areas, which you run")
    clerk.sees("It can help with outdoor works and planting, which you look for")
    clerk.sees("Small grants, up to £500")
    clerk.open("1 that does not fit, and why")
    clerk.sees("It is for other kinds of council: Town council")
    clerk.press("Want a partner Village Greens Fund")
    clerk.sees("Village Greens Fund”: Want a partner.")
    other = signed_in(person(Role.CLERK, theirs), hands)
    other.go(f"/councils/{theirs.slug}/funding/")
    other.follow("Village Greens Fund")
    other.press("Want a partner Village Greens Fund")
    other.sees("wittersham@example.org")
    other.press("Take it back Village Greens Fund")
    other.sees("Taken back")
    assert Interest.objects.get().council == ours
