"""Signing in as a role, reading the mail, seeing the codes."""

import mailbox
from email.message import EmailMessage
from importlib import import_module

import pytest

from accounts.models import User
from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
OFFICER = "Liaison officer, Milton Keynes"


@pytest.fixture
def officer(demo):
    return person(Role.LIAISON_OFFICER, CouncilFactory(principal=True), name=OFFICER)


@pytest.fixture
def letter(demo):
    box = mailbox.Maildir(demo.MAIL_DIR)
    message = EmailMessage()
    message["To"], message["Subject"] = "olney@example.org", "123456 is your code to sign in"
    message["Date"] = "Mon, 02 Nov 2026 10:00:00 +0000"
    message.set_content("Your code: 123456")
    message.add_alternative("<p>Your code</p><script>alert(1)</script>", subtype="html")
    return box.add(message.as_bytes())


def test_a_button_signs_in_as_an_officer_with_the_second_factor(client, officer):
    assert OFFICER in client.get("/demo/").content.decode()
    response = client.post("/demo/", {"role": OFFICER}, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "My councils" in response.content.decode()


def test_another_role_takes_the_place_of_the_first(client, officer):
    clerk = person(Role.CLERK, CouncilFactory(name="Olney"), name="Clerk, Olney")
    client.post("/demo/", {"role": OFFICER})
    client.post("/demo/", {"role": clerk.name})
    assert client.session["_auth_user_id"] == str(clerk.pk)


@pytest.mark.parametrize("name", ["A real person", "", "Manager, Milton Keynes"])
def test_only_role_accounts_that_are_loaded_can_be_taken(client, demo, name):
    person(Role.CLERK, CouncilFactory(), name="A real person")
    client.post("/demo/", {"role": name})
    assert "_auth_user_id" not in client.session


def test_looking_at_the_page_signs_nobody_in(client, officer):
    client.get("/demo/", {"role": OFFICER})
    assert "_auth_user_id" not in client.session


def test_the_mailbox_lists_and_shows_a_letter(client, letter):
    assert "123456 is your code" in client.get("/demo/mail/").content.decode()
    assert "123456 is your code" not in client.get("/demo/mail/?to=astwood").content.decode()
    assert "Your code: 123456" in client.get(f"/demo/mail/{letter}/").content.decode()


def test_the_html_of_a_letter_is_shown_in_a_sandbox(client, letter, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "PageGuard" not in name]
    response = client.get(f"/demo/mail/{letter}/html/")
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert client.get("/demo/mail/elsewhere/html/").status_code == 404


@pytest.mark.parametrize("key", ["elsewhere", "..", "new"])
def test_only_letters_can_be_read(client, letter, key):
    assert client.get(f"/demo/mail/{key}/").status_code == 404


def test_the_mailbox_says_when_there_is_none(client, demo):
    assert "MAIL_DIR" in client.get("/demo/mail/").content.decode()


def test_the_codes_of_officers_are_shown_and_right(client, officer):
    code = import_module("demo.app").code_of(User.objects.get(pk=officer.pk))
    assert code in client.get("/demo/app/").content.decode()
    assert officer.authenticator_set.get(type="totp").wrap().validate_code(code)
