"""Long work of charters: papers for the meetings of many councils, and every signed charter of an area."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charters.models import Agreement, AgreementVersion, Response
from charters.printing import make_issued_copy, make_meeting_paper
from charters.progress_report import progress_report
from charters.records import AgreementRecord
from core.csv import csv_bytes
from core.documents import render_pdf
from core.documents.bundle import Part, join_pdfs, zip_parts
from core.formatting import number
from core.jobs.kinds import Made, Outcome, WorkRefused, about, job_kind
from councils.models import Council

PDF, ZIP = "pdf", "zip"
WHICH = {  # which councils of a round
    "all": lambda responses: responses,
    "waiting": lambda responses: responses.unanswered(),
    "unsigned": lambda responses: responses.filter(is_signed=False),
}
INDEX = ("file", "council", "side", "answer", "signed", "signed_on", "signed_by", "minute_reference")


def _version(job):
    return AgreementVersion.objects.select_related("agreement__convener").filter(pk=job.params["version"]).first()


def _board(job):
    yield _("Back to the answers"), reverse("charters:board", args=[job.subject.agreement.reference])


@job_kind(
    "charters.papers",
    label=gettext_lazy("Papers for the meetings of many councils"),
    policy="charters.see_board",
    subject=_version,
    groups={"made": gettext_lazy("Papers")},
    links=_board,
)
def papers(run):
    """The paper of each council of a round, those the worker has not made yet included."""
    version, params = run.job.subject, run.job.params
    responses = WHICH[params["which"]](Response.objects.filter(version=version).for_board())
    keys = list(responses.values_list("pk", flat=True))
    if not keys:
        raise WorkRefused(_("No council fits what you chose, so there is no paper to print."))
    run.step(_("Collecting the papers"), total=len(keys))
    parts = [_paper(run.folder, pk) for pk in run.track(keys)]
    name = f"papers-{version.agreement.reference}-v{version.number}"
    signatures = {signature.party_id: signature for signature in version.signatures.with_council()}
    answers = {response.pk: response for response in responses}
    index = [
        _index_row(part, answers[pk], signatures.get(answers[pk].party_id))
        for pk, part in zip(keys, parts, strict=True)
        if pk in answers
    ]
    made = _bundle(run, parts, name, title=version.agreement.title, index=(INDEX, index))
    summary = ngettext("%(num)s paper", "%(num)s papers", len(parts)) % {"num": number(len(parts))}
    return Outcome(summary, lines=[("made", part.bookmark) for part in parts], files=(made,))


def _paper(folder, pk):
    """One paper as a file on disk, so that only one is in memory."""
    response = make_meeting_paper(pk)
    council = response.party.council
    path = folder / f"{pk}.pdf"
    path.write_bytes(response.paper.content)
    return Part(path, f"paper-{council.slug}.pdf", council.label)


def _signed_on(signature):
    """The day it was given; on paper the day on the page."""
    page = signature.received.page if signature.received_id else None
    return page.signed_on if page else timezone.localdate(signature.signed_at)


def _index_row(part, response, signature):
    signed = (_signed_on(signature), signature.typed_name, signature.minute_reference) if signature else ("",) * 3
    answer, side = response.get_answer_display(), response.party.get_side_display()
    return (part.filename, part.bookmark, side, answer, "yes" if signature else "no", *signed)


def _bundle(run, parts, name, *, title, index):
    """One PDF to print or a ZIP of single files with a table of contents."""
    if run.job.params["form"] == PDF:
        run.step(_("Joining them to one PDF"))
        path = join_pdfs(run.folder / f"{name}.pdf", parts, title=title, track=_checked(run))
        return Made(f"{name}.pdf", path, "application/pdf", name="papers")
    run.step(_("Packing them"))
    contents = run.folder / "contents.csv"
    contents.write_bytes(csv_bytes(*index))
    parts = [*parts, Part(contents, "contents.csv", "")]
    return Made(f"{name}.zip", zip_parts(run.folder / f"{name}.zip", parts), "application/zip", name="papers")


def _checked(run):
    def track(things):
        for thing in things:
            run.check()
            yield thing

    return track


def _principal(job):
    return Council.objects.filter(pk=job.council_id).first()


def _charters(job):
    yield _("Back to the list"), reverse("charters:list")


@job_kind(
    "charters.area_copies",
    label=gettext_lazy("Every signed agreement of an area"),
    policy="charters.download_area",
    subject=_principal,
    groups={"made": gettext_lazy("Charters")},
    links=_charters,
)
def area_copies(run):
    """The latest signed copy of each charter in force that binds a council of the area."""
    principal = run.job.subject
    agreements = Agreement.objects.visible_to(run.person).binding_in_area_of(principal).with_state().order_by("title")
    versions = [agreement.in_force for agreement in agreements]
    if not versions:
        raise WorkRefused(_("Nothing is in force in this area yet."))
    run.step(_("Collecting the copies"), total=len(versions))
    parts, rows = [], []
    for version in run.track(versions):
        part = _copy(run.folder, version)
        parts.append(part)
        agreement = version.agreement
        rows.append((part.filename, agreement.reference, agreement.title, agreement.convener.label, version.number,
                     version.in_force_on, version.signatures.count()))  # fmt: skip
    heading = ("file", "reference", "title", "convener", "version", "in_force_on", "signatures")
    made = _bundle(run, parts, f"charters-{slugify(principal.short_name)}", title=principal.label,
                   index=(heading, rows))  # fmt: skip
    summary = ngettext("%(num)s charter", "%(num)s charters", len(parts)) % {"num": number(len(parts))}
    return Outcome(summary, lines=[("made", part.bookmark) for part in parts], files=(made,))


def _copy(folder, version):
    copy = make_issued_copy(version.pk)
    reference = version.agreement.reference
    path = folder / f"{version.pk}.pdf"
    path.write_bytes(copy.document.content)
    name = f"{reference}-v{version.number}-issue-{copy.number}.pdf"
    return Part(path, name, f"{version.agreement.title} ({reference})")


def _agreement(job):
    return Agreement.objects.select_related("convener").filter(pk=job.params["agreement"]).first()


def _agreement_page(job):
    yield _("Back to the agreement"), reverse("charters:detail", args=[job.subject.reference])


@job_kind(
    "charters.record",
    label=gettext_lazy("Record of an agreement"),
    policy="charters.take_record",
    subject=_agreement,
    links=_agreement_page,
    reach=lambda person: about("agreement", Agreement.objects.visible_to(person)),
)
def record_of_agreement(run):
    """Versions, answers, signatures and timeline as PDF, as far as whoever asked may see them."""
    run.step(_("Writing the document"))
    agreement = run.job.subject
    document = AgreementRecord(agreement, run.person).document(at=run.job.created_at)
    content = render_pdf("documents/record.html", document)
    made = Made(f"record-{agreement.reference}.pdf", content, "application/pdf", name="record")
    return Outcome(_("The PDF is ready."), files=(made,))


@job_kind(
    "charters.progress_report",
    label=gettext_lazy("Progress report of an agreement"),
    policy="charters.see_progress",
    subject=_agreement,
    links=_agreement_page,
    reach=lambda person: about("agreement", Agreement.objects.visible_to(person)),
)
def report_on_progress(run):
    """Every promise of the version in force, how it stands and how that changed, as PDF."""
    run.step(_("Writing the document"))
    version = run.job.subject.versions.filter(status="in_force").select_related("agreement__convener").first()
    if version is None:
        raise WorkRefused(_("This is not in force any more."))
    content = render_pdf("documents/progress_report.html", progress_report(version, at=run.job.created_at))
    made = Made(f"progress-{version.agreement.reference}.pdf", content, "application/pdf", name="report")
    return Outcome(_("The PDF is ready."), files=(made,))
