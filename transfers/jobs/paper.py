"""A transfer as PDF."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents import render_pdf
from core.jobs.kinds import Made, Outcome, WorkRefused, job_kind
from transfers.models import Transfer, TransferMoney
from transfers.paper import transfer_paper
from transfers.stated import stated
from transfers.statement_paper import statement_paper


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


@job_kind(
    "transfers.statement",
    label=gettext_lazy("Yearly statement of a transfer"),
    policy="transfers.print",
    subject=_transfer,
    links=_links,
)
def statement(run):
    """One statement as it stood when it was asked for."""
    run.step(_("Writing the document"))
    transfer = run.job.subject
    found = transfer.statements.filter(pk=run.job.params.get("statement")).first()
    if found is None:
        raise WorkRefused(_("This draft is not there any more"))
    found.transfer = transfer
    money = TransferMoney.objects.filter(transfer=transfer).first()
    each = stated(found, money, list(transfer.lease_backs.all()))
    document = statement_paper(each, is_exempt=bool(money and money.is_exempt), at=run.job.created_at)
    name = f"statement-{transfer.reference.lower()}-{found.year}.pdf"
    content = render_pdf("documents/transfer_year.html", document)
    return Outcome(_("The PDF is ready."), files=(Made(name, content, "application/pdf", name="statement"),))
