"""The matrix for contacts."""

from tests.architecture.matrix_accounts import today
from tests.architecture.matrix_roles import ADMIN, EVERYONE, OF_A, OF_P, OF_R, OFFICERS, Case, Secret, nothing, of

LOGGERS = OFFICERS | of("p_lead dual")  # of P
SHARED, ASIDE = f"{Secret.CONTACT}-P", f"{Secret.ASIDE}-P"
BOTH = OF_P | OF_A | ADMIN


def council(world, role):
    return {"slug": world.p.a.slug}


def principal(world, role):
    return {"slug": world.p.principal.slug}


def contact(name="shared", side="p"):
    return lambda world, role: {"public_id": getattr(getattr(world, side).contacts, name).public_id}


def visit(world, role):
    return {"kind": "visit", "about": "The verges", **today("took_place_on")}


def asked(world, role):
    """Whoever could mean two principals says which."""
    chosen = world.people["county_officer"].memberships.get().council if role == "county_officer" else world.p.principal
    return {**visit(world, role), "principal": chosen.slug}


COUNTY = of("county_officer")  # a principal of A, too; of P's contacts it reads nothing
LIST = Case("liaison:contacts", BOTH | COUNTY, knows=EVERYONE, args=council)
SHOWN = Case("liaison:contact", BOTH, knows=BOTH, args=contact(), shows=SHARED)
CASES = (
    LIST,
    LIST.but(label="principal", may=OF_P | ADMIN, args=principal, shows=ASIDE),
    LIST.but(
        route="liaison:contact-log", may=LOGGERS | COUNTY | of("a_clerk"), data=asked, writes="liaison_contact"
    ),
    LIST.but(
        route="liaison:contact-note", may=LOGGERS, knows=OF_P | ADMIN, args=principal, writes="liaison_contact",
        data=lambda world, role: {**visit(world, role), "council": world.p.a.name},
    ),
    LIST.but(route="liaison:quiet", may=OF_P | ADMIN, knows=OF_P | ADMIN, args=principal),
    LIST.but(route="liaison:ahead", may=OF_P | ADMIN, knows=OF_P | ADMIN, args=principal),
    SHOWN,
    SHOWN.but(label="internal", may=OF_P | ADMIN, knows=OF_P | ADMIN, args=contact("internal"), shows=ASIDE),
    SHOWN.but(
        label="rival", may=OF_R | ADMIN, knows=OF_R | ADMIN, args=contact(side="r"), shows=f"{Secret.CONTACT}-R"
    ),
    SHOWN.but(
        route="liaison:contact-correct",
        may=LOGGERS,
        data=lambda world, role: {**visit(world, role), "about": f"{SHARED} still"},
        writes="liaison_contact",
    ),
    SHOWN.but(
        route="liaison:contact-strike", may=LOGGERS, shows="", data=lambda world, role: {"reason": "Entered twice"},
        writes="liaison_contact",
    ),
    SHOWN.but(
        route="liaison:contact-done", may=LOGGERS | of("a_clerk"), shows="", opens=405, data=nothing,
        writes="liaison_contact",
    ),
)  # fmt: skip
