"""Passkeys: added, used as the second factor and alone, renamed, removed; never a way round it."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts import actions
from accounts.passkeys import passkeys_of
from core.exceptions import Refused
from core.models import AuditEvent
from core.roles import Role
from tests.accounts.conftest import ask_for_code, code_in, enter_code, last_mail
from tests.accounts.devices import Device, give_passkey
from tests.accounts.factories import person, sign_in
from tests.saving import save

pytestmark = pytest.mark.django_db
ADD, ALONE = "/accounts/passkeys/add/", "/accounts/sign-in/passkey/"
HOME = "/people/me/"


@pytest.fixture
def signed_in_clerk(client, clerk):
    client.force_login(clerk)
    return client


def begin(client, user):
    """As far as the second factor."""
    ask_for_code(client, user.email)
    return enter_code(client, code_in(last_mail(user.email)), follow=True)


def test_a_clerk_adds_a_passkey_and_gets_recovery_codes(signed_in_clerk, clerk):
    device = Device()
    page = signed_in_clerk.get(ADD)
    response = signed_in_clerk.post(ADD, {"name": "Laptop", "credential": device.create(page)}, follow=True)
    assert response.redirect_chain[0][0] == reverse("mfa_view_recovery_codes")
    assert "10 of 10 codes are left" in response.content.decode()
    assert [found.wrap().name for found in passkeys_of(clerk)] == ["Laptop"]
    assert last_mail(clerk.email).subject == "Your account has changed: a passkey was added: Laptop"
    assert "Added the passkey “Laptop”" in AuditEvent.objects.about(clerk).first().sentence


def test_the_second_passkey_brings_no_new_codes(signed_in_clerk, clerk):
    give_passkey(signed_in_clerk)
    codes = Authenticator.objects.get(user=clerk, type="recovery_codes").data
    give_passkey(signed_in_clerk, "Phone")
    assert passkeys_of(clerk).count() == 2
    assert Authenticator.objects.get(user=clerk, type="recovery_codes").data == codes


def test_the_page_asks_for_a_passkey_that_checks_who_holds_it(signed_in_clerk):
    asked = Device().asked(signed_in_clerk.get(ADD))
    assert asked["rp"] == {"id": "localhost", "name": "Common Ground"}
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"


@pytest.mark.parametrize(
    "device", [Device(verifies=False), Device(origin="https://false.example"), Device(rp="false.example")]
)
def test_a_device_that_checks_nobody_or_was_misled_is_refused(signed_in_clerk, clerk, device):
    page = signed_in_clerk.get(ADD)
    answer = signed_in_clerk.post(ADD, {"name": "Laptop", "credential": device.create(page)}).content.decode()
    assert "This passkey is not known here" in answer
    assert not passkeys_of(clerk).exists()


def test_an_answer_works_once(signed_in_clerk, clerk):
    device = Device()
    sent = {"name": "Laptop", "credential": device.create(signed_in_clerk.get(ADD))}
    signed_in_clerk.post(ADD, sent)
    signed_in_clerk.post(ADD, sent)
    assert passkeys_of(clerk).count() == 1


RUBBISH = [
    "",
    "5",
    "[]",
    "{}",
    "null",
    '{"id": 1, "rawId": "x", "response": 5}',
    '"\\u0000"',
    "{",
    "9" * 5000,
    "[" * 15_000,
    '"' + "x" * 30_000 + '"',
]


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_is_refused_at_the_button(client, clerk, rubbish):
    client.get(ALONE)
    page = client.post(ALONE, {"credential": rubbish}).content.decode()
    assert 'href="#passkey-button"' in page
    assert 'id="passkey-button"' in page
    client.force_login(clerk)
    client.get(ADD)
    assert client.post(ADD, {"name": "Laptop", "credential": rubbish}).status_code == 200
    assert not passkeys_of(clerk).exists()


def test_a_passkey_is_the_second_factor(client, clerk):
    client.force_login(clerk)
    device = give_passkey(client)
    client.logout()
    page = begin(client, clerk)
    assert "Show that it is you" in page.content.decode()
    client.post(reverse("mfa_authenticate"), {"credential": device.get(page)})
    assert client.get(HOME).status_code == 200
    assert passkeys_of(clerk).get().last_used_at


def test_somebody_elses_passkey_is_not(client, clerk, officer):
    client.force_login(clerk)
    give_passkey(client)
    other = type(client)()
    sign_in(other, officer)
    session = other.session
    session["account_authentication_methods"][0].update(at=10**12, reauthenticated=True)
    session.save()
    theirs = give_passkey(other)
    client.logout()
    page = begin(client, clerk)
    answer = client.post(reverse("mfa_authenticate"), {"credential": theirs.get(page)})
    assert "This passkey is not known here" in answer.content.decode()
    assert "<title>Error:" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    failed = AuditEvent.objects.about(clerk).filter(verb="accounts.failed_code").get()
    assert (failed.sentence, failed.trace.how) == ("A passkey was refused", "passkey")
    assert not AuditEvent.objects.about(officer).filter(verb="accounts.failed_code").exists()


def test_a_passkey_that_is_refused_stands_in_the_log_of_its_owner_and_of_nobody_else(client, clerk, officer):
    client.force_login(clerk)
    device = give_passkey(client)
    client.logout()
    log = AuditEvent.objects.filter(verb="accounts.failed_code")
    forged = Device()
    forged.user_handle = device.user_handle  # the number of the account, which anybody may guess
    client.post(ALONE, {"credential": forged.get(client.get(ALONE))})
    assert not log.exists()
    device.key = forged.key
    page = client.post(ALONE, {"credential": device.get(client.get(ALONE))})
    assert "This passkey is not known here" in page.content.decode()
    assert log.get() in AuditEvent.objects.about(clerk)
    assert "A passkey was refused" in sign_in(client, clerk).get("/people/me/sign-ins/").content.decode()


def test_a_recovery_code_stands_in_for_a_passkey(client, clerk):
    client.force_login(clerk)
    give_passkey(client)
    client.logout()
    page = begin(client, clerk)
    assert "Enter one of your recovery codes" in page.content.decode()
    codes = Authenticator.objects.get(user=clerk, type="recovery_codes").wrap().get_unused_codes()
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert "9 of 10 left" in client.get(HOME).content.decode()


def test_a_passkey_signs_in_alone(client, clerk):
    client.force_login(clerk)
    device = give_passkey(client)
    client.logout()
    response = client.post(f"{ALONE}?next={HOME}", {"credential": device.get(client.get(ALONE))})
    assert response.url == HOME
    assert client.get(HOME).status_code == 200
    assert AuditEvent.objects.about(clerk).first().verb == "accounts.signed_in"


def test_a_passkey_alone_is_both_factors_of_an_officer(client, principal):
    officer = person(Role.LIAISON_OFFICER, principal, app=False)
    client.force_login(officer)
    assert client.get(HOME).url == "/accounts/protect/"
    device = give_passkey(client)
    assert client.get(HOME).status_code == 200
    client.logout()
    client.post(ALONE, {"credential": device.get(client.get(ALONE))})
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": None}])
def test_a_passkey_of_somebody_who_left_signs_nobody_in(client, clerk, change):
    client.force_login(clerk)
    device = give_passkey(client)
    client.logout()
    if "email" in change:
        EmailAddress.objects.filter(user=clerk).delete()
    type(clerk).objects.filter(pk=clerk.pk).update(**change)
    client.post(ALONE, {"credential": device.get(client.get(ALONE))})
    assert "_auth_user_id" not in client.session


def test_a_removed_passkey_signs_nobody_in(client, clerk):
    client.force_login(clerk)
    device = give_passkey(client)
    actions.remove_passkey(passkey=passkeys_of(clerk).get(), by=clerk)
    assert not Authenticator.objects.filter(user=clerk).exists()  # codes that stand in for nothing go too
    client.logout()
    client.post(ALONE, {"credential": device.get(client.get(ALONE))})
    assert "_auth_user_id" not in client.session


def test_adding_one_to_an_account_with_an_app_asks_for_the_app_first(client, officer):
    sign_in(client, officer)
    assert client.get(ADD).url.startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("mfa_reauthenticate"))


def test_the_passkey_is_asked_for_again_and_then_it_opens(client, clerk):
    client.force_login(clerk)
    device = give_passkey(client)
    session = client.session
    session["account_authentication_methods"][0]["at"] = 0
    session.save()
    again = client.get(ADD).url
    assert client.post(again, {"credential": device.get(client.get(again))}).url == ADD
    assert client.get(ADD).status_code == 200


def test_renaming_tells_whoever_was_second(signed_in_clerk, clerk):
    give_passkey(signed_in_clerk)
    passkey = passkeys_of(clerk).get()
    url = reverse("mfa_edit_webauthn", args=[passkey.pk])
    assert save(signed_in_clerk, url, {"name": "Laptop at home"}).status_code == 302
    assert passkeys_of(clerk).get().wrap().name == "Laptop at home"
    answer = signed_in_clerk.post(url, {"name": "Something else"})
    assert answer.status_code == 409


def test_nobody_touches_the_passkey_of_another(client, clerk, officer):
    client.force_login(clerk)
    give_passkey(client)
    passkey = passkeys_of(clerk).get()
    sign_in(client, officer)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        response = client.get(reverse(name, args=[passkey.pk]))
        assert response.status_code == 404 or response.url.startswith(reverse("mfa_reauthenticate"))
    with pytest.raises(PermissionDenied):
        actions.remove_passkey(passkey=passkey, by=officer)
    with pytest.raises(PermissionDenied):
        actions.rename_passkey(passkey=passkey, name="Mine", by=officer)


def test_the_last_second_factor_of_an_officer_stays(client, principal):
    officer = person(Role.LIAISON_OFFICER, principal, app=False)
    client.force_login(officer)
    give_passkey(client)
    passkey = passkeys_of(officer).get()
    answer = client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]), follow=True)
    assert "Your role needs it" in answer.content.decode()
    actions.activate_second_factor(by=officer, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    actions.remove_passkey(passkey=passkey, by=officer)
    with pytest.raises(Refused, match="Your role needs it"):
        actions.remove_second_factor(by=officer)
    assert Authenticator.objects.filter(user=officer, type="recovery_codes").exists()


def test_twenty_are_enough(clerk):
    for number in range(20):
        Authenticator.objects.create(user=clerk, type="webauthn", data={"name": str(number), "credential": {}})
    with pytest.raises(Refused, match="20 passkeys"):
        actions.add_passkey(name="One more", credential={}, by=clerk)


def test_what_the_page_asks_is_no_script(client):
    page = client.get(ALONE)
    form = BeautifulSoup(page.content, "lxml").find("form", {"data-passkey": "get"})
    assert form.has_attr("hidden")  # until the script has run
    assert "Passkeys need JavaScript" in page.content.decode()
    assert Device().asked(page)["allowCredentials"] == []


def test_the_sign_in_page_takes_the_destination_along(client):
    assert (
        f"{ALONE}?next=%2Fpeople%2Fme%2F" in client.get(reverse("account_login") + "?next=/people/me/").content.decode()
    )
