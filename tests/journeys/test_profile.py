"""A council says who it is: a clerk on a phone, group by group, then checked and confirmed."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from core.roles import Role
from councils.models import CouncilStatus, Profile
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory

PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
NOTE = "Our hall is flooded until June"
TELEPHONE = "01797 270 000"


@pytest.fixture
def ashford():
    return CouncilFactory(district=True, name="Ashford Borough Council", short_name="Ashford")


@pytest.fixture
def wittersham(ashford):
    return CouncilFactory(
        name="Wittersham", slug="wittersham", type="not_known", status=CouncilStatus.LISTED, parents=[ashford]
    )


def who(clerk):
    clerk.follow("Who we are")
    clerk.choose("Parish council")
    clerk.fill("Residents", "1,112")
    clerk.fill("Electors", "1120")
    clerk.press("Save and continue")
    clerk.sees("Electors must be 1,112 or fewer, the number of residents")
    clerk.fill("Electors", "890")
    clerk.press("Save and continue")
    clerk.sees("Who we are saved")


def contact(clerk):
    clerk.follow("Contact")
    clerk.fill("Shared mailbox", "clerk@wittersham.example")
    clerk.fill("Website", "wittersham.example")
    clerk.press("Save and continue")


def people_and_meetings(clerk):
    """So few councillors and meetings are asked about, and saved."""
    clerk.follow("People and meetings")
    clerk.fill("Councillors when every seat is filled", "3")
    clerk.fill("Staff hours a week, all staff together", "7.5")
    clerk.fill("Meetings of the full council in a year", "2")
    clerk.press("Save and continue")
    clerk.sees("People and meetings saved")
    clerk.sees("A council normally has at least 5 councillors")
    clerk.sees("A council normally meets at least 4 times a year")


def money_and_services(clerk):
    clerk.follow("Money and powers")
    clerk.fill("Precept this year", "£12,345.67")
    clerk.choose("No", group="Has the council the general power of competence?")
    clerk.press("Save and continue")
    clerk.follow("Services and needs")
    for service in ("Allotments", "Bus shelters", "Play areas"):
        clerk.choose(service)
    clerk.press("Save and continue")


def what_only_the_officer_reads(clerk):
    clerk.follow("How we see ourselves")
    clerk.choose("2", group="Resources")
    clerk.choose("5, ready to take on more", group="Appetite for new services")
    clerk.press("Save and continue")
    clerk.follow("Private notes")
    clerk.fill("Telephone of the clerk", TELEPHONE)
    clerk.fill("Note for the officers of your principal council", NOTE)
    clerk.press("Save and continue")


def check_and_confirm(clerk):
    clerk.follow("Check and confirm")
    clerk.sees("£12,345.67")
    clerk.sees("A council normally has at least 5 councillors")
    clerk.follow("Change People and meetings")
    clerk.fill("Meetings of the full council in a year", "12")
    clerk.press("Save and continue")
    clerk.sees("Check the answers")
    clerk.press("Confirm the profile")
    clerk.sees("Profile confirmed")
    clerk.follow("See the council’s page")
    clerk.sees(f"Last confirmed on {date_format(timezone.localdate(), 'j F Y')}")
    clerk.follow("History of changes")
    clerk.sees("Meetings of the full council in a year: 2 → 12")
    clerk.sees("Profile confirmed")


@pytest.mark.parametrize("hands", ["phone", "no-script"], indirect=True)
def test_a_clerk_describes_the_council_and_confirms_it(hands, wittersham, signed_in):
    someone = person(Role.CLERK, wittersham)
    clerk = signed_in(someone, hands, **PHONE)
    clerk.go("/")
    clerk.follow("Edit or confirm the profile")
    clerk.sees("Nobody has confirmed it yet")
    for part in (who, contact, people_and_meetings, money_and_services, what_only_the_officer_reads):
        part(clerk)
    check_and_confirm(clerk)
    wittersham.refresh_from_db()
    profile = Profile.objects.get(council=wittersham)
    assert (wittersham.status, wittersham.full_name) == (CouncilStatus.CONFIRMED, "Wittersham Parish Council")
    assert (profile.precept_pence, profile.gpc, profile.councillors) == (1234567, False, 3)
    assert (profile.resource, profile.appetite, profile.style) == (2, 5, None)
    assert set(profile.services) == {"allotments", "bus_shelters", "play"}
    assert profile.last_confirmed_by == someone


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_private_answers_are_for_the_council_and_its_officer(hands, ashford, wittersham, signed_in, open_browser):
    Profile.objects.create(council=wittersham, councillors=7, private_note=NOTE, clerk_phone=TELEPHONE, resource=2)
    neighbour = CouncilFactory(name="Appledore", parents=[ashford])
    readers = {
        "the clerk": (signed_in(person(Role.CLERK, wittersham)), True),
        "its officer": (signed_in(person(Role.LIAISON_OFFICER, ashford)), True),
        "a neighbour": (signed_in(person(Role.CLERK, neighbour)), False),
        "another officer": (signed_in(person(Role.LIAISON_OFFICER)), False),
        "a visitor": (open_browser(hands), False),
    }
    for reader, (browser, may_read) in readers.items():
        browser.go("/councils/wittersham/")
        page = browser.page.locator("main").inner_text()
        assert "Councillors when every seat is filled" in page, reader
        for private in (NOTE, TELEPHONE, "Resources"):
            assert (private in page) == may_read, f"{reader}: {private}"


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_two_people_at_once_lose_nothing(hands, wittersham, signed_in):
    first, second = (signed_in(person(Role.CLERK, wittersham), hands) for _ in range(2))
    for clerk in (first, second):
        clerk.go("/councils/wittersham/profile/people/")
    first.fill("Councillors when every seat is filled", "7")
    first.press("Save and continue")
    second.fill("When the council usually meets", "First Monday")
    second.press("Save and continue")
    second.sees("There is a problem")
    assert Profile.objects.get(council=wittersham).councillors == 7
    assert second.page.get_by_label("When the council usually meets").input_value() == "First Monday"
