"""What a request tells about the browser it came from, roughly: enough to tell one's own from somebody else's."""

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

COOKIE = "browser"
COOKIE_AGE = 365 * 24 * 60 * 60  # seconds
TOKEN_BYTES = 24
KEPT_BITS = {4: 24, 6: 48}  # of a network address; the rest, which names the one connection, is not kept

# What stands in the user agent, the first that fits; whatever claims to be several comes before what it claims to be
BROWSERS = (
    (("Edg/", "EdgA/", "EdgiOS/"), "Microsoft Edge"),
    (("OPR/", "OPiOS/"), "Opera"),
    (("SamsungBrowser/",), "Samsung Internet"),
    (("Firefox/", "FxiOS/"), "Firefox"),
    (("Chrome/", "CriOS/", "Chromium/"), "Chrome"),
    (("Safari/",), "Safari"),
)
SYSTEMS = (
    (("iPhone",), "iphone"),
    (("iPad",), "ipad"),
    (("Android", "Mobile"), "android phone"),
    (("Android",), "android tablet"),
    (("CrOS",), "chromebook"),
    (("Windows",), "windows"),
    (("Macintosh",), "mac"),
    (("Linux",), "linux"),
)
SYSTEM_WORDS = {
    "iphone": gettext_lazy("an iPhone"),
    "ipad": gettext_lazy("an iPad"),
    "android phone": gettext_lazy("an Android phone"),
    "android tablet": gettext_lazy("an Android tablet"),
    "chromebook": gettext_lazy("a Chromebook"),
    "windows": gettext_lazy("a Windows computer"),
    "mac": gettext_lazy("a Mac"),
    "linux": gettext_lazy("a Linux computer"),
}


@dataclass(frozen=True)
class Device:
    """A browser and where it is; every part may be unknown and is empty then."""

    browser: str = ""
    system: str = ""  # a key of SYSTEM_WORDS
    network: str = ""  # "203.0.113.0/24"
    token: str = ""  # from the cookie that recognises this browser


def device_of(request):
    """The browser behind a request."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    return Device(_browser(agent), _system(agent), _network(get_ip(request)), request.COOKIES.get(COOKIE, "")[:100])


def _browser(agent):
    return next((name for marks, name in BROWSERS if any(mark in agent for mark in marks)), "")


def _system(agent):
    return next((name for marks, name in SYSTEMS if all(mark in agent for mark in marks)), "")


def _network(address):
    """The rough network of an address; empty for what is none, such as a socket of the proxy."""
    try:
        address = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    return str(ipaddress.ip_network((address, KEPT_BITS[address.version]), strict=False))


def words(device):
    """ "Firefox on a Windows computer": a Device or any record with its `browser` and `system`."""
    system = SYSTEM_WORDS.get(device.system)
    if device.browser and system:
        return _("%(browser)s on %(system)s") % {"browser": device.browser, "system": system}
    if device.browser:
        return device.browser
    return _("A browser on %(system)s") % {"system": system} if system else _("An unknown browser")


def place(device):
    """ "203.0.113.…": the rough network as a person reads it; empty where it is not known."""
    start, slash, _bits = device.network.partition("/")
    return f"{start.removesuffix('0').removesuffix('::')}{'…' if '.' in start else ':…'}" if slash else ""


def hash_of(token, person):
    """How a browser is recognised for one person, and not across people, by whoever reads the database."""
    return hashlib.sha256(f"accounts.browser:{person.pk}:{token}".encode()).hexdigest() if token else ""


def remember(response, token):
    """Give the browser the cookie by which it is recognised at its next sign-in."""
    response.set_cookie(
        COOKIE, token, max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def new_token():
    return secrets.token_urlsafe(TOKEN_BYTES)
