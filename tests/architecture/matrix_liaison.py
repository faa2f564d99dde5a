"""The matrix for named officers."""

from tests.architecture.matrix_accounts import today
from tests.architecture.matrix_roles import ADMIN, EVERYONE, OF_A, OF_P, OF_R, OFFICERS, Case, Secret, nothing, of

INSIDE = OF_P | OF_A | of("b_clerk") | ADMIN  # P, and the local councils of its area


def principal(world, role):
    return {"slug": world.p.principal.slug}


def assignment(side="p"):
    return lambda world, role: {"public_id": getattr(world, side).officers.assignment.public_id}


def to_come(world, role):
    return {"public_id": world.p.officers.to_come.public_id}


def another(world, role):
    return {
        "area": "one", "council": world.p.b.name, "membership": world.p.officers.membership.pk, "role": "link_officer",
        "is_primary": "yes", "post": "Link officer", **today("starts_on"),
    }  # fmt: skip


def shared_out(world, role):
    return {**another(world, role), "councils": [world.p.b.slug, world.p.late.slug]}


def cover(world, role):
    manager = world.people["p_manager"].memberships.get()
    return {"away": world.p.officers.membership.pk, "stand_in": manager.pk, **today("starts_on"), **today("ends_on")}


def still_right(world, role):
    return {"assignments": [str(world.p.officers.assignment.public_id)]}


REMIT = f"{Secret.REMIT}-P"
LISTS = Case("liaison:list", EVERYONE, args=principal)
SHOWN = Case("liaison:assignment", INSIDE, knows=INSIDE, args=assignment(), shows=REMIT)
PAPER = Case(
    "liaison:directory", OF_P | ADMIN, knows=OF_P | ADMIN, args=principal, opens=405, data=nothing, writes="core_job"
)
CASES = (
    LISTS,
    PAPER,
    PAPER.but(
        label="of one council", may=OF_A | ADMIN, knows=OF_A | ADMIN, args=lambda world, role: {"slug": world.p.a.slug}
    ),
    LISTS.but(route="liaison:coverage", may=OF_P | ADMIN, knows=OF_P | ADMIN),
    LISTS.but(route="liaison:name", may=OFFICERS, data=another, writes="liaison_assignment"),
    LISTS.but(route="liaison:allocate", may=OFFICERS, knows=OF_P | ADMIN, data=shared_out, writes="liaison_assignment"),
    LISTS.but(route="liaison:cover", may=OFFICERS, data=cover, writes="liaison_cover"),
    LISTS.but(
        route="liaison:confirm",
        may=OF_P,
        knows=OF_P | ADMIN,
        data=still_right,
        does=of("p_officer"),
        writes="liaison_assignment",
    ),
    SHOWN,
    SHOWN.but(label="rival", may=OF_R | ADMIN, knows=OF_R | ADMIN, args=assignment("r"), shows=f"{Secret.REMIT}-R"),
    SHOWN.but(
        route="liaison:change",
        may=OFFICERS,
        data=lambda world, role: {"post": "Parish manager", "remit": f"{REMIT} still"},
        writes="liaison_assignment",
    ),
    SHOWN.but(
        route="liaison:end",
        may=OFFICERS,
        shows="",
        data=lambda world, role: {"reason": "Moves", "no_handover": "Nobody follows", **today("ends_on")},
        writes="liaison_assignment",
    ),
    SHOWN.but(
        route="liaison:end",
        label="not begun",
        may=OFFICERS,
        args=to_come,
        shows="",
        data=nothing,
        writes="liaison_assignment",
    ),
)
