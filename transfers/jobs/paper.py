"""A transfer as PDF."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents import render_pdf
from core.jobs.kinds import Made, Outcome, job_kind
from transfers.models import Transfer
from transfers.paper import transfer_paper


def _transfer(job):
    found = Transfer.objects.select_related("principal", "local", "lead__user")
    return found.filter(pk=job.params["transfer"]).first()


def _links(job):
    if transfer := job.subject:
        yield _("Back to the transfer"), transfer.get_absolute_url()


@job_kind(
    "transfers.paper",
    label=gettext_lazy("Transfer as PDF"),
    policy="transfers.print",
    subject=_transfer,
    links=_links,
)
def paper(run):
    """As it stood when it was asked for."""
    run.step(_("Writing the document"))
    transfer = run.job.subject
    content = render_pdf("documents/transfer.html", transfer_paper(transfer, at=run.job.created_at))
    name = f"transfer-{transfer.reference.lower()}-{run.job.created_at:%Y-%m-%d}.pdf"
    return Outcome(_("The PDF is ready."), files=(Made(name, content, "application/pdf", name="transfer"),))
