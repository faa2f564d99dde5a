"""A passkey from the first day to the last: with the virtual device of the browser, which has real keys."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from accounts.passkeys import passkeys_of
from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from tests.journeys.hands import HANDS
from tests.journeys.mail import code_sent_to, last_mail
from tests.journeys.test_sign_in import ask_for_code, sign_in_by_code

LAPTOP = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Laptop:
    """A computer with a fingerprint reader."""

    def __init__(self, page):
        self.devtools = page.context.new_cdp_session(page)
        self.devtools.send("WebAuthn.enable")
        self.name = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": LAPTOP})["authenticatorId"]

    def knows_the_finger(self, known):
        options = {"authenticatorId": self.name, "isUserVerified": known}
        self.devtools.send("WebAuthn.setUserVerified", options)

    def passkeys(self):
        return self.devtools.send("WebAuthn.getCredentials", {"authenticatorId": self.name})["credentials"]


@pytest.fixture
def officer(transactional_db):
    shire = CouncilFactory(principal=True, name="Eastshire Council", short_name="Eastshire")
    return person(Role.LIAISON_OFFICER, shire, app=False, email="officer@example.org", name="Officer of Eastshire")


def printed(page):
    """The page as it comes out of the printer."""
    result = subprocess.run(["pdftotext", "-layout", "-", "-"], input=page.pdf(), capture_output=True, check=True)
    return result.stdout.decode()


def codes_on(page):
    return [code.replace(" ", "") for code in page.locator(".portal-codes li").all_inner_texts()]


@pytest.mark.parametrize("hands", ["keyboard"], indirect=True)
def test_an_officer_signs_in_with_a_fingerprint(hands, officer, open_browser):
    hand = open_browser(hands)
    laptop = Laptop(hand.page)
    sign_in_by_code(hand, officer.email)
    hand.sees("Protect your account")
    hand.follow("Add a passkey")

    laptop.knows_the_finger(False)
    hand.fill("A name for it", "Laptop at County Hall")
    hand.page.get_by_role("button", name="Add the passkey").click()
    hand.sees("That did not work, or you stopped it. Nothing has changed. Try again.")
    hand.look()
    assert not passkeys_of(officer).exists()
    laptop.knows_the_finger(True)
    hand.press("Add the passkey")
    hand.sees("Your recovery codes")
    codes = codes_on(hand.page)
    paper = printed(hand.page)
    assert all(f"{code[:4]} {code[4:]}" in paper for code in codes)
    assert officer.email in paper
    assert "Make new codes" not in paper
    assert "Print the codes" not in paper
    hand.follow("I have kept them, continue")
    hand.sees("What needs you now")
    assert len(laptop.passkeys()) == 1

    hand.sign_out()
    hand.go("/")
    hand.follow("Sign in")
    hand.follow("Sign in with a passkey")
    hand.press("Sign in with a passkey")
    hand.sees("What needs you now")

    hand.sign_out()
    sign_in_by_code(hand, officer.email)
    hand.sees("Show that it is you")
    hand.press("Use a passkey")
    hand.sees("What needs you now")
    keep_passkeys(hand, laptop)
    new_codes_for_old(hand, officer, codes)


def keep_passkeys(hand, laptop):
    """The list under My account: named, never twice on one device, never without."""
    hand.go("/people/me/")
    hand.follow("Manage")
    row = hand.page.locator("tbody tr")
    expect(row).to_contain_text("Laptop at County Hall")
    expect(row.locator("td").nth(1)).to_contain_text(re.compile(r"\d{4}"))  # used a moment ago
    hand.follow("Rename")
    hand.fill("Name", "Laptop at home")
    hand.press("Save")
    expect(row).to_contain_text("Laptop at home")
    hand.follow("Add a passkey")
    hand.sees("Show again that it is you")
    hand.press("Use a passkey")
    hand.page.get_by_role("button", name="Add the passkey").click()
    hand.sees("This device has a passkey for you already.")
    hand.go("/accounts/passkeys/")
    hand.follow("Remove")
    hand.press("Remove the passkey")
    hand.sees("Your role needs it. Set up another passkey or app first, then remove this one.")
    assert len(laptop.passkeys()) == 1


def new_codes_for_old(hand, officer, old):
    """A new sheet makes the old one worthless."""
    hand.go("/people/me/")
    hand.sees("10 of 10 left")
    hand.follow("Show and print")
    hand.follow("Make new codes")
    hand.press("Make new codes")
    new = codes_on(hand.page)
    assert not set(old) & set(new)
    hand.sign_out()
    sign_in_by_code(hand, officer.email)
    hand.fill("Code", old[0])
    hand.press("Continue")
    hand.sees("The code is not right")
    hand.fill("Code", new[0])
    hand.press("Continue")
    hand.sees("What needs you now")
    hand.go("/people/me/")
    hand.sees("9 of 10 left")


def test_without_scripts_the_pages_say_so_and_offer_the_app(officer, open_browser):
    hand = open_browser(HANDS["no-script"])
    hand.go("/accounts/sign-in/passkey/")
    hand.sees("Passkeys need JavaScript, which is switched off in this browser. Sign in with your e-mail address")
    assert not hand.page.get_by_role("button", name="Sign in with a passkey").is_visible()
    before = last_mail()
    ask_for_code(hand, officer.email)
    hand.fill("6-digit code", code_sent_to(officer.email, after=before))
    hand.press("Sign in")
    hand.sees("Passkeys need JavaScript, which is switched off in this browser. Use an app on your phone.")
    hand.follow("Add a passkey")
    hand.sees("Set up an authenticator app instead.")
    assert not hand.page.get_by_label("A name for it").is_visible()
    hand.follow("Use an app on my phone instead")
    hand.sees("Set up an authenticator app")
