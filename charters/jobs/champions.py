"""Long work of champions: the report of a year as a PDF."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.champions.reports import champion_report
from charters.querysets.champions import below
from core.documents import render_pdf
from core.jobs.kinds import Made, Outcome, about, job_kind
from councils.models import Council


def _council(job):
    found = Council.objects.select_related("county").with_parents()
    return found.filter(pk=job.params["council"]).first()


def _made(run, *, is_area):
    run.step(_("Writing the report"))
    council, year = run.job.subject, run.job.params["year"]
    report = champion_report(council, year, run.person, is_area=is_area, with_look=True)
    content = render_pdf("documents/champion_report.html", report)
    name = "champions" if is_area else "champion"
    made = Made(f"{name}-{council.slug}-{year}.pdf", content, "application/pdf", name="report")
    return Outcome(_("The report is ready."), files=(made,))


def _report_page(job):
    yield _("Back to the report"), reverse("charters:champion-report", args=[job.subject.slug, job.params["year"]])


def _area_page(job):
    yield _("Back to the report"), reverse("charters:champion-area-report", args=[job.subject.slug, job.params["year"]])


@job_kind(
    "charters.champion_report",
    label=gettext_lazy("Yearly report of a champion"),
    policy="charters.read_log",
    subject=_council,
    links=_report_page,
    reach=lambda person: about("council", below(person)),
)
def council_report(run):
    """The year of one council's champions."""
    return _made(run, is_area=False)


@job_kind(
    "charters.champion_area_report",
    label=gettext_lazy("Yearly report of all champions"),
    policy="charters.see_champions",
    subject=_council,
    links=_area_page,
)
def area_report(run):
    """The year of all champions of a principal's area."""
    return _made(run, is_area=True)
