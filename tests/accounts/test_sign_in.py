"""Signing in by e-mailed code: who gets in, who does not, and what an outsider can learn."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from core.models import AuditEvent, OutgoingEmail
from core.roles import Role
from tests.accounts.conftest import ask_for_code, code_in, enter_code, last_mail
from tests.accounts.factories import MembershipFactory, UserFactory, person, sign_in

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"


def signed_in(client):
    return "_auth_user_id" in client.session


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_clerk_signs_in_with_the_code_from_the_mail(client, clerk):
    ask_for_code(client, clerk.email)
    mail = last_mail(clerk.email)
    assert mail.kind == "accounts.sign_in_code"
    response = enter_code(client, code_in(mail))
    assert response.status_code == 302
    assert signed_in(client)
    assert AuditEvent.objects.about(clerk).first().verb == "accounts.signed_in"


def test_any_verified_address_signs_in_whatever_its_case(client, clerk):
    EmailAddress.objects.create(user=clerk, email="second@example.org", verified=True)
    ask_for_code(client, "Second@Example.org")
    enter_code(client, code_in(last_mail("second@example.org")))
    assert signed_in(client)


def test_a_code_may_be_pasted_with_spaces(client, clerk):
    ask_for_code(client, clerk.email)
    code = code_in(last_mail())
    enter_code(client, f" {code[:3]} {code[3:]} ")
    assert signed_in(client)


def shape(response, address):
    """The page without what must differ: the address the visitor typed and the tokens."""
    text = response.content.decode().replace(address, "ADDRESS")
    return response.status_code, response.redirect_chain, re.sub(r'value="[A-Za-z0-9]{60,}"', "", text)


def test_known_and_unknown_addresses_get_the_same_page(client, clerk):
    known = shape(ask_for_code(client, clerk.email), clerk.email)
    other = type(client)()
    unknown = shape(ask_for_code(other, "nobody@example.org"), "nobody@example.org")
    assert known == unknown
    assert OutgoingEmail.objects.count() == 2  # one mail each: the time it takes is the same too


def test_a_wrong_code_looks_the_same_for_known_and_unknown_addresses(client, clerk):
    other = type(client)()
    ask_for_code(client, clerk.email)
    ask_for_code(other, "nobody@example.org")
    code = wrong(code_in(last_mail(clerk.email)))
    known = enter_code(client, code, follow=True)
    unknown = enter_code(other, code, follow=True)
    assert shape(known, clerk.email) == shape(unknown, "nobody@example.org")


def test_an_unknown_address_is_told_by_mail_but_not_endlessly(client):
    for _turn in range(4):
        client.post(reverse("account_start_again"))
        ask_for_code(client, "nobody@example.org")
    mails = OutgoingEmail.objects.filter(kind="accounts.unknown_address")
    assert mails.count() == 3
    assert "nobody@example.org" in mails.first().text


def test_no_code_works_for_an_unknown_address(client):
    ask_for_code(client, "nobody@example.org")
    for code in ("", "000000", "None"):
        enter_code(client, code)
    assert not signed_in(client)


def test_following_the_address_of_the_code_page_neither_signs_in_nor_spends_the_code(client, clerk):
    ask_for_code(client, clerk.email)
    code = code_in(last_mail())
    client.get(reverse("account_confirm_login_code"), {"code": code})
    assert not signed_in(client)
    enter_code(client, code)
    assert signed_in(client)


def test_a_code_works_once_and_only_in_the_browser_that_asked(client, clerk):
    other = type(client)()
    ask_for_code(client, clerk.email)
    code = code_in(last_mail())
    enter_code(other, code)
    assert not signed_in(other)
    enter_code(client, code)
    client.post(reverse("account_logout"))
    enter_code(client, code)
    assert not signed_in(client)


def test_five_wrong_codes_end_the_attempt_and_are_recorded(client, clerk):
    ask_for_code(client, clerk.email)
    code = code_in(last_mail())
    for _turn in range(5):
        enter_code(client, wrong(code))
    enter_code(client, code)
    assert not signed_in(client)
    assert AuditEvent.objects.about(clerk).filter(verb="accounts.failed_code").count() == 5


def test_the_eleventh_guess_within_five_minutes_is_refused_from_wherever(client, clerk):
    statuses = []
    for _browser in range(3):
        browser = type(client)()
        ask_for_code(browser, clerk.email)
        statuses += [enter_code(browser, "000000").status_code for _turn in range(5)]
    assert statuses.count(429) == 5
    assert not any(status == 429 for status in statuses[:10])


def test_asking_for_codes_is_limited_with_a_plain_page(client, clerk):
    for _turn in range(5):
        client.post(reverse("account_start_again"))
        assert ask_for_code(client, clerk.email).status_code == 200
    client.post(reverse("account_start_again"))
    response = ask_for_code(client, clerk.email)
    assert response.status_code == 429
    assert "Too many attempts" in response.content.decode()


def test_the_code_runs_out_after_fifteen_minutes(client, clerk, time_machine):
    time_machine.move_to("2026-12-02 10:00:00+00:00")
    ask_for_code(client, clerk.email)
    code = code_in(last_mail())
    time_machine.shift(15 * 60 + 1)
    enter_code(client, code)
    assert not signed_in(client)


def test_a_closed_account_gets_no_code(client, clerk):
    clerk.is_active = False
    clerk.save()
    ask_for_code(client, clerk.email)
    assert last_mail().kind == "accounts.unknown_address"


def test_somebody_who_acts_for_nobody_is_told_what_to_do(client):
    someone = UserFactory()
    ask_for_code(client, someone.email)
    response = enter_code(client, code_in(last_mail()), follow=True)
    assert response.request["PATH_INFO"] == reverse("accounts:no-council")


def test_sign_out_needs_a_button_and_is_recorded(client, clerk):
    sign_in(client, clerk)
    client.get(reverse("account_logout"))
    assert signed_in(client)
    client.post(reverse("account_logout"))
    assert not signed_in(client)
    assert AuditEvent.objects.about(clerk).first().verb == "accounts.signed_out"


def test_signing_in_changes_the_session_key(client, clerk):
    ask_for_code(client, clerk.email)
    before = client.session.session_key
    enter_code(client, code_in(last_mail()))
    assert client.session.session_key != before


def test_there_is_no_way_to_sign_up_or_use_a_password(client):
    for path in ("signup/", "password/reset/", "password/change/", "email/", "confirm-email/abc/", "login/"):
        assert client.post(f"/accounts/{path}").status_code in (302, 404)
        arrived = client.get(f"/accounts/{path}", follow=True).request["PATH_INFO"]
        assert arrived in (f"/accounts/{path}", SIGN_IN)


def test_signing_in_leads_on_to_the_page_that_was_asked_for_but_never_off_the_portal(client, clerk):
    client.post(f"{SIGN_IN}?next=/people/me/", {"email": clerk.email})
    response = client.post("/accounts/sign-in/code/?next=/people/me/", {"code": code_in(last_mail())})
    assert response.url == "/people/me/"
    other = type(client)()
    other.post(f"{SIGN_IN}?next=https://evil.example/", {"email": clerk.email})
    url = "/accounts/sign-in/code/?next=https://evil.example/"
    assert "evil" not in other.post(url, {"code": code_in(last_mail())}).url


def test_an_officer_is_asked_for_the_app_at_every_sign_in(client, officer):
    ask_for_code(client, officer.email)
    response = enter_code(client, code_in(last_mail()))
    assert response.url == reverse("mfa_authenticate")
    assert not signed_in(client)


def test_memberships_of_other_people_do_not_matter(client, clerk):
    MembershipFactory(council=clerk.memberships.get().council, role=Role.COUNCILLOR)
    assert not clerk.needs_second_factor
    assert person(Role.MANAGER).needs_second_factor
