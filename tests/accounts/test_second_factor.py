"""The second factor of officers and administrators."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.urls import get_resolver, reverse

from accounts import actions
from accounts.middleware import OPEN
from core.models import AuditEvent
from core.roles import Role
from tests.accounts.conftest import ask_for_code, code_in, enter_code, last_mail
from tests.accounts.factories import UserFactory, person, sign_in

pytestmark = pytest.mark.django_db
PROTECT, SET_UP = "/accounts/protect/", "/accounts/app/"


def app_code(secret):
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def secret_of(user):
    totp = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).wrap()
    return decrypt(totp.instance.data["secret"])


def recovery_codes(user):
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()


@pytest.fixture
def new_officer(principal):
    """An officer who has not set up the app yet."""
    return person(Role.LIAISON_OFFICER, principal, app=False)


def every_address():
    """One address for each route of the portal, whether or not the record exists."""
    samples = {
        "slug": "x",
        "uuid": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
        "int": "1",
        "str": "x",
        "path": "x",
    }

    def fill(route):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda part: samples.get(part[1], "x"), route)

    def walk(patterns, before="", names=""):
        for each in patterns:
            if hasattr(each, "url_patterns"):
                name = f"{names}{each.namespace}:" if each.namespace else names
                yield from walk(each.url_patterns, before + str(each.pattern), name)
            else:
                yield f"{names}{each.name}", "/" + fill(before + str(each.pattern))

    return sorted(set(walk(get_resolver().url_patterns)))


def test_an_officer_without_app_reaches_nothing_but_its_set_up(client, new_officer):
    client.force_login(new_officer)
    closed = [path for name, path in every_address() if name not in OPEN]
    assert len(closed) > 30
    for path in closed:
        assert (path, client.get(path).headers.get("Location")) == (path, PROTECT)
        assert (path, client.post(path).headers.get("Location")) == (path, PROTECT)
    assert client.get(PROTECT).status_code == client.get(SET_UP).status_code == 200


def test_an_administrator_needs_the_app_too(client):
    client.force_login(UserFactory(is_staff=True))
    assert client.get("/people/me/").url == PROTECT


def test_a_clerk_does_not(client, clerk):
    client.force_login(clerk)
    assert client.get("/people/me/").status_code == 200


def test_an_officer_without_app_may_sign_out_and_read_the_fixed_pages(client, new_officer):
    client.force_login(new_officer)
    assert client.get("/accessibility/").status_code == 200
    assert client.post(reverse("account_logout")).url == "/accounts/sign-in/"


def test_set_up_shows_the_recovery_codes_and_opens_the_portal(client, new_officer):
    client.force_login(new_officer)
    page = client.get(SET_UP).content.decode()
    secret = client.session["mfa.totp.secret"]
    assert "<svg" in page
    assert secret[:4] in page
    response = client.post(SET_UP, {"code": app_code(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    page = client.get(response.url).content.decode()
    codes = recovery_codes(new_officer)
    assert len(codes) == 10
    assert all(f"{code[:4]} {code[4:]}" in page for code in codes)
    assert client.get("/people/me/").status_code == 200
    assert last_mail(new_officer.email).kind == "accounts.account_changed"


def test_a_wrong_first_code_keeps_the_secret(client, new_officer):
    client.force_login(new_officer)
    client.get(SET_UP)
    secret = client.session["mfa.totp.secret"]
    response = client.post(SET_UP, {"code": "000000"})
    assert "The code is not right" in response.content.decode()
    assert client.session["mfa.totp.secret"] == secret
    assert not Authenticator.objects.exists()


def test_the_secret_is_not_readable_in_the_database(officer):
    stored = Authenticator.objects.get(user=officer, type="totp").data["secret"]
    assert secret_of(officer) not in stored


def begin(client, user):
    ask_for_code(client, user.email)
    enter_code(client, code_in(last_mail(user.email)))


def test_signing_in_with_the_app(client, officer):
    begin(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret_of(officer))})
    assert client.get("/people/me/").status_code == 200


def test_a_code_of_the_app_works_once(client, officer):
    code = app_code(secret_of(officer))
    begin(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = type(client)()
    begin(other, officer)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in other.session


def test_a_recovery_code_stands_in_once(client, officer):
    code = recovery_codes(officer)[0]
    begin(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" in client.session
    assert len(recovery_codes(officer)) == 9
    other = type(client)()
    begin(other, officer)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in other.session


def test_guessing_the_app_stops_after_ten_and_is_recorded(client, officer):
    begin(client, officer)
    for _turn in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret_of(officer))})
    assert "_auth_user_id" not in client.session
    assert AuditEvent.objects.about(officer).filter(verb="accounts.failed_code").count() == 10


def test_a_session_from_before_the_app_is_asked_for_it(client, clerk, principal):
    client.force_login(clerk)
    clerk.is_staff = True
    clerk.save()
    actions.activate_second_factor(by=clerk, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    response = client.get("/people/me/")
    assert response.url.startswith(reverse("mfa_reauthenticate"))
    response = client.post(response.url, {"code": app_code("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")})
    assert response.url == "/people/me/"
    assert client.get("/people/me/").status_code == 200


def test_recovery_codes_are_shown_only_after_the_code_is_entered_again(client, officer):
    sign_in(client, officer)
    url = reverse("mfa_view_recovery_codes")
    assert client.get(url).url.startswith(reverse("mfa_reauthenticate"))
    client.post(f"{reverse('mfa_reauthenticate')}?next={url}", {"code": app_code(secret_of(officer))})
    assert recovery_codes(officer)[0][:4] in client.get(url).content.decode()
    download = client.get(reverse("mfa_download_recovery_codes"))
    assert recovery_codes(officer)[0] in download.content.decode()
    assert "attachment" in download["Content-Disposition"]


def test_new_recovery_codes_replace_the_old(client, officer):
    old = recovery_codes(officer)
    actions.new_recovery_codes(by=officer)
    assert not set(old) & set(recovery_codes(officer))


def test_an_officer_changes_to_another_phone_and_is_never_without(client, officer):
    sign_in(client, officer)
    old, codes = secret_of(officer), recovery_codes(officer)
    client.post(f"{reverse('mfa_reauthenticate')}?next=/", {"code": app_code(old)})
    page = client.get(SET_UP).content.decode()
    assert "The app you use now works until" in page
    assert secret_of(officer) == old
    client.post(SET_UP, {"code": app_code(client.session["mfa.totp.secret"])})
    assert secret_of(officer) != old
    assert recovery_codes(officer) == codes
    assert client.get("/people/me/").status_code == 200


def test_an_officer_cannot_remove_their_only_app(client, officer):
    sign_in(client, officer)
    client.post(f"{reverse('mfa_reauthenticate')}?next=/", {"code": app_code(secret_of(officer))})
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    answer = client.post(reverse("mfa_deactivate_totp"), follow=True)
    assert "Your role needs it" in answer.content.decode()
    assert secret_of(officer)


def test_a_clerk_may_remove_the_app_and_its_codes_go_too(client, clerk):
    actions.activate_second_factor(by=clerk, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    sign_in(client, clerk)
    client.post(f"{reverse('mfa_reauthenticate')}?next=/", {"code": app_code(secret_of(clerk))})
    answer = client.post(reverse("mfa_deactivate_totp"), follow=True)
    assert "no longer works here" in answer.content.decode()
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert client.get(reverse("mfa_deactivate_totp")).url == "/people/me/"
