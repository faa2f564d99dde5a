"""The matrix for shared posts."""

from tests.architecture.matrix_library import day
from tests.architecture.matrix_roles import ADMIN, OF_A, OF_P, OF_R, PEOPLE, Case, Secret, nothing, of
from tests.architecture.post_world import TYPED_POST, TYPED_SHARE

AROUND = OF_P | OF_A | ADMIN | of("b_clerk county_officer")
EMPLOYS = of("a_clerk")


def post(which="shared", side="p"):
    return lambda world, role: {"reference": getattr(getattr(world, side).posts, which).reference}


def part(which):
    return lambda world, role: {**post()(world, role), "pk": getattr(world.p.posts, which).pk}


def offered(world, role):
    return {"council": world.p.b.name, "slug": world.p.b.slug, **TYPED_SHARE, **day("starts_on", 0)}


PAGE = Case("clusters:post", AROUND, knows=AROUND, args=post(), shows=f"{Secret.POST}-P")
KEPT = PAGE.but(may=EMPLOYS, shows="", writes="clusters_sharedpost")
PART = Case("clusters:share-agree", of("b_clerk"), knows=AROUND, args=part("offered"), writes="clusters_postshare")
CASES = (
    Case("clusters:posts", PEOPLE, shows=""),
    Case(
        "clusters:post-add",
        of("a_clerk b_clerk ra_clerk"),
        data=lambda world, role: TYPED_POST,
        writes="clusters_sharedpost",
    ),
    PAGE,
    PAGE.but(
        label="rival",
        may=OF_R | ADMIN | of("county_officer"),
        knows=OF_R | ADMIN | of("county_officer"),
        args=post(side="r"),
        shows=f"{Secret.POST}-R",
    ),
    KEPT.but(route="clusters:post-change", data=lambda world, role: TYPED_POST),
    KEPT.but(route="clusters:post-end", knows=AROUND - of("b_clerk"), args=post("idle"), data=nothing),
    KEPT.but(route="clusters:share-offer", data=offered, writes="clusters_postshare"),
    PAGE.but(route="clusters:recharge", may=OF_A | ADMIN | of("b_clerk"), shows="", data=nothing, writes="core_job"),
    PART.but(data=lambda world, role: {"minute": "24/117"}),
    PART.but(route="clusters:share-release", may=of("a_clerk b_clerk"), opens=405, data=nothing),
    PART.but(route="clusters:share-end", may=EMPLOYS, args=part("agreed"), data=lambda world, role: day("ends_on", 9)),
)
