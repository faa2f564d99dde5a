"""The look of a principal's own portal: for pages by a stylesheet of its own, for e-mails and documents as data."""

import base64
import math
from dataclasses import replace
from functools import lru_cache

from django.db.models import F
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from core.contrast import BLACK, HEX, READABLE, WHITE, mixed, nearest, ratio
from core.documents.looks import DocumentLook
from core.formatting import number
from core.looks import Look
from councils.models import OwnPortal

LOGO = "councils.logo"  # the kind of a stored logo
RECIPE = "1"  # part of a stylesheet's address: raise it when `stylesheet` makes other colours of the same three
SHADES = (  # of portal.css: the accent with so much black or white in it
    ("950", BLACK, 0.55),
    ("900", BLACK, 0.35),
    ("700", BLACK, 0),
    ("600", WHITE, 0.12),
    ("200", WHITE, 0.7),
    ("100", WHITE, 0.88),
    ("50", WHITE, 0.94),
)
FACTS = {
    "name": F("name"),
    "header": F("header_colour"),
    "text": F("header_text"),
    "accent": F("accent_colour"),
    "logo": F("logo_sha256"),
    "alt": F("logo_alt"),
    "width": F("logo_width"),
    "height": F("logo_height"),
}


def facts_for(council):
    """For a query of councils' people: what `look_from` needs, as one column; null where there is no own portal."""
    return OwnPortal.objects.seen_by_people_of(council).values(facts=JSONObject(**FACTS))[:1]


def look_from(facts):
    """The look of an own portal, from its facts as one row holds them."""
    logo = facts["logo"] and reverse("councils:logo", kwargs={"digest": facts["logo"]})
    return Look(
        name=facts["name"],
        header=facts["header"],
        header_text=facts["text"],
        accent=facts["accent"],
        style_path=style_path(facts["header"], facts["text"], facts["accent"]),
        logo_path=logo,
        logo_alt=facts["alt"],
        logo_width=facts["width"] or 0,
        logo_height=facts["height"] or 0,
    )


def look_of_principal(principal):
    """The look of the principal's own portal, joined or read now; None where it has none with a name."""
    portal = getattr(principal, "own_portal", None)
    return look_from(_facts(portal)) if portal and portal.name else None


def principal_of(councils):
    """In whose name these councils are written to; None if they differ. Councils as `with_portal_owner` reads them."""
    found = {council.portal_owner for council in councils}
    above = (each for council in councils for each in (council, *council.parents.all()))
    return next((each for each in above if {each.pk} == found), None)


def look_tried(portal):
    """The look of an own portal that is not saved yet, with the logo in it; None while it has no name."""
    if not portal.name:
        return None
    return replace(look_from(_facts(portal)), logo_path=picture_address(portal.logo))


def _facts(portal):
    facts = {"name": portal.name, "header": portal.header_colour, "text": portal.header_text}
    facts |= {"accent": portal.accent_colour, "logo": portal.logo_sha256, "alt": portal.logo_alt}
    return facts | {"width": portal.logo_width, "height": portal.logo_height}


def picture_address(logo):
    """A stored logo as an address that holds the picture itself; "" for none."""
    return f"data:image/png;base64,{base64.b64encode(logo.content).decode()}" if logo else ""


def unreadable(colour, text):
    """Why white or black text cannot be read on a colour, with the nearest on which it can; "" where it can."""
    if not colour or ratio(colour, text) >= READABLE:
        return ""
    words = _("White words") if text == WHITE else _("Black words")
    measured = number(math.floor(ratio(colour, text) * 100) / 100, 2)
    sentence = _(
        "%(words)s on %(colour)s have a contrast of %(measured)s to 1. Many people cannot read that: it must be at "
        "least 4.5 to 1. The nearest colour that passes is %(nearest)s"
    )
    return sentence % {"words": words, "colour": colour, "measured": measured, "nearest": nearest(colour, text)}


def measured(portal):
    """The contrasts that the colours have, for the preview: (what stands on what, figure)."""
    pairs = (
        (_("Name in the header"), portal.header_colour, portal.header_text),
        (_("Buttons"), portal.accent_colour, WHITE),
    )
    return [(words, number(math.floor(ratio(colour, text) * 10) / 10, 1)) for words, colour, text in pairs]


def look_of(council):
    """The look that people of this council see, or None for the one that everybody else sees."""
    found = OwnPortal.objects.seen_by_people_of(council).values(facts=JSONObject(**FACTS)).first()
    return look_from(found["facts"]) if found else None


def document_look(principal):
    """The look of a principal's own portal for a document, with the logo in it; None without a name of its own."""
    portal = getattr(principal, "own_portal", None)
    if not portal or not portal.name:
        return None
    return DocumentLook(
        name=portal.name,
        band=portal.header_colour,
        band_text=portal.header_text,
        ink=mixed(portal.accent_colour, BLACK, 0.35),
        logo=picture_address(portal.logo),
        logo_alt=portal.logo_alt,
    )


def style_path(header, text, accent):
    """The address of the stylesheet; the colours are in it, so what it answers never changes."""
    colours = "-".join((RECIPE, *(colour.removeprefix("#") for colour in (header, text, accent))))
    return reverse("councils:look", kwargs={"colours": colours})


def colours_in(address):
    """Header, its text and accent, from the middle of `style_path`; None if they are not fit to be read."""
    recipe, *digits = address.split("-")
    if recipe != RECIPE or len(digits) != 3 or not all(HEX.fullmatch(d) and len(d) == 6 for d in digits):
        return None
    header, text, accent = (f"#{digit.lower()}" for digit in digits)
    fits = text in (WHITE, BLACK) and ratio(header, text) >= READABLE and ratio(accent, WHITE) >= READABLE
    return (header, text, accent) if fits else None


@lru_cache(maxsize=500)
def stylesheet(header, text, accent):
    """The custom properties that portal.css reads, for these three colours."""
    shades = "".join(f"  --portal-green-{number}: {mixed(accent, other, share)};\n" for number, other, share in SHADES)
    return (
        ":root {\n"
        f"  --portal-header-colour: {header};\n"
        f"  --portal-header-text: {text};\n"
        f"  --portal-header-soft: {text};\n"
        f"  --portal-header-line: {accent};\n"
        f"{shades}}}\n"
    )
