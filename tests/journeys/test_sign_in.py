"""Coming in: invited, joined, signed in by a mailed code, and for an officer by the app on the phone too."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.models import Invitation, InvitationBatch, Membership, User
from core.roles import Role
from tests.accounts.factories import MembershipFactory, person
from tests.councils.factories import CouncilFactory
from tests.journeys.hands import HANDS
from tests.journeys.mail import code_sent_to, last_mail, link_sent_to, newest_mail, wait_for

MAIN_LINE = pytest.mark.parametrize("hands", ["no-script"], indirect=True)
WITH_SCRIPTS = pytest.mark.parametrize("hands", ["mouse"], indirect=True)


@pytest.fixture
def shire():
    """A principal council with three local ones."""
    return CouncilFactory(principal=True, name="Eastshire Council", short_name="Eastshire")


@pytest.fixture
def olney(shire):
    return CouncilFactory(name="Olney", slug="olney", parents=[shire])


def ask_for_code(hand, address):
    """From any page to the page where the code is asked for."""
    hand.go("/")
    hand.follow("Sign in")
    hand.fill("E-mail address", address)
    hand.press("Send me a code")
    hand.sees("Check your e-mail")


def sign_in_by_code(hand, address):
    """What a clerk does each time."""
    before = last_mail()
    ask_for_code(hand, address)
    hand.fill("6-digit code", code_sent_to(address, after=before))
    hand.press("Sign in")


def set_up_app(hand):
    """Types the key into the app on the phone and gives its first code; returns the printed recovery codes."""
    hand.sees("Protect your account")
    hand.follow("Set up an authenticator app")
    hand.open("I cannot scan the picture")
    secret = hand.page.locator("#app-key").inner_text().replace(" ", "")
    counters = list(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
    hand.fill("6-digit code from the app", "12")
    hand.press("Continue")
    hand.sees("There is a problem")
    assert hand.page.locator("#app-key").text_content().replace(" ", "") == secret  # the phone has it already
    hand.fill("6-digit code from the app", code)
    hand.press("Continue")
    hand.sees("Your recovery codes")
    printed = hand.page.locator(".portal-codes li").all_inner_texts()
    assert len(set(printed)) == 10
    assert hand.page.get_by_role("button", name="Print the codes").is_visible() == hand.javascript
    hand.follow("I have kept them, continue")
    hand.sees("What needs you now")
    return printed


def invite_clerk(hand, address):
    """From home through the council's page to the invitation."""
    hand.go("/")
    hand.follow("Olney")
    hand.follow("Who has access")
    hand.follow("Invite someone")
    hand.choose("Clerk")
    hand.fill("E-mail address", address)
    hand.choose("May sign for the council")
    hand.press("Send invitation")
    hand.sees(f"The invitation is on its way to {address}")
    hand.sees("Invited, not joined yet")


def test_an_officer_brings_a_clerk_in_and_both_come_back(hands, shire, olney, open_browser):
    officer = person(Role.LIAISON_OFFICER, shire, app=False, email="officer@example.org", name="Officer of Eastshire")
    at_county_hall = open_browser(hands)
    sign_in_by_code(at_county_hall, officer.email)
    recovery_codes = set_up_app(at_county_hall)
    invite_clerk(at_county_hall, "clerk@olney.example")

    link = link_sent_to("clerk@olney.example")
    open_browser(HANDS["no-script"]).go(link)  # a mail scanner follows it first
    clerk = open_browser(hands)
    clerk.go(link)
    clerk.go(link)
    clerk.sees("Officer of Eastshire, Liaison officer")
    assert Invitation.objects.waiting().count() == 1
    assert not User.objects.exclude(pk=officer.pk).exists()
    clerk.press("Join")
    clerk.sees("Enter your full name")
    clerk.fill("Your full name", "Clerk of Olney")
    clerk.press("Join")
    clerk.sees("What needs you now")
    clerk.sees("for Olney")
    membership = Membership.objects.get(council=olney)
    assert (membership.role, membership.may_sign, membership.user.email) == (Role.CLERK, True, "clerk@olney.example")

    clerk.sign_out()
    clerk.go(link)
    clerk.sees("This link no longer works")
    wrong_code_then_right(clerk, "clerk@olney.example")

    at_county_hall.sign_out()
    sign_in_by_code(at_county_hall, officer.email)
    at_county_hall.sees("Enter the code from your app")
    at_county_hall.fill("Code", recovery_codes[3])  # the phone is at home
    at_county_hall.press("Continue")
    at_county_hall.sees("What needs you now")
    at_county_hall.go("/people/me/")
    at_county_hall.follow("Show")
    at_county_hall.sees("Enter the code from your app again")


def wrong_code_then_right(hand, address):
    """A slip of the finger is told at the field; the same code still works."""
    before = last_mail()
    ask_for_code(hand, address)
    code = code_sent_to(address, after=before)
    hand.fill("6-digit code", "000000" if code != "000000" else "111111")
    hand.press("Sign in")
    hand.sees("There is a problem")
    hand.sees("The code is not right. Check it and enter it again")
    hand.fill("6-digit code", f"{code[:3]} {code[3:]}")  # as some mail programs show it
    hand.press("Sign in")
    hand.sees("What needs you now")


@WITH_SCRIPTS
def test_nobody_learns_which_addresses_have_an_account(hands, shire, olney, open_browser):
    clerk = person(Role.CLERK, olney)
    pages = []
    for address in (clerk.email, "nobody@example.org"):
        visitor = open_browser(hands)
        ask_for_code(visitor, address)
        waiting = visitor.page.locator("main").inner_text().replace(address, "X")
        visitor.fill("6-digit code", "000000")
        visitor.press("Sign in")
        pages.append((waiting, visitor.page.locator("main").inner_text().replace(address, "X"), visitor.page.title()))
    assert pages[0] == pages[1]
    assert newest_mail("nobody@example.org").kind == "accounts.unknown_address"


MAILBOXES = """Parish council;E-mail;Name
Olney Town Council;clerk@olney.example;
Astwood PC;clerk@astwood.example;Clerk of Astwood
Emberton;someone@gmail.com;
Nowhere;clerk@nowhere.example;
Lavendon;clerk at lavendon;
Olney;clerk@olney.example;
"""


@MAIN_LINE
def test_an_officer_invites_everyone_from_a_spreadsheet(hands, shire, olney, signed_in, open_browser):
    for name in ("Astwood", "Emberton", "Lavendon"):
        CouncilFactory(name=name, parents=[shire])
    officer = signed_in(person(Role.LIAISON_OFFICER, shire), hands)
    officer.go(f"/people/councils/{shire.slug}/")
    officer.follow("Invite local councils from a list")
    officer.attach("CSV file", "mailboxes.csv", b"place;mail\nOlney;x@example.org\n")
    officer.press("Upload and check")
    officer.sees("must name the columns")
    officer.attach("CSV file", "mailboxes.csv", MAILBOXES.encode("cp1252"))
    officer.press("Upload and check")
    officer.sees("Check the list before it is sent")
    officer.sees("None of your local councils has this name")
    officer.sees("The e-mail address is missing or not right")
    officer.sees("The same line is in the file twice")
    officer.sees("This looks like a person’s own mailbox")
    assert not Invitation.objects.exists()

    officer.press("Send 3 invitations")
    wait_for(InvitationBatch.objects.exclude(finished_at=None).exists, "the invitations")
    officer.go(officer.page.url)
    officer.sees("3 invitations were sent")
    officer.follow("See who has joined")
    officer.sees("0 of 3 local councils joined")
    officer.sees("1 local council has not been invited")

    clerk = open_browser(hands)
    clerk.go(link_sent_to("clerk@astwood.example"))
    clerk.press("Join")  # the list gave the name
    clerk.sees("What needs you now")
    officer.go(officer.page.url)
    officer.sees("1 of 3 local councils joined")
    officer.follow("Joined (1)")
    assert officer.page.locator("tbody tr").count() == 1


@pytest.mark.parametrize("hands", ["keyboard"], indirect=True)
def test_a_clerk_of_five_councils_changes_between_them(hands, shire, signed_in):
    councils = [CouncilFactory(name=name, parents=[shire]) for name in ("Ash", "Beech", "Cedar", "Elm", "Oak")]
    someone = person(Role.CLERK, councils[0])
    for council in councils[1:]:
        MembershipFactory(user=someone, council=council)
    clerk = signed_in(someone, hands)
    clerk.go("/")
    cards = clerk.page.locator(".portal-cards h3").all_inner_texts()
    assert [name.split()[0] for name in cards] == ["Ash", "Beech", "Cedar", "Elm", "Oak"]
    for council in (councils[3], councils[1]):
        clerk.follow(re.compile("^(Change|Choose) the council you act for"))
        clerk.choose(council.label)
        clerk.press("Continue")
        clerk.sees(f"for {council.name}")
        assert council.name in clerk.page.locator(".portal-header__acting").inner_text()


@WITH_SCRIPTS
def test_a_half_typed_answer_survives_the_end_of_the_session(hands, olney, signed_in):
    someone = person(Role.CLERK, olney)
    clerk = signed_in(someone, hands)
    clerk.go("/councils/olney/profile/people/")
    clerk.fill("When the council usually meets", "Second Tuesday of the month")
    Session.objects.all().delete()
    before = last_mail()
    clerk.press("Save and continue")
    clerk.fill("E-mail address", someone.email)
    clerk.press("Send me a code")
    clerk.fill("6-digit code", code_sent_to(someone.email, after=before))
    clerk.press("Sign in")
    assert clerk.page.url.endswith("/councils/olney/profile/people/")
    clerk.sees("We have put back what you typed")
    expect(clerk.page.get_by_label("When the council usually meets")).to_have_value("Second Tuesday of the month")
    clerk.press("Save and continue")
    olney.profile.refresh_from_db()
    assert olney.profile.meeting_cadence == "Second Tuesday of the month"
