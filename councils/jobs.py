"""Loading published lists as long work: a preview first, then exactly what it showed."""

import gzip
import hashlib
import zlib

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.documents import render_pdf
from core.formatting import number
from core.jobs.kinds import Made, Outcome, WorkRefused, about, job_kind
from core.models import Job
from councils.actions import import_councils
from councils.current_lists import write_areas, write_principals
from councils.importer.report import KINDS
from councils.models import Council, ImportRun
from councils.records import council_document
from councils.sources import SourceError

LARGEST_UNPACKED = 100 * 1024 * 1024  # bytes; the whole country is 1 MB
PIECE = 1024 * 1024
GROUPS = {
    "refused": gettext_lazy("Why it was refused"),
    "new_principals": gettext_lazy("New principal councils"),
    "changed_principals": gettext_lazy("Changed principal councils"),
    "successions": gettext_lazy("Taken over by another council"),
    "new_areas": gettext_lazy("New areas"),
    "renamed": gettext_lazy("Renamed"),
    "recoded": gettext_lazy("New code"),
    "moved": gettext_lazy("Now under another principal council"),
    "gone": gettext_lazy("No longer in the list"),
    "returned": gettext_lazy("In the list again"),
    "other": gettext_lazy("Other changes"),
    "notices": gettext_lazy("Worth reading"),
}


def _apply_page(job):
    if job.facts.get("changes"):
        yield _("Go on: apply these changes"), reverse("councils:import-apply", args=[job.public_id])
    yield _("Upload other lists"), reverse("councils:import-new")
    yield _("All imports"), reverse("councils:imports")


def _history_page(job):
    yield _("All imports"), reverse("councils:imports")
    yield _("Directory of councils"), reverse("councils:list")


@job_kind(
    "councils.preview",
    label=gettext_lazy("Preview of new lists"),
    policy="councils.import",
    groups=GROUPS,
    links=_apply_page,
)
def preview(run):
    """What the lists would change; nothing is changed."""
    report = _load(run, run.job, dry_run=True)
    facts = {"changes": report.changes, "counts": report.counts(), "mark": mark_of(report)}
    return Outcome(_summary(report), lines=_lines(report), facts=facts)


@job_kind(
    "councils.apply",
    label=gettext_lazy("Loading new lists"),
    policy="councils.import",
    groups=GROUPS,
    links=_history_page,
    atomic=True,
)
def apply(run):
    """Load the lists of a preview; refused if they would now change anything else than the preview showed."""
    shown = Job.objects.get(pk=run.job.params["preview"])
    if not shown.files.inputs().exists():
        raise WorkRefused(_("The lists you uploaded are no longer kept. Upload them again."))
    report = _load(run, shown, dry_run=False)
    if mark_of(report) != shown.facts["mark"]:
        raise WorkRefused(
            _("Something changed in the portal after this preview was made. Make a new preview and look at it again.")
        )
    made = ImportRun.objects.order_by("-pk").first()
    return Outcome(_summary(report, applied=True), lines=_lines(report), facts={"run": made.pk if made else None})


def _load(run, uploaded, *, dry_run):
    """The action that the command calls too, with its progress told."""
    run.step(_("Reading the lists"))
    paths = run.inputs(of=uploaded)
    for path in paths.values():
        _refuse_too_large(path)
    principals = paths.get("principals") or write_principals(run.folder)
    areas = paths.get("areas") or write_areas(run.folder)

    def track(rows):
        rows = list(rows)
        run.step(_("Comparing the areas"), total=len(rows))
        yield from run.track(rows)
        run.step(_("Writing the changes") if not dry_run else _("Writing the preview"))

    try:
        return import_councils(
            principals=principals,
            parishes=areas,
            by=run.person,
            dry_run=dry_run,
            allow_fewer=uploaded.params.get("allow_fewer", False),
            track=track,
        )
    except SourceError as error:
        raise WorkRefused(str(error), lines=[("refused", str(error))]) from error


def _refuse_too_large(path):
    """A small packed file can unpack to more than the worker can hold."""
    if path.suffix != ".gz":
        return
    size = 0
    try:
        with gzip.open(path) as packed:
            while piece := packed.read(PIECE):
                size += len(piece)
                if size > LARGEST_UNPACKED:
                    raise WorkRefused(_("%(file)s is too large when unpacked.") % {"file": path.name})
    except (EOFError, OSError, zlib.error):
        return  # the reader of lists says what is wrong with it


def mark_of(report):
    """A fingerprint of all that an import changes, so that a later run can tell whether it would do the same."""
    text = "\n".join(f"{kind}\t{line}" for kind in KINDS for line in sorted(getattr(report, kind)))
    return hashlib.sha256(text.encode()).hexdigest()


def _lines(report):
    for kind in (*KINDS, "notices"):
        yield from ((kind, line) for line in getattr(report, kind))


def _summary(report, *, applied=False):
    if not report.changes:
        return _("Nothing differs from what is loaded already.")
    words = (
        ngettext("%(num)s change was made.", "%(num)s changes were made.", report.changes)
        if applied
        else ngettext("%(num)s change would be made.", "%(num)s changes would be made.", report.changes)
    )
    return words % {"num": number(report.changes)}


def _council(job):
    return Council.objects.filter(pk=job.params["council"]).first()


def _councils_read(person):
    mine = Q(pk__in=person.reading_council_ids()) | Q(pk__in=person.looked_after())
    return about("council", Council.objects.filter(mine))


def _council_page(job):
    yield _("Back to the council"), job.subject.get_absolute_url()


@job_kind(
    "councils.record",
    label=gettext_lazy("Record of a council"),
    policy="councils.read_private",
    subject=_council,
    links=_council_page,
    reach=_councils_read,
)
def record_of_council(run):
    """The council with its profile and history as PDF."""
    run.step(_("Writing the document"))
    council = run.job.subject
    document = council_document(council, run.person, at=run.job.created_at)
    made = Made(f"{council.slug}.pdf", render_pdf("documents/record.html", document), "application/pdf", name="record")
    return Outcome(_("The PDF is ready."), files=(made,))
