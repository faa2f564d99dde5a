"""A paddling pool goes through the stages: thresholds, gates, what is sent back, what is kept for later."""

import pytest

from tests.councils.factories import CouncilFactory
from tests.transfers.factories import Mover
from transfers.models import Transfer


def ask_more(officer):
    """A criterion of the council, and a business case from £15,000 on."""
    officer.go("/assets/transfers/")
    officer.follow("What you ask of transfers")
    officer.fill("Criterion or question", "Residents gain something")
    officer.choose("Local council")
    officer.press("Ask this from now on")
    officer.fill("Criterion or question", "Business case")
    officer.page.get_by_label("At which stage?").select_option("plan")
    officer.fill("From which value on?", "15,000")
    officer.choose("Local council")
    officer.press("Ask this from now on")
    officer.sees("£15,000")


def begin(clerk, asset):
    clerk.go(asset.get_absolute_url())
    clerk.follow("Begin a transfer of it")
    assert clerk.field("What is it called?").input_value() == "Paddling pool"
    clerk.fill("What moves?", "The pool with its pumps.")
    clerk.choose("An asset with its service")
    clerk.choose("Freehold")
    clerk.choose("It might close otherwise")
    clerk.fill("What is it worth?", "14,999.99")
    clerk.press("Begin the transfer")
    clerk.sees("Begun. Both councils see it")
    return Transfer.objects.get()


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_a_pool_goes_through_its_stages(hands, signed_in, open_browser):
    mover = Mover(CouncilFactory(principal=True, short_name="Wyre Forest", name="Wyre Forest District Council"))
    asset = mover.offered(name="Paddling pool", local_council=mover.local)
    officer, clerk = signed_in(mover.officer), signed_in(mover.clerk, hands)
    ask_more(officer)
    transfer = begin(clerk, asset)
    clerk.sees("Residents gain something")
    assert not transfer.tasks.filter(requirement__title="Business case").exists()
    change_value(officer, transfer)
    officer.sees("Business case")

    officer.go("/")
    officer.follow("Answer 1 question about the transfer: Paddling pool")
    officer.follow("Is it offered to save money?")
    officer.choose("Yes", "Would it be closed or cut if nobody took it on?")
    officer.fill("What does your council put in, so that it can do well?", "A new pump.")
    officer.choose("Yes, it is complete")
    officer.press("Save")
    officer.follow("Go on to the next stage")
    officer.press("Yes")
    officer.sees("Interest")
    assert officer.page.get_by_role("link", name="Go on to the next stage").count() == 0

    clerk.go(transfer.get_absolute_url())
    clerk.follow("Why is it better here?")
    clerk.fill("What will be better for residents, and how will they notice?", "Open at Easter")
    clerk.choose("No, I will come back to it")
    clerk.press("Save")
    clerk.sees("Begun")
    clerk.follow("Why is it better here?")
    words = clerk.page.locator("[name=words]")
    assert words.input_value() == "Open at Easter"
    clerk.choose("Yes, it is complete")
    clerk.press("Save")

    officer.go(transfer.get_absolute_url())
    officer.follow("Send it back: Why is it better here?")
    officer.fill("What is missing, or what do you see differently?", "Who opens it at Easter?")
    officer.press("Send it back")
    clerk.go("/")
    clerk.sees("Sent back")
    clerk.go(transfer.get_absolute_url())
    clerk.sees("Who opens it at Easter?")
    clerk.follow("Why is it better here?")
    clerk.sees("Who opens it at Easter?")
    clerk.page.locator("[name=words]").fill("Open at Easter, by two people of ours.")
    clerk.choose("Yes, it is complete")
    clerk.press("Save")
    clerk.sees("Open at Easter, by two people of ours.")
    assert "Who opens it at Easter?" not in clerk.page.content()
    visitor = open_browser(hands)
    visitor.go(transfer.get_absolute_url())
    visitor.sees("Sign in")


def change_value(officer, transfer):
    officer.go(transfer.get_absolute_url())
    officer.follow("Change what it is")
    officer.fill("What is it worth?", "15,000")
    officer.press("Save")
