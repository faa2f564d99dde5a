"""Signing in through the councils' OpenID Connect provider: what is asked of it, and when its answer is believed.

Authlib speaks the protocol: the code flow with state, nonce and PKCE, the signature of the ID token and its claims.
Nothing about a person is stored: at every sign-in the address that the provider confirms leads to the account.
"""

import logging
from dataclasses import dataclass

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings
from django.core.cache import caches
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from joserfc.errors import JoseError

from accounts.models import User

TIMEOUT = (3, 5)  # seconds to connect, and between two pieces of an answer
DISCOVERY = "/.well-known/openid-configuration"
KNOWN_FOR = 600  # seconds for which what the provider says about itself is remembered
AWAY_FOR = 20  # seconds in which a provider that did not answer is not asked again
LEEWAY = 60  # seconds by which its clock and ours may differ
MOST_OPEN = 4  # sign-ins begun in one browser, the newest ones
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
# Signed by the provider's own key. Never "none", and no HS: whoever knows the client secret could make those
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
BROKEN = (AuthlibBaseError, JoseError, requests.RequestException, KeyError, TypeError, ValueError, AttributeError)
AWAY = (requests.ConnectionError, requests.Timeout)

log = logging.getLogger(__name__)


class Why(models.TextChoices):
    """Why nobody was signed in, with the heading of the page that says so."""

    STOPPED = "stopped", _("You have not signed in")
    LOST = "lost", _("Please start again")
    AWAY = "away", _("This way to sign in does not work at the moment")
    BROKEN = "broken", _("We could not check who you are")
    UNCONFIRMED = "unconfirmed", _("Your e-mail address is not confirmed")
    NO_ACCOUNT = "no_account", _("There is no account with this address")


class NotSignedIn(Exception):
    """The page says why and what to do."""

    def __init__(self, why, detail=""):
        super().__init__(detail)
        self.why = why
        if detail:
            log.warning("Sign-in through the provider failed (%s): %s", why.value, detail)


@dataclass(frozen=True)
class Arrival:
    """Somebody whom the provider has signed in, and who has an account here."""

    person: User
    next: str  # the page they wanted
    used_second_factor: bool


class Session(OAuth2Session):
    """Follows no redirect, since that could lead away from HTTPS, and never waits for long."""

    def request(self, method, url, **kwargs):
        return super().request(method, url, **{**kwargs, "timeout": TIMEOUT, "allow_redirects": False})


class Client(DjangoOAuth2App):
    client_cls = Session


def begin(request, next_page):
    """Remember in the session what the answer must fit, and return the address to which the browser is sent."""
    client = _client()
    back = settings.SITE_URL + reverse("account_provider_answer")
    try:
        sent = client.create_authorization_url(back)
    except BROKEN as error:
        raise NotSignedIn(Why.BROKEN, repr(error)) from error
    _forget_old(request.session)
    kept = {name: sent[name] for name in ("state", "nonce", "code_verifier")}
    client.save_authorize_data(request, redirect_uri=back, next=next_page or "", **kept)
    return sent["url"]


def finish(request):
    """Whom the provider's answer signs in; raises `NotSignedIn` for anything that does not fit in every part."""
    client = _client()
    state = request.GET.get("state", "")
    begun = client.framework.get_state_data(request.session, state)
    if begun is None:
        raise NotSignedIn(Why.LOST)
    try:
        claims, address = _claims(client, request)
    except AWAY as error:
        raise NotSignedIn(Why.AWAY, type(error).__name__) from error
    except BROKEN as error:
        if getattr(error, "error", "") == "access_denied":
            raise NotSignedIn(Why.STOPPED) from error
        raise NotSignedIn(Why.BROKEN, _what(error)) from error
    finally:
        client.framework.clear_state_data(request.session, state)  # an answer counts once
    if not address:
        raise NotSignedIn(Why.UNCONFIRMED, "email_verified is not true")
    person = User.objects.who_signs_in_with(address)
    if person is None:
        raise NotSignedIn(Why.NO_ACCOUNT)
    return Arrival(person, begun.get("next", ""), _used_second_factor(claims))


def _claims(client, request):
    """What the ID token says, and the confirmed address of the person or "".

    The address may also stand only at the user-info address; then it must speak of the same person.
    """
    wanted = {
        "iss": {"essential": True, "value": client.server_metadata["issuer"]},
        "aud": {"essential": True, "value": client.client_id},
    }
    token = client.authorize_access_token(request, claims_options=wanted, leeway=LEEWAY)
    claims = dict(token["userinfo"])
    told = claims
    if "email" not in claims and client.server_metadata.get("userinfo_endpoint"):
        told = client.userinfo(token=token)
        if told["sub"] != claims["sub"]:
            raise ValueError("the user info is about somebody else")
    is_confirmed = told.get("email_verified") in (True, "true")  # some providers write it as text
    return claims, str(told.get("email") or "") if is_confirmed else ""


def _used_second_factor(claims):
    amr = claims.get("amr")
    said = {claims.get("acr"), *(amr if isinstance(amr, list) else [])}
    return not said.isdisjoint(settings.OIDC.second_factor)


def _what(error):
    """For the log: what was wrong, and nothing that the provider said about a person."""
    return f"{type(error).__name__} {getattr(error, 'error', '') or ''}".strip()


def _client():
    """Authlib's client, knowing what the provider says about itself."""
    provider = settings.OIDC
    facts = _discovered(provider)
    wanted = {"scope": "openid email", "code_challenge_method": "S256", "token_endpoint_auth_method": facts["auth"]}
    known = {name: value for name, value in facts.items() if name != "auth"}
    return Client(
        DjangoIntegration("oidc"),
        name="oidc",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        client_kwargs=wanted,
        **known,
    )


def _discovered(provider):
    """What its discovery address says, checked; remembered by this process for some minutes, and so is its silence."""
    cache, key = caches["process"], f"oidc:{provider.issuer}"
    facts = cache.get(key)
    if facts is None:
        try:
            facts = _checked(provider, Session().request("GET", provider.issuer + DISCOVERY, withhold_token=True))
        except BROKEN as error:
            cache.set(key, {}, AWAY_FOR)
            raise NotSignedIn(Why.AWAY, repr(error)) from error
        cache.set(key, facts, KNOWN_FOR)
    if not facts:
        raise NotSignedIn(Why.AWAY)
    return facts


def _checked(provider, response):
    """The part of the answer that we use."""
    response.raise_for_status()
    said = response.json()
    if str(said["issuer"]).rstrip("/") != provider.issuer:
        raise ValueError(f"the issuer calls itself {said['issuer']}")
    facts = {name: said[name] for name in (*ADDRESSES, "issuer")}
    if said.get("userinfo_endpoint"):
        facts["userinfo_endpoint"] = said["userinfo_endpoint"]
    for name in (*ADDRESSES, "userinfo_endpoint"):
        if name in facts and not provider.trusts(facts[name]):
            raise ValueError(f"{name} is not at https://")
    offered = said.get("id_token_signing_alg_values_supported") or []
    methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return {
        **facts,
        "id_token_signing_alg_values_supported": [name for name in offered if name in ALGORITHMS] or ["RS256"],
        "auth": "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post",
    }


def _forget_old(session):
    """Whoever begins again and again does not fill the session."""
    begun = [key for key in dict(session) if key.startswith("_state_oidc_")]
    for key in sorted(begun, key=lambda key: session[key]["exp"])[: -(MOST_OPEN - 1)]:
        del session[key]
