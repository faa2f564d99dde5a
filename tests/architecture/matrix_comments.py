"""The matrix for drafting together: comments on sections, what was decided, what changed."""

from tests.architecture.matrix_charters import in_state
from tests.architecture.matrix_roles import ADMIN, OF_A, OF_P, OFFICERS, READERS, Case, Secret, of


def second(world, role):
    """The second version of an agreement, whose first was withdrawn."""
    return {"reference": world.p.second.agreement.reference, "number": 2}


def goals(world, role):
    return {"reference": world.p.out.reference, "slug": world.p.a.slug, "key": "goals"}


COMMENTS = Case("charters:comments", READERS, knows=READERS, args=in_state("out"))
CASES = (
    COMMENTS,
    COMMENTS.but(
        route="charters:comment-decide",
        may=OFFICERS,
        knows=OF_A | OF_P | ADMIN,
        args=lambda world, role: {"reference": world.p.out.reference, "pk": world.p.comment.pk},
        shows=f"{Secret.COMMENT}-P",
        data=lambda world, role: {"decision": "in_part", "reason": "We say so in the next version."},
        writes="charters_sectioncomment",
    ),
    COMMENTS.but(
        route="charters:section-comment",
        may=of("a_clerk"),
        knows=OF_A | OF_P | ADMIN,
        args=goals,
        data=lambda world, role: {"text": "Say by when."},
        writes="charters_sectioncomment",
    ),
    COMMENTS.but(route="charters:changes", args=second),
)
