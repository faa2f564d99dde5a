"""Signing in through the council's own sign-in, with a real browser and a real provider, and what else may happen."""

import pytest

from core.roles import Role
from tests.accounts.factories import app_code, person
from tests.councils.factories import CouncilFactory
from tests.provider import PASSWORD
from tests.provider.running import running

BUTTON = "Sign in with Eastshire sign-in"


@pytest.fixture(scope="module")
def running_provider(live_server, tmp_path_factory):
    answer = f"{live_server.url}/accounts/sign-in/provider/answer/"
    with running(tmp_path_factory.mktemp("provider"), answer) as provider:
        yield provider


@pytest.fixture
def provider(running_provider, settings):
    settings.OIDC = running_provider.as_set()
    return running_provider


def go_to_provider(hand, name):
    """From the portal to the provider, and through its pages as far as the question whether it may tell."""
    hand.go("/accounts/sign-in/")
    with hand.page.expect_navigation():
        hand.page.get_by_role("button", name=BUTTON).click()
    hand.page.get_by_label("Name").fill(name)
    hand.page.get_by_label("Password").fill(PASSWORD)
    hand.page.get_by_role("button", name="Go on").click()


def says(hand, answer):
    hand.page.get_by_role("button", name=answer).click()
    hand.look()


@pytest.mark.parametrize("hands", ["mouse", "no-script"], indirect=True)
def test_a_clerk_and_an_officer_sign_in_through_their_council(hands, provider, settings, open_browser):
    shire = CouncilFactory(principal=True, name="Eastshire Council", short_name="Eastshire")
    clerk = person(Role.CLERK, CouncilFactory(parents=[shire]), email="clerk@example.org")
    officer = person(Role.LIAISON_OFFICER, shire, email="officer@example.org")
    people = {
        "clerk": {"email": clerk.email, "email_verified": True},
        "officer": {"email": officer.email, "email_verified": True},
    }
    provider.says(people)

    hand = open_browser(hands)
    go_to_provider(hand, "clerk")
    says(hand, "No")
    hand.sees("You have not signed in")
    hand.follow("Try Eastshire sign-in again")  # the provider still knows the clerk: only its question is left
    says(hand, "Yes")
    hand.sees("What needs you now")
    hand.go("/people/me/sign-ins/")
    hand.sees("sign-in of the council")
    hand.sign_out()

    provider.says({**people, "clerk": {"email": clerk.email, "email_verified": False}})
    hand.page.goto("/accounts/sign-in/provider/")
    says(hand, "Yes")
    hand.sees("Your e-mail address is not confirmed")
    provider.says({**people, "clerk": {"email": "stranger@example.org", "email_verified": True}})
    hand.page.goto("/accounts/sign-in/provider/")
    says(hand, "Yes")
    hand.sees("There is no account with this address")
    hand.follow("How to get an account")
    hand.sees("Accounts are by invitation.")

    second = open_browser(hands)
    go_to_provider(second, "officer")
    says(second, "Yes")
    second.sees("Enter the code from your app")
    second.fill("Code", app_code(officer))
    second.press("Continue")
    second.sees("What needs you now")
    second.sign_out()

    settings.OIDC = provider.as_set(issuer="http://127.0.0.1:9")
    second.go("/accounts/sign-in/provider/")
    second.sees("This way to sign in does not work at the moment")
    second.follow("Sign in with a code")
    settings.OIDC = None
    second.go("/accounts/sign-in/")
    second.sees("We send a code to your e-mail address")
    assert not second.page.get_by_text("Eastshire").count()
