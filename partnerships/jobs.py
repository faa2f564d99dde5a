"""Long work of the register: the paper for a committee."""

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents import render_pdf
from core.jobs.kinds import Made, Outcome, job_kind
from councils.models import Council
from partnerships.paper import register_paper


def _principal(job):
    return Council.objects.filter(pk=job.council_id).first()


def _register(job):
    yield _("Back to the register"), reverse("partnerships:list")


@job_kind(
    "partnerships.register",
    label=gettext_lazy("Register of partnerships"),
    policy="partnerships.start",
    subject=_principal,
    links=_register,
)
def register(run):
    """The register of a council as PDF, as it stands when it was asked for."""
    run.step(_("Writing the document"))
    council = run.job.subject
    content = render_pdf("documents/partnership_register.html", register_paper(council, at=run.job.created_at))
    name = f"partnerships-{slugify(council.short_name)}-{run.job.created_at:%Y-%m-%d}.pdf"
    made = Made(name, content, "application/pdf", name="register")
    return Outcome(_("The PDF is ready."), files=(made,))
