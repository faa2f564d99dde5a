"""Long work of named officers as PDFs: whom to ask, and what was handed over."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents import render_pdf
from core.jobs.kinds import Made, Outcome, WorkRefused, job_kind
from councils.models import Council
from liaison.documents import paper_of
from liaison.handing import may_read_general
from liaison.handover_paper import handover_paper
from liaison.models import CouncilHandover


def _council(job):
    return Council.objects.filter(pk=job.council_id).first()


def _back(job):
    if council := job.subject:
        yield council.full_name, council.get_absolute_url()


@job_kind(
    "liaison.directory",
    label=gettext_lazy("Contact directory"),
    policy="liaison.print_directory",
    subject=_council,
    links=_back,
)
def directory(run):
    """Who answers on the day on which it is written: who it is goes with the day."""
    run.step(_("Writing the document"))
    council, now = run.job.subject, timezone.now()
    content = render_pdf(*paper_of(council, at=now))
    name = f"whom-to-ask-{council.slug}-{timezone.localdate(now)}.pdf"
    return Outcome(_("The PDF is ready."), files=(Made(name, content, "application/pdf", name="directory"),))


def _handover(job):
    return CouncilHandover.objects.whole().filter(pk=job.params["handover"]).first()


def _handover_page(job):
    if handover := job.subject:
        yield _("Back to the handover"), handover.get_absolute_url()


@job_kind(
    "liaison.handover",
    label=gettext_lazy("Handover of local councils"),
    policy="liaison.read_handover",
    subject=_handover,
    links=_handover_page,
)
def handover(run):
    """One council, or all that whoever asked may read about."""
    run.step(_("Writing the document"))
    found, note = run.job.subject, run.job.params["note"]
    notes = found.notes.visible_to(run.person).whole().by_council()
    if not (notes := list(notes.filter(pk=note) if note else notes)):
        raise WorkRefused(_("Nothing is left to print: what you asked for was left out of the handover, or went on"))
    general = not note and may_read_general(run.person, found)
    paper = handover_paper(found, notes, at=timezone.now(), general=general)
    name = f"handover-{paper.slug}.pdf"
    content = render_pdf("documents/council_handover.html", paper)
    return Outcome(_("The PDF is ready."), files=(Made(name, content, "application/pdf", name="handover"),))
