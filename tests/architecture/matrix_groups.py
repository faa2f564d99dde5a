"""The matrix for clusters of local councils."""

from clusters.models.health import CHECKED
from tests.architecture.matrix_library import day
from tests.architecture.matrix_roles import (
    ADMIN,
    ANY_OFFICER,
    CONVENER,
    EVERYONE,
    OF_A,
    OF_R,
    OFFICERS,
    Case,
    Secret,
    nothing,
    of,
)

WORDS = {"title": "Caretaker", "purpose": "One for all", "kind": "geography"}
CLERKS = of("a_clerk b_clerk ra_clerk")
KEEPERS = OFFICERS | of("a_clerk")  # A leads
FORMING = CONVENER | OF_A
RIPE = FORMING | of("b_clerk")


def group(which, side="p"):
    return lambda world, role: {"reference": getattr(getattr(world, side).groups, which).reference}


def of_council(which, name, side="p"):
    return lambda world, role: {**group(which, side)(world, role), "slug": getattr(getattr(world, side), name).slug}


def proposal(world, role):
    side = world.r if role in OF_R else world.p
    lead = side.b if role == "b_clerk" else side.a
    return {**WORDS, "principal": world.office_of(role).pk if role != "ra_clerk" else side.principal.pk,
            "lead": lead.pk}  # fmt: skip


def answer(world, role):
    return {"answer": "consent", "minute": "Minute 24/118", **day("on", 0)}


def with_people(world, role):
    cluster = world.p.groups.started
    return {**WORDS, "point_person": cluster.point_person_id, "lead_officer": cluster.lead_officer_id}


def near(name):
    return lambda world, role: {"slug": getattr(world.p, name).slug}


NEAR = Case(
    "clusters:near",
    OFFICERS | of("a_clerk county_officer"),
    args=near("a"),
    data=lambda world, role: {"other": world.p.late.pk},
    writes="clusters_neighbours",
)
PAGE = Case("clusters:cluster", EVERYONE, args=group("started"))
KEPT = PAGE.but(may=KEEPERS, writes="clusters_cluster")
HEALTH = PAGE.but(route="clusters:health", may=OFFICERS | of("a_clerk b_clerk"))
CASES = (
    NEAR,
    NEAR.but(
        route="clusters:find-all", may=OFFICERS, opens=405, args=near("principal"), data=nothing, writes="core_job"
    ),
    NEAR.but(
        route="clusters:take-back",
        opens=405,
        args=lambda world, role: {"slug": world.p.a.slug, "other": world.p.b.slug},
        data=nothing,
        writes="clusters_neighbours",
    ),
    Case("clusters:list", EVERYONE),
    Case(
        "clusters:add",
        ANY_OFFICER | CLERKS,
        does=(ANY_OFFICER | CLERKS) - of("q_officer"),  # has no local council
        data=proposal,
        writes="clusters_cluster",
    ),
    PAGE,
    PAGE.but(label="forming", may=FORMING, knows=FORMING, args=group("forming"), shows=f"{Secret.ENTRY}-P"),
    PAGE.but(
        label="rival", may=OF_R | ADMIN, knows=OF_R | ADMIN, args=group("forming", "r"), shows=f"{Secret.ENTRY}-R"
    ),
    KEPT.but(route="clusters:change", data=with_people),
    KEPT.but(route="clusters:start", may=OFFICERS, knows=RIPE, args=group("ripe"), opens=405, data=nothing),
    KEPT.but(
        route="clusters:document",
        may=OFFICERS,
        knows=RIPE,
        args=group("ripe"),
        opens=405,
        data=nothing,
        writes="charters_agreement",
    ),
    HEALTH,
    HEALTH.but(
        route="clusters:health-check",
        may=OFFICERS | of("a_clerk b_clerk"),
        args=lambda world, role: {
            **group("started")(world, role),
            "slug": {"a_clerk": world.p.a, "b_clerk": world.p.b}.get(role, world.p.principal).slug,
        },
        data=lambda world, role: {**dict.fromkeys(CHECKED, "amber"), "words": f"Says {role}"},
        writes="clusters_healthcheck",
    ),
    KEPT.but(route="clusters:confirm", data=lambda world, role: day("review_on", 1)),
    KEPT.but(route="clusters:end", may=OFFICERS, data=lambda world, role: {"because": "It has done its work"}),
    KEPT.but(
        route="clusters:ask",
        data=lambda world, role: {"council": world.p.late.pk, "role": "minor"},
        writes="clusters_member",
    ),
    KEPT.but(
        route="clusters:part",
        args=of_council("started", "b"),
        data=lambda world, role: {"role": "minor", "leads": "Hedges"},
        writes="clusters_member",
    ),
    KEPT.but(
        label="rival",
        route="clusters:part",
        may=of("r_officer ra_clerk"),
        args=of_council("started", "b", "r"),
        data=lambda world, role: {"role": "minor", "leads": "Hedges"},
        writes="clusters_member",
    ),
    KEPT.but(
        route="clusters:answer",
        may=of("a_clerk"),
        knows=EVERYONE - of("b_clerk ra_clerk"),  # who answers for another council finds this one nowhere
        args=of_council("started", "a"),
        data=answer,
        writes="clusters_member",
    ),
)
