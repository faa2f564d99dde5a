"""The matrix for a principal's own portal: its settings, its stylesheet and its logo."""

from core.pictures import Picture
from councils.portal_actions import _stored
from tests.architecture.matrix_pages import principal
from tests.architecture.matrix_roles import ADMIN, EVERYONE, OF_P, Case, nothing, of

MANAGER = of("p_manager")
LOOK = {
    "name": "Shire Together",
    "header_colour": "#102a43",
    "header_text": "#ffffff",
    "accent_colour": "#7a1f5c",
}


def look(world, role):
    return {"slug": world.p.principal.slug, "part": "look"}


def rivals_look(world, role):
    return {"slug": world.r.principal.slug, "part": "look"}


def local_look(world, role):
    return {"slug": world.p.a.slug, "part": "look"}


def typed(world, role):
    return LOOK


def typed_before(world, role, session):
    """What the page before kept."""
    session[f"portal:{world.p.principal.pk}:look"] = {"values": LOOK, "logo": None}


def a_logo(world, role):
    return {"digest": _stored(Picture(b"\x89PNG", 40, 40)).sha256}


PART = Case("councils:own-portal-part", MANAGER, args=look, data=typed)
CASES = (
    Case("councils:own-portal", OF_P | ADMIN, args=principal),
    Case("councils:own-portal-history", OF_P | ADMIN, args=principal),
    PART,
    PART.but(label="rival", args=rivals_look, may=of("")),
    PART.but(label="local council", args=local_look, may=of(""), knows=of("")),
    Case(
        "councils:own-portal-check",
        MANAGER,
        args=look,
        data=nothing,
        writes="councils_ownportal",
        before=typed_before,
    ),
    Case("councils:look", EVERYONE, args=lambda world, role: {"colours": "1-102a43-ffffff-7a1f5c"}),
    Case("councils:logo", EVERYONE, args=a_logo),
)
