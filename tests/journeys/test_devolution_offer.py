"""Milton Keynes offers landscaping: six councils have it, twenty-five want it, and a clerk is one of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from tests.transfers.factories import Keeper
from transfers import actions
from transfers.models import DevolutionOffer


def offer_it(officer, ends):
    officer.go("/assets/offers/")
    officer.follow("Offer a service")
    officer.fill("What do you offer?", "Landscaping of your parish")
    officer.fill("What would a local council do itself?", "Grass, hedges and weeds.")
    officer.fill("How is it paid for?", "With what the contract costs in the parish.")
    for field, day in (("opens_on", timezone.localdate()), ("contract_ends_on", ends)):
        for part in ("day", "month", "year"):
            officer.page.locator(f"[name={field}-{part}]").fill(str(getattr(day, part)))
    officer.press("Save")
    officer.sees("Draft")
    officer.press("Publish the offer")
    officer.sees("Takes answers")


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_an_offer_is_made_answered_and_counted(hands, signed_in, open_browser):
    keeper = Keeper(CouncilFactory(principal=True, short_name="Milton Keynes", name="Milton Keynes City Council"))
    councils = CouncilFactory.create_batch(48, parents=[keeper.principal])
    olney = CouncilFactory(name="Olney", parents=[keeper.principal])
    officer = signed_in(keeper.officer)
    offer_it(officer, timezone.localdate() + timedelta(days=100))
    offer = DevolutionOffer.objects.get()
    for state, some in (("live", councils[:6]), ("interested", councils[6:30])):
        for council in some:
            facts = {"state": state, "note": "", "since_on": None}
            actions.set_standing(offer=offer, council=council, facts=facts, by=keeper.officer)
    clerk = signed_in(person(Role.CLERK, olney), hands)
    clerk.go(olney.get_absolute_url())
    clerk.follow("Landscaping of your parish")
    clerk.follow("Say where your council stands")
    clerk.choose("Interested")
    clerk.fill("A word to the other side", "After our meeting in May")
    clerk.press("Save")
    clerk.sees("25 interested, 0 exploring, 0 agreed, 6 live.")
    officer.go(offer.get_absolute_url())
    officer.sees("100 days")
    officer.follow("Olney")
    assert officer.field("A word to the other side").input_value() == "After our meeting in May"
    officer.choose("Live")
    officer.press("Save")
    visitor = open_browser(hands)
    visitor.go(offer.get_absolute_url())
    visitor.sees("24 interested, 0 exploring, 0 agreed, 7 live.")
    assert visitor.page.locator(".status-tile").count() == 49
    assert visitor.page.locator("tbody tr").count() == 7
