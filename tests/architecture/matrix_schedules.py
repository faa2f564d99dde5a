"""The matrix for who pays what."""

from tests.architecture.matrix_posts import AROUND
from tests.architecture.matrix_roles import ADMIN, OF_R, OFFICERS, PEOPLE, Case, Secret, nothing, of

KEEPERS = OFFICERS | of("a_clerk county_officer")


def schedule(side="p"):
    return lambda world, role: {"reference": getattr(world, side).schedules.shared.reference}


def member(world, role):
    return {**schedule()(world, role), "pk": world.p.schedules.member.pk}


def figures(world, role):
    pays = {f"member{member.pk}_pays": "on" for member in world.p.schedules.shared.members.all()}
    return {
        "title": "Caretaker", "cost0_name": "Wages", "cost0_pence": "1,000", "weight_equal": "1", "do": "save", **pays,
    }  # fmt: skip


def council(world, role):
    return {"council": world.p.late.name, "slug": world.p.late.slug}


PAGE = Case("clusters:schedule", AROUND, knows=AROUND, args=schedule(), shows=f"{Secret.SHARES}-P")
KEPT = PAGE.but(may=KEEPERS, writes="clusters_schedule")
CASES = (
    Case("clusters:schedules", PEOPLE),
    Case(
        "clusters:schedule-add",
        of("a_clerk b_clerk ra_clerk"),
        data=lambda world, role: {"title": "Caretaker", "year": "2027"},
        writes="clusters_schedule",
    ),
    PAGE.but(data=nothing, writes="core_job"),
    PAGE.but(
        label="rival",
        may=OF_R | ADMIN | of("county_officer"),
        knows=OF_R | ADMIN | of("county_officer"),
        args=schedule("r"),
        shows=f"{Secret.SHARES}-R",
        data=nothing,
        writes="core_job",
    ),
    KEPT.but(route="clusters:schedule-fill", data=figures),
    KEPT.but(route="clusters:schedule-council", data=council, writes="clusters_schedulemember"),
    KEPT.but(
        route="clusters:schedule-take-out",
        args=member,
        opens=405,
        shows="",
        data=nothing,
        writes="clusters_schedulemember",
    ),
)
