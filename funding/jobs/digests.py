"""A funding e-mail as PDF for the council meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents import render_pdf
from core.documents.looks import DocumentLook
from core.jobs.kinds import Made, Outcome, about, job_kind
from councils.looks import document_look, principal_of
from councils.models import Council
from funding.digests.message import from_content
from funding.models import DigestEdition


@dataclass(frozen=True)
class DigestDocument:
    """One funding e-mail on paper."""

    title: str
    councils: str
    notes: tuple
    sections: tuple
    issued_at: datetime
    has_several: bool  # councils
    demonstration: bool = False
    reference: str = "Common Ground"
    subject: str = ""
    author: str = "Common Ground"
    look: DocumentLook | None = None  # of the principal's own portal


def document_of(edition):
    """The document of an edition; the same each time."""
    digest = from_content(edition.content)
    look = document_look(principal_of(Council.objects.filter(pk__in=edition.council_ids).with_portal_owner()))
    return DigestDocument(
        title=digest.subject(),
        councils=digest.whom(),
        notes=digest.notes,
        sections=digest.sections,
        issued_at=edition.run.started_at,
        has_several=digest.has_several,
        demonstration=settings.DEMO,
        reference=look.name if look else "Common Ground",
        author=look.name if look else "Common Ground",
        look=look,
    )


def _edition(job):
    return DigestEdition.objects.select_related("run").filter(pk=job.params["edition"]).first()


def _back(job):
    if edition := _edition(job):
        yield _("The e-mail as a page"), reverse("funding:digest", args=[edition.public_id])


@job_kind(
    "funding.digest",
    label=gettext_lazy("Funding e-mail as PDF"),
    policy="funding.print_digest",
    subject=_edition,
    links=_back,
    reach=lambda person: about("edition", DigestEdition.objects.visible_to(person)),
)
def digest(run):
    """Print it."""
    edition = _edition(run.job)
    run.step(_("Printing"))
    content = render_pdf("documents/digest.html", document_of(edition), language=edition.language)
    name = f"funding-{edition.run.started_at:%Y-%m-%d}.pdf"
    return Outcome(_("The PDF is ready"), files=(Made(name, content, "application/pdf", "digest"),))
