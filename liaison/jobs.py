"""Long work of named officers: whom to ask, as a PDF."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents import render_pdf
from core.jobs.kinds import Made, Outcome, job_kind
from councils.models import Council
from liaison.documents import paper_of


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
