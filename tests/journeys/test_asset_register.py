"""The register of a principal council: loaded by an officer, found by a clerk and by anyone, on list and map."""

import pytest

from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from tests.journeys.hands import HANDS
from tests.transfers.factories import SAMPLE
from transfers.models import Asset

PATIENCE = 120_000  # milliseconds; the worker may have other things to do


def load(officer, content, summary):
    officer.go("/assets/load/")
    officer.attach("CSV file in the columns of the Transparency Code", "assets.csv", content)
    officer.press("Show what would change")
    officer.page.get_by_text(summary).first.wait_for(timeout=PATIENCE)  # the page goes on by itself


def look_and_apply(officer):
    """What is odd in the file is told; nothing is there before the officer goes on."""
    load(officer, SAMPLE.read_bytes(), "608 rows: 608 new, 0 changed")
    officer.look()
    officer.sees("GeoX and GeoY were the wrong way round and are turned")
    officer.sees("Far from all the others")
    assert Asset.objects.count() == 0
    officer.follow("Go on: load the register")
    officer.sees("Load the register of Trafford Council?")
    officer.press("Load the register")
    officer.page.get_by_text("608 rows: 608 new, 0 changed").first.wait_for(timeout=PATIENCE)
    officer.page.get_by_role("link", name="The register", exact=True).wait_for(timeout=PATIENCE)
    assert Asset.objects.count() == 608


def the_next_file(officer):
    """The same again changes nothing; half of it is refused."""
    load(officer, SAMPLE.read_bytes(), "608 rows, and nothing differs from the register")
    half = SAMPLE.read_bytes().splitlines(keepends=True)[:300]
    load(officer, b"".join(half), "It was probably cut off")


def open_for_transfer(officer):
    officer.go("/assets/?q=partington+community+centre")
    officer.follow("Partington Community Centre")
    officer.follow("Open it for transfer")
    officer.choose("Yes, local councils may ask to take it on")
    officer.press("Save")
    officer.sees("Enter this before it is open for transfer")
    officer.fill("Why is it better in the hands of a local council?", "The town can open it longer.")
    officer.fill("What would a local council take on?", "The building and its upkeep.")
    officer.press("Save")
    officer.sees("Open for transfer since")


def look_at_the_map(hand, address):
    """Closer and closer by links alone, until one asset is left; the table says the same at each step."""
    hand.go(address)
    hand.sees("Map of 371 places")
    hand.sees("2 places lie so far from all the others that they are not drawn")
    hand.sees("608 assets and services")
    before = 371
    for _step in range(8):
        mark = hand.page.locator(".asset-map a[href*='box=']").last
        if not mark.count():
            break
        hand._activate(mark)
        there = int(hand.page.locator("#assets").inner_text().split()[0])
        assert there < before
        before = there
    hand.page.locator(".asset-map a").first.wait_for()


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_a_register_is_loaded_and_found(hands, signed_in, open_browser):
    principal = CouncilFactory(principal=True, short_name="Trafford", name="Trafford Council", slug="trafford")
    partington = CouncilFactory(parents=[principal], name="Partington")
    officer = signed_in(person(Role.LIAISON_OFFICER, principal))
    look_and_apply(officer)
    the_next_file(officer)
    open_for_transfer(officer)
    clerk = signed_in(
        person(Role.CLERK, partington), HANDS["phone"], viewport={"width": 320, "height": 700}, has_touch=True
    )
    clerk.go(partington.get_absolute_url())
    clerk.follow("Partington Community Centre")
    clerk.sees("The building and its upkeep.")
    clerk.sees("In the area of")
    visitor = open_browser(hands)
    look_at_the_map(visitor, "/assets/?of=trafford")
    visitor.go("/assets/?of=trafford&place=no")
    visitor.sees("235 assets and services")
