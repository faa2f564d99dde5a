"""Signing in through an OpenID Connect provider, as some councils have one for their staff; off unless it is named.

`OIDC` is None while it is off, and everything asks only that. docs/running.md says how to switch it on.
"""

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


@dataclass(frozen=True)
class SignInProvider:
    """What we must know about a provider; the rest it tells itself, at its discovery address."""

    name: str  # as it stands on the button: "Sign in with …"
    issuer: str  # https://login.council.example
    client_id: str
    client_secret: str = field(repr=False)
    second_factor: tuple[str, ...] = ()  # values of `amr` or `acr` that count as a second factor; none: it never does

    def __post_init__(self):
        missing = [name for name in ("name", "client_id", "client_secret") if not getattr(self, name)]
        if missing:
            raise ImproperlyConfigured(f"OIDC_ISSUER is set, so these must be too: {', '.join(missing)}")
        if not self.trusts(self.issuer):
            raise ImproperlyConfigured("OIDC_ISSUER must begin with https://")

    @staticmethod
    def trusts(address):
        """True for HTTPS, and for whatever runs on this machine."""
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except (AttributeError, TypeError, ValueError):
            return False
        return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host)))


def _is_this_machine(host):
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def provider_of_environment():
    """The provider, or None while it is off."""
    issuer = env("OIDC_ISSUER", default="")
    if not issuer:
        return None
    return SignInProvider(
        name=env("OIDC_NAME", default=""),
        issuer=issuer.rstrip("/"),
        client_id=env("OIDC_CLIENT_ID", default=""),
        client_secret=env("OIDC_CLIENT_SECRET", default=""),
        second_factor=tuple(env.list("OIDC_SECOND_FACTOR", default=[])),
    )
