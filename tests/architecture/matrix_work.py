"""The matrix for long work: whoever may do that kind of work follows it; a button starts or cancels it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.architecture.matrix_roles import (
    ADMIN,
    CONVENER,
    EVERYONE,
    OF_A,
    OFFICERS,
    PEOPLE,
    READERS,
    Case,
    Secret,
    nothing,
    of,
)


def waiting_job(world, role):
    return {"public_id": world.p.job.public_id}


def done_job(world, role):
    return {"public_id": world.p.done_job.public_id}


def rival_job(world, role):
    return {"public_id": world.r.done_job.public_id}


def file_of_job(world, role):
    return {**done_job(world, role), "name": "papers"}


def round_of_p(world, role):
    return {"reference": world.p.out.reference}


def council_a(world, role):
    return {"slug": world.p.a.slug}


def principal(world, role):
    return {"slug": world.p.principal.slug}


def preview(world, role):
    return {"public_id": world.preview.public_id}


def a_list(world, role):
    return {"areas": SimpleUploadedFile("areas.csv", b"gss_code,name\n")}


def all_in_one(world, role):
    return {"which": "all", "form": "pdf"}


READS_ROUND = EVERYONE - of("visitor r_officer ra_clerk ended revoked county_officer")
JOB = Case("core:job", CONVENER, knows=CONVENER, args=done_job, shows=f"{Secret.JOB}-P")
CASES = (
    Case("core:jobs", PEOPLE),
    JOB,
    JOB.but(label="waiting", args=waiting_job),
    JOB.but(label="rival", args=rival_job, may=of("r_officer admin"), knows=of("r_officer admin"), shows=""),
    JOB.but(route="core:job-state", shows=""),
    JOB.but(route="core:job-report"),
    JOB.but(route="core:job-file", args=file_of_job),
    JOB.but(
        route="core:job-cancel",
        args=waiting_job,
        may=OFFICERS | ADMIN,
        opens=405,
        shows="",
        data=nothing,
        writes="core_job",
    ),
    Case("councils:imports", ADMIN),
    Case("councils:imports-csv", ADMIN),
    Case("councils:import-new", ADMIN, data=a_list, writes="core_job"),
    Case("councils:import-apply", ADMIN, knows=ADMIN, args=preview, data=nothing, writes="core_job"),
    Case("councils:import-report", ADMIN, knows=ADMIN, args=lambda world, role: {"pk": world.import_run.pk}),
    Case(
        "councils:record",
        OF_A | OFFICERS | ADMIN,
        args=council_a,
        data=nothing,
        writes="core_job",
    ),
    Case("councils:record-json", OF_A | OFFICERS | ADMIN, args=council_a, shows=f"{Secret.PRIVATE}-P"),
    Case("charters:record", READERS, knows=READERS, args=round_of_p, data=nothing, writes="core_job"),
    Case("charters:record-json", READERS, knows=READERS, args=round_of_p, shows=f"{Secret.COMMENT}-P"),
    Case(
        "charters:record-json",
        PEOPLE,
        args=lambda world, role: {"reference": world.p.published.reference},
        label="published",
    ),
    Case("charters:papers", CONVENER, knows=READS_ROUND, args=round_of_p, data=all_in_one, writes="core_job"),
    Case(
        "charters:area-copies",
        CONVENER,
        knows=CONVENER,
        args=principal,
        data=all_in_one,
        writes="core_job",
    ),
)
