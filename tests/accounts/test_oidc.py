"""Signing in through a real OpenID Connect provider: who gets in, who does not, and what an answer must fit."""

import re
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignInTrace, User
from config.settings.oidc import SignInProvider
from core.models import AuditEvent, OutgoingEmail
from core.roles import Role
from tests.accounts.factories import app_code, person
from tests.provider.running import go_through, running

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sign-in-provider")]
START, ANSWER = "/accounts/sign-in/provider/", "/accounts/sign-in/provider/answer/"
SITE = "http://portal.test:8000"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0"


@pytest.fixture(scope="module")
def running_provider(tmp_path_factory):
    with running(tmp_path_factory.mktemp("provider"), SITE + ANSWER) as provider:
        yield provider


@pytest.fixture
def provider(running_provider, settings, clerk):
    """Switched on, and ready to say that the clerk's address is theirs."""
    settings.SITE_URL = SITE
    settings.OIDC = running_provider.as_set()
    running_provider.says(known(clerk))
    return running_provider


def known(who, **more):
    return {"clerk": {"email": who.email, "email_verified": True, **more}}


def begin(client, next_page=""):
    """To where the browser is sent."""
    response = client.get(START, {"next": next_page} if next_page else {})
    assert response.status_code == 302, response.content
    return response["Location"]


def arrive(client, back, **extra):
    """The browser comes back with what the provider gave it."""
    return client.get(urlsplit(back).path, parse_qs(urlsplit(back).query), **extra)


def sign_in(client, **extra):
    return arrive(client, go_through(begin(client), "clerk"), **extra)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def assert_told(response, status, words):
    """A plain page with a way on; nobody is signed in."""
    assert response.status_code == status
    text = " ".join(response.content.decode().split())
    assert words in text
    assert 'href="/accounts/sign-in/"' in text
    assert not is_signed_in(response.client)


def test_the_request_has_state_nonce_pkce_and_the_exact_address(client, provider):
    asked = parse_qs(urlsplit(begin(client)).query)
    assert asked["redirect_uri"] == [SITE + ANSWER]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert asked["scope"] == ["openid email"]
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))
    assert "client_secret" not in asked


def test_a_confirmed_address_signs_in_and_nothing_new_is_stored(client, provider, clerk):
    before = (User.objects.count(), EmailAddress.objects.count())
    back = go_through(begin(client, next_page="/people/me/"), "clerk")
    response = arrive(client, back)
    assert (response.status_code, response["Location"]) == (302, "/people/me/")
    assert client.session["_auth_user_id"] == str(clerk.pk)
    assert (User.objects.count(), EmailAddress.objects.count()) == before
    event = AuditEvent.objects.about(clerk).first()
    assert event.verb == "accounts.signed_in"
    assert event.trace.how == "sign-in of the council"


def test_the_page_after_it_is_never_on_another_site(client, provider):
    back = go_through(begin(client, next_page="https://evil.example/"), "clerk")
    assert arrive(client, back)["Location"] == "/"


def test_an_address_that_only_the_user_info_tells_signs_in_too(client, provider, clerk):
    provider.says(known(clerk), address_only_at_userinfo=True)
    sign_in(client)
    assert is_signed_in(client)


def test_a_further_address_of_the_account_is_enough_and_case_does_not_count(client, provider, clerk):
    EmailAddress.objects.create(user=clerk, email="second@example.org", verified=True)
    provider.says({"clerk": {"email": "Second@Example.ORG", "email_verified": True}})
    sign_in(client)
    assert is_signed_in(client)


@pytest.mark.parametrize("verified", [False, None, "false", 1.5])
def test_an_address_that_the_provider_has_not_confirmed_signs_nobody_in(client, provider, clerk, verified):
    provider.says({"clerk": {"email": clerk.email, "email_verified": verified}})
    assert_told(sign_in(client), 403, "Your e-mail address is not confirmed")


def test_an_address_that_is_not_verified_here_signs_nobody_in(client, provider, clerk):
    EmailAddress.objects.filter(user=clerk).update(verified=False)
    assert_told(sign_in(client), 403, "There is no account with this address")


def test_an_unknown_address_makes_no_account_and_is_told_how_to_get_one(client, provider):
    people = User.objects.count()
    provider.says({"clerk": {"email": "stranger@example.org", "email_verified": True}})
    response = sign_in(client)
    assert_told(response, 403, "There is no account with this address")
    assert reverse("account_signup") in response.content.decode()
    assert User.objects.count() == people


def test_somebody_who_was_removed_is_unknown(client, provider, clerk):
    clerk.is_active = False
    clerk.save()
    assert_told(sign_in(client), 403, "There is no account with this address")


def test_somebody_whose_role_ended_is_told_so_as_at_every_sign_in(client, provider, clerk):
    yesterday = timezone.localdate() - timedelta(days=1)
    clerk.memberships.update(ends_on=yesterday)
    assert sign_in(client)["Location"] == reverse("accounts:no-council")


def test_an_officer_is_asked_for_the_second_factor_whatever_the_provider_says(client, provider, officer):
    provider.says(known(officer, amr=["pwd", "mfa"]))
    assert sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": app_code(officer)})
    assert is_signed_in(client)
    assert AuditEvent.objects.about(officer).first().trace.how == "sign-in of the council and authenticator app"


@pytest.mark.parametrize("said", [{"amr": ["pwd", "mfa"]}, {"acr": "mfa"}])
def test_the_second_factor_of_the_provider_counts_if_it_is_switched_on(client, provider, settings, principal, said):
    officer = person(Role.LIAISON_OFFICER, principal, app=False)
    settings.OIDC = provider.as_set(second_factor=("mfa",))
    provider.says(known(officer, **said))
    sign_in(client)
    assert client.get("/").status_code == 200
    how = AuditEvent.objects.about(officer).first().trace.how
    assert how == "sign-in of the council and second factor of the council"
    settings.OIDC = provider.as_set()  # switched off again: at once
    assert client.get("/")["Location"] == reverse("account_protect")


@pytest.mark.parametrize("said", [{}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"acr": "1"}])
def test_without_a_second_factor_at_the_provider_ours_is_asked(client, provider, settings, officer, said):
    settings.OIDC = provider.as_set(second_factor=("mfa",))
    provider.says(known(officer), id_token=said)
    response = sign_in(client)
    assert not is_signed_in(client)
    if said.get("amr") != "mfa":  # a claim of the wrong kind is no answer at all
        assert response["Location"] == reverse("mfa_authenticate")


def test_a_new_browser_is_told_by_mail(client, provider, clerk):
    told = OutgoingEmail.objects.filter(to=clerk.email, kind="accounts.new_browser")
    sign_in(client)
    assert not told.exists()
    elsewhere = type(client)(HTTP_USER_AGENT=FIREFOX)
    sign_in(elsewhere)
    assert told.count() == 1
    assert SignInTrace.objects.filter(user=clerk, browser="Firefox").exists()


def test_whoever_says_no_at_the_provider_comes_back_to_a_plain_page(client, provider):
    back = go_through(begin(client), "clerk", answer="deny")
    assert "error=access_denied" in back
    assert_told(arrive(client, back), 400, "You have not signed in")


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(client, provider):
    back = go_through(begin(client), "clerk")
    other = type(client)()
    begin(other)
    assert_told(arrive(other, back), 400, "Please start again")
    arrive(client, back)
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert_told(arrive(client, back), 400, "Please start again")


@pytest.mark.parametrize("query", [{}, {"state": "x"}, {"code": "x"}, {"state": "\x01", "error": "access_denied"}])
def test_an_answer_that_nobody_asked_for_is_a_plain_page(client, provider, query):
    assert_told(client.get(ANSWER, query), 400, "Please start again")


def test_a_code_that_the_provider_did_not_give_is_refused(client, provider):
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    assert_told(client.get(ANSWER, {"state": state, "code": "guessed"}), 400, "We could not check who you are")


PAST = {"iat": int(time.time()) - 7200, "exp": int(time.time()) - 3600}


@pytest.mark.parametrize(
    "damage",
    [
        {"strange_key": True},
        {"id_token": PAST},
        {"id_token": {"aud": "another client"}},
        {"id_token": {"aud": "another client", "azp": "common-ground"}},
        {"id_token": {"iss": "https://login.elsewhere.example"}},
        {"id_token": {"nonce": "of another sign-in"}},
        {"id_token": {"nonce": None}},
        {"id_token": {"iat": int(time.time()) + 7200}},
        {"id_token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    ],
    ids=lambda damage: re.sub(r"\W+|\d{5,}", "-", str(damage))[:40],
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(client, provider, clerk, damage):
    provider.says(known(clerk), **damage)
    assert_told(sign_in(client), 400, "We could not check who you are")


def test_an_unsigned_token_is_refused_even_if_the_provider_offers_such(client, provider, monkeypatch):
    answer = requests.Session.request

    def says_none_is_fine(session, method, url, **kwargs):
        response = answer(session, method, url, **kwargs)
        if url.endswith("openid-configuration"):
            response._content = response.content.replace(b'"RS256"', b'"none", "HS256"')
        return response

    monkeypatch.setattr(requests.Session, "request", says_none_is_fine)
    sign_in(client)
    assert is_signed_in(client)  # by RS256, which every provider must know
    facts = caches["process"].get(f"oidc:{provider.issuer}")
    assert facts["id_token_signing_alg_values_supported"] == ["RS256"]


def test_a_page_left_open_too_long_starts_again(client, provider):
    back = go_through(begin(client), "clerk")
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert_told(arrive(client, back), 400, "Please start again")


def test_a_provider_that_is_away_is_asked_once_and_slows_nobody(client, provider, settings, monkeypatch):
    settings.OIDC = provider.as_set(issuer="http://127.0.0.1:9")
    asked = []
    answer = requests.Session.request
    monkeypatch.setattr(requests.Session, "request", lambda *a, **k: asked.append(k["timeout"]) or answer(*a, **k))
    assert_told(client.get(START), 400, "does not work at the moment")
    assert_told(client.get(START), 400, "does not work at the moment")
    assert client.get("/accounts/sign-in/").status_code == 200
    assert asked == [(3, 5)]


def test_a_provider_that_goes_away_in_between_is_told_plainly(client, provider, monkeypatch):
    back = go_through(begin(client), "clerk")

    def gone(*args, **kwargs):
        raise requests.ConnectTimeout

    monkeypatch.setattr(requests.Session, "request", gone)
    assert_told(arrive(client, back), 400, "does not work at the moment")


@pytest.mark.parametrize("facts", [b"<html>", b"[]", b"{}", b'{"issuer": "http://other.example"}'])
def test_a_discovery_page_of_rubbish_is_a_plain_page(client, provider, monkeypatch, facts):
    response = requests.Response()
    response.status_code, response._content = 200, facts
    monkeypatch.setattr(requests.Session, "request", lambda *args, **kwargs: response)
    assert_told(client.get(START), 400, "does not work at the moment")


def test_tokens_are_never_fetched_without_https(client, provider, monkeypatch):
    """The provider is on this machine, so HTTP is fine; then it says that its tokens are elsewhere."""
    answer = requests.Session.request

    def leads_away(session, method, url, **kwargs):
        response = answer(session, method, url, **kwargs)
        response._content = re.sub(rb'http://127[^"]*/token/', b"http://away.example/token/", response.content)
        return response

    monkeypatch.setattr(requests.Session, "request", leads_away)
    assert_told(client.get(START), 400, "does not work at the moment")


@pytest.mark.parametrize("address", ["http://login.example", "ftp://login.example", "login.example", "http://10.0.0.1"])
def test_an_issuer_without_https_does_not_start(address):
    with pytest.raises(ImproperlyConfigured):
        SignInProvider("Eastshire", address, "id", "secret")


def test_a_provider_without_its_secret_does_not_start_and_never_shows_it():
    with pytest.raises(ImproperlyConfigured, match="client_secret"):
        SignInProvider("Eastshire", "https://login.example", "id", "")
    assert "hidden" not in repr(SignInProvider("Eastshire", "https://login.example", "id", "hidden"))


def test_switched_off_there_is_no_trace(client, settings):
    assert settings.OIDC is None
    assert client.get(START).status_code == 404
    assert client.get(ANSWER, {"state": "x", "code": "x"}).status_code == 404
    assert "provider" not in client.get("/accounts/sign-in/").content.decode()


def test_beginning_again_and_again_does_not_fill_the_session(client, provider):
    for _turn in range(8):
        begin(client)
    assert sum(key.startswith("_state_oidc_") for key in dict(client.session)) == 4


def test_the_door_counts_its_visitors(client, provider):
    assert [client.get(START).status_code for _turn in range(61)][-2:] == [302, 429]
