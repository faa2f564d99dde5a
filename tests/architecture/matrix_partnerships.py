"""The matrix for the register of partnerships."""

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
from tests.partnerships.factories import ANSWERS, ENDED

IDEA, ENTRY = f"{Secret.IDEA}-P", f"{Secret.ENTRY}-P"
INSIDE = CONVENER | OF_A  # people of the convener and of the other party


def one(which, side="p", **more):
    """The arguments of an address of an entry or of the idea."""
    return lambda world, role: {"reference": getattr(world, side).partnerships.reference(which), **more}


def six_answers(world, role):
    return {
        "council": world.office_of(role).pk,
        "title": "A shared van",
        "sort": "charity",
        "name": "Age UK",
        **ANSWERS,
    }


def basics(world, role):
    return {
        "title": "Another title",
        "risk": "low",
        "statute": "none",
        "lead": world.p.partnerships.live.lead.pk,
        "end_point": "When the hall is open.",
        "exit_plan": f"{ENTRY} still",
        **day("starts_on", 0),
        **day("next_review_on", 1),
    }


def decision(world, role):
    return {"decision": "proceed", "taker": "cabinet", "minute": "41/26", **day("decided_on", -1)}


def papers(world, role):
    rows = world.p.partnerships.live.entry.documents.all()
    standing = {"state": "there", "basis": "policy", "note": "In the file"}
    return {f"paper{row.pk}-{name}": value for row in rows for name, value in standing.items()}


def party(world, role):
    return {"sort": "charity", "name": "Age UK", "role": "partner"}


def renewal(world, role):
    lead = world.p.partnerships.live.lead.pk
    return {"lead": lead, "note": "Cabinet, 12/27", **day("ends_on", 5), **day("next_review_on", 4)}


def risk(world, role):
    return {
        "title": f"{ENTRY} may fail still", "category": "financial", "likelihood": "5", "impact": "4",
        "owner_role": "Treasurer", "mitigation": "A reserve", **day("next_review_on", 1),
    }  # fmt: skip


def amounts(world, role):
    return {f"party{world.p.partnerships.live.entry.parties.first().pk}-cash": "1,200", "achieved_pence": "50"}


ASSESSING = Case("partnerships:assessment", CONVENER, knows=CONVENER, args=one("idea"))
ENTRIES = Case("partnerships:detail", INSIDE, knows=INSIDE, args=one("live"))
KEEPING = ENTRIES.but(may=OFFICERS)
CASES = [
    Case("partnerships:list", EVERYONE),
    Case("partnerships:start", ANY_OFFICER, data=six_answers, writes="partnerships_assessment"),
    ASSESSING.but(shows=IDEA),
    ASSESSING.but(
        label="rival",
        may=of("r_officer") | ADMIN,
        knows=of("r_officer") | ADMIN,
        args=one("idea", "r"),
        shows=f"{Secret.IDEA}-R",
    ),
    ASSESSING.but(
        route="partnerships:case",
        may=OFFICERS,
        data=lambda world, role: {"title": "A shared van", "issue": "No van", "benefits": ["BEN-1.1"]},
        writes="partnerships_assessment",
        shows=IDEA,
    ),
    ASSESSING.but(route="partnerships:decide", may=OFFICERS, data=decision, writes="partnerships_partnership"),
    ENTRIES.but(shows=ENTRY),
    ENTRIES.but(label="published", may=EVERYONE, knows=EVERYONE, args=one("public")),
    ENTRIES.but(label="rival", may=OF_R | ADMIN, knows=OF_R | ADMIN, args=one("live", "r"), shows=f"{Secret.ENTRY}-R"),
    KEEPING.but(
        route="partnerships:edit",
        args=one("live", part="basics"),
        data=basics,
        writes="partnerships_partnership",
        shows=ENTRY,
    ),
    KEEPING.but(route="partnerships:parties", data=party, writes="partnerships_party"),
    KEEPING.but(route="partnerships:papers", data=papers, writes="partnerships_requireddocument"),
    Case("partnerships:all-risks", ANY_OFFICER),
    Case("partnerships:sums", ANY_OFFICER),
    Case(
        "partnerships:paper",
        OFFICERS,
        knows=OFFICERS,
        args=lambda world, role: {"slug": world.p.principal.slug},
        opens=405,
        data=nothing,
        writes="core_job",
    ),
    ENTRIES.but(route="partnerships:risks", shows=ENTRY),
    ENTRIES.but(label="published", route="partnerships:risks", knows=EVERYONE, args=one("public")),
    KEEPING.but(route="partnerships:risk-add", data=risk, writes="partnerships_listedrisk"),
    KEEPING.but(
        route="partnerships:risk",
        args=one("live", number=1),
        data=lambda world, role: {**risk(world, role), "status": "open"},
        writes="partnerships_riskrating",
        shows=ENTRY,
    ),
    ENTRIES.but(route="partnerships:money"),
    KEEPING.but(
        route="partnerships:money-year",
        args=one("live", year=2026),
        data=amounts,
        writes="partnerships_partymoney",
    ),
    KEEPING.but(route="partnerships:renew", data=renewal, writes="partnerships_renewal"),
    KEEPING.but(
        route="partnerships:exit",
        args=one("closing"),
        data=lambda world, role: {**ENDED, "legacy_owner": "The parish"},
        writes="partnerships_partnership",
    ),
    KEEPING.but(
        route="partnerships:move",
        args=one("proposed", verb="go_live"),
        data=nothing,
        writes="partnerships_partnership",
    ),
]
