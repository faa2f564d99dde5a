"""A clerk whom nobody invited asks to act for two councils, is let in, and sees one list of what is due."""

import re

import pytest

from accounts.models import JoinRequest, Membership
from core.models import OutgoingEmail
from core.roles import Role
from tests.accounts.factories import UserFactory, person
from tests.councils.factories import CouncilFactory
from tests.journeys.mail import code_sent_to, last_mail, newest_mail, text_of, wait_for

LINK = re.compile(r"https?://[^/\s]+(/people/ask/confirm/\S+)")
MAIN_LINE = pytest.mark.parametrize("hands", ["mouse"], indirect=True)
ADDRESS = "clerk@wittersham.example"


@pytest.fixture
def ashford():
    return CouncilFactory(district=True, name="Ashford Borough Council", short_name="Ashford")


@pytest.fixture
def wittersham(ashford):
    return CouncilFactory(
        name="Wittersham", slug="wittersham", parents=[ashford], website="https://www.wittersham.example"
    )


@pytest.fixture
def stone(ashford):
    """It has a clerk already."""
    council = CouncilFactory(name="Stone-cum-Ebony", slug="stone-cum-ebony", parents=[ashford])
    person(Role.CLERK, council, name="Clerk before", email="before@stone.example")
    return council


def find_council(hand, name):
    """By the suggestion or, without scripts, by the page of matches."""
    if hand.javascript:
        hand.pick("Name of your council", name, name)
        hand.press("Find")
    else:
        hand.fill("Name of your council", name)
        hand.press("Find")
        hand.follow(name)
    hand.sees("Is this your council?")


def link_for(address):
    mail = wait_for(
        lambda: OutgoingEmail.objects.filter(to=address, kind="accounts.confirm_mailbox", status="sent").last(),
        "the mail to confirm",
    )
    return LINK.search(text_of(mail)).group(1)


def ask(clerk):
    clerk.go("/")
    clerk.follow("Ask to act for your council")
    clerk.press("Find")
    clerk.sees("Enter the name of your council")
    find_council(clerk, "Wittersham")
    clerk.press("Yes, add this council")
    clerk.sees("You ask to act for this council")
    find_council(clerk, "Stone-cum-Ebony")
    clerk.sees("Somebody already acts for this council as clerk")
    assert "before@stone.example" not in clerk.page.content()
    clerk.press("Add this council all the same")
    clerk.follow("Continue")
    clerk.fill("Your full name", "Clerk of Wittersham")
    clerk.choose("Clerk")
    clerk.fill("E-mail address", "wittersham@gmail.com")
    clerk.press("Continue")
    clerk.sees("This looks like a person’s own mailbox")
    clerk.fill("E-mail address", ADDRESS)
    clerk.press("Continue")
    clerk.sees("Check your answers")
    clerk.sees("Stone-cum-Ebony")
    clerk.press("Send the request")
    clerk.sees("Check your e-mail")


def decide(officer):
    """One is approved, the other refused with a reason."""
    officer.go("/")
    officer.follow("2 requests to join to decide")
    officer.follow("Wittersham")
    officer.sees("The address ends like the council’s website")
    officer.choose("Approve: they can act for the council")
    officer.press("Save the decision")
    officer.sees("Clerk of Wittersham can now act for Wittersham")
    officer.follow("Stone-cum-Ebony")
    officer.sees("Clerk before, clerk")
    officer.choose("Refuse")
    officer.press("Save the decision")
    officer.sees("Enter the reason, so that they know what to do")
    officer.fill("Reason", "The council has told us that its clerk stays.")
    officer.press("Save the decision")
    officer.sees("is refused. We have told them why.")


@MAIN_LINE
def test_a_clerk_asks_and_is_let_in(hands, open_browser, signed_in, ashford, wittersham, stone):
    officer = person(Role.LIAISON_OFFICER, ashford)
    clerk = open_browser(hands)
    ask(clerk)
    link = link_for(ADDRESS)
    clerk.go(link)
    clerk.go(link)  # looking at it confirms nothing
    assert not JoinRequest.objects.waiting().exists()
    clerk.press("Confirm my mailbox and send the request")
    clerk.sees("Your request is on its way")
    clerk.go(link)
    clerk.sees("This link no longer works")

    decide(signed_in(officer, hands))
    assert "stays" in newest_mail(ADDRESS, kind="accounts.join_refused").text
    assert newest_mail(ADDRESS, kind="accounts.join_approved")
    clerk.go("/")
    clerk.follow("Sign in")
    before = last_mail()
    clerk.fill("E-mail address", ADDRESS)
    clerk.press("Send me a code")
    clerk.fill("6-digit code", code_sent_to(ADDRESS, after=before))
    clerk.press("Sign in")
    clerk.sees("What needs you now")
    clerk.sees("for Wittersham")
    assert Membership.objects.current().filter(council=wittersham, role=Role.CLERK, may_sign=True).exists()


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_a_clerk_of_five_councils_adds_one_that_is_not_in_the_list(hands, signed_in, ashford, wittersham):
    clerk = person(Role.CLERK, wittersham, name="Clerk of five")
    more = [CouncilFactory(name=name, parents=[ashford]) for name in ("Aldington", "Bilsington", "Kenardington")]
    for council in more:
        clerk.memberships.create(council=council, role=Role.CLERK)
    administrator = UserFactory(is_staff=True, app=True)
    at_home = signed_in(clerk, hands)
    at_home.go("/people/me/")
    at_home.follow("Ask to act for another council")
    at_home.follow("My council is not in the list")
    at_home.fill("Name of the council", "Newly Made")
    at_home.fill("District, borough or county it is in", "Ashford")
    at_home.press("Add this council")
    at_home.sees("not in our list")
    at_home.follow("Continue")
    at_home.choose("Clerk")
    at_home.press("Continue")  # name and address are known
    at_home.press("Send the request")
    at_home.go(link_for(clerk.email))
    at_home.press("Confirm my mailbox and send the request")

    found = CouncilFactory(name="Newly Made", slug="newly-made", parents=[ashford])
    office = signed_in(administrator, hands)
    office.go("/")
    office.follow("1 request to join to decide")
    office.follow("Newly Made (Ashford)")
    office.choose("Approve: they can act for the council")
    office.pick("Which council is meant?", "Newly Made", "Newly Made")
    office.press("Save the decision")
    assert clerk.memberships.current().filter(council=found).exists()

    at_home.go("/")
    at_home.sees("Councils I act for")
    for council in (wittersham, found, *more):
        at_home.sees(council.full_name)
