"""The matrix for funding: opportunities, and what their curators do."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.architecture.matrix_roles import (
    ADMIN,
    ANY_OFFICER,
    EVERYONE,
    OF_A,
    OF_P,
    OFFICERS,
    Case,
    Secret,
    nothing,
    of,
)

CURATORS = OFFICERS | ADMIN  # who sees a draft of P


def fund(state, side="p"):
    """The arguments of an address of one opportunity."""
    return lambda world, role: {"reference": getattr(getattr(world, side).funds, state).reference}


def words(world, role):
    return {
        "funder": "Green Trust",
        "programme": f"Fund of {role}",
        "summary": "Trees.",
        "pays_for": "capital",
        "open_to": "councils",
        "closing": "open",
        "link": "https://example.org/trees",
    }


def new(world, role):
    return {**words(world, role), "owner": "national" if role == "admin" else world.office_of(role).slug}


def closing(world, role):
    day = timezone.localdate() + timezone.timedelta(days=50)
    parts = {"closes_on-day": day.day, "closes_on-month": day.month, "closes_on-year": day.year}
    return {"closing": "day", **parts, "closes_time": "5pm", "reason": "The funder gave more time"}


DETAIL = Case("funding:detail", EVERYONE, args=fund("published"))
DRAFT = Case("funding:edit", OFFICERS, knows=CURATORS, args=fund("draft"))


def grants(world, role):
    return {"file": SimpleUploadedFile("grants.json", b'{"grants": []}'), "source": "Green Trust, CC BY 4.0"}


def a_file(world, role):
    owner = "national" if role == "admin" else world.office_of(role).slug
    return {"owner": owner, "file": SimpleUploadedFile("funds.csv", b"funder,programme\nTrust,Trees\n")}


MATCHES = Case("funding:council", OF_A | OFFICERS, args=lambda world, role: {"slug": world.p.a.slug})
CASES = (
    MATCHES,
    MATCHES.but(label="rival", may=of("ra_clerk r_officer"), args=lambda world, role: {"slug": world.r.a.slug}),
    Case(
        "funding:answer",
        of("a_clerk"),
        args=lambda world, role: {**fund("published")(world, role), "slug": world.p.a.slug},
        opens=405,
        data=lambda world, role: {"answer": "interested"},
        writes="funding_interest",
    ),
    Case("funding:awards", EVERYONE),
    Case("funding:load-awards", ANY_OFFICER | ADMIN, data=grants, writes="core_job"),
    Case("funding:upload", ANY_OFFICER | ADMIN, data=a_file, writes="core_job"),
    Case("funding:template", ANY_OFFICER | ADMIN),
    Case(
        "funding:apply",
        OFFICERS,
        knows=OF_P | ADMIN,
        args=lambda world, role: {"public_id": world.p.funds.preview.public_id},
        data=nothing,
        writes="core_job",
    ),
    Case("funding:calendar", EVERYONE, args=fund("published")),
    Case("funding:calendar", CURATORS, knows=CURATORS, args=fund("draft"), label="draft"),
    Case("funding:list", EVERYONE),
    DETAIL,
    DETAIL.but(label="draft", may=CURATORS, knows=CURATORS, args=fund("draft"), shows=f"{Secret.FUND}-P"),
    DETAIL.but(
        label="rival",
        may=of("r_officer admin"),
        knows=of("r_officer admin"),
        args=fund("draft", "r"),
        shows=f"{Secret.FUND}-R",
    ),
    Case("funding:add", ANY_OFFICER | ADMIN, data=new, writes="funding_opportunity"),
    DRAFT.but(data=words, writes="funding_opportunity"),
    DRAFT.but(label="published", knows=EVERYONE, args=fund("published"), data=words, writes="funding_opportunity"),
    DRAFT.but(
        route="funding:closing",
        knows=EVERYONE,
        args=fund("published"),
        data=closing,
        writes="funding_deadlinechange",
    ),
    DRAFT.but(route="funding:publish", opens=405, data=nothing, writes="funding_opportunity"),
    DRAFT.but(
        route="funding:withdraw", data=lambda world, role: {"reason": "It is over"}, writes="funding_opportunity"
    ),
)
