"""A file of land and building assets: what it would change, then exactly that."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.exceptions import Refused
from core.jobs.kinds import Outcome, WorkRefused, job_kind
from core.models import Job
from councils.models import Council
from transfers import importing
from transfers.actions import load_register

GROUPS = {
    "fault": gettext_lazy("What has to be put right first"),
    "note": gettext_lazy("Worth a look"),
    "gone": gettext_lazy("No longer in the file"),
    "returned": gettext_lazy("In the file again"),
    "changed": gettext_lazy("Changed"),
    "new": gettext_lazy("New"),
}


def _principal(job):
    return Council.objects.filter(pk=job.council_id).first()


def _to_apply(job):
    if job.facts.get("changes"):
        yield _("Go on: load the register"), reverse("transfers:apply", args=[job.public_id])
    yield _("Choose another file"), reverse("transfers:upload")


def _to_list(job):
    yield _("The register"), f"{reverse('transfers:list')}?{urlencode({'of': job.subject.slug})}"


@job_kind(
    "transfers.preview",
    label=gettext_lazy("What a file would change in the register of assets"),
    policy="transfers.keep_register",
    subject=_principal,
    groups=GROUPS,
    links=_to_apply,
)
def preview(run):
    """Check every row and say what would change; writes nothing."""
    found, notes = _load(run, run.job, dry_run=True)
    facts = {"changes": found.changes, "mark": importing.mark_of(found)}
    return Outcome(_summary(found), lines=_lines(found, notes), facts=facts)


@job_kind(
    "transfers.load",
    label=gettext_lazy("Loading the register of assets"),
    policy="transfers.keep_register",
    subject=_principal,
    atomic=True,
    groups=GROUPS,
    links=_to_list,
)
def load(run):
    """Load the file of a preview; refused if it would now change anything else than the preview showed."""
    shown = Job.objects.get(pk=run.job.params["preview"])
    found, notes = _load(run, shown, dry_run=False)
    if importing.mark_of(found) != shown.facts["mark"]:
        raise WorkRefused(
            _("The register changed after this preview was made. Make a new preview and look at it again.")
        )
    return Outcome(_summary(found), lines=_lines(found, notes), facts={"changes": found.changes})


def _load(run, uploaded, *, dry_run):
    """(Comparison, what is worth a look)."""
    run.step(_("Checking every row"))
    paths = run.inputs(of=uploaded)
    if not paths:
        raise WorkRefused(_("The file you uploaded is no longer kept. Upload it again."))
    (path,) = paths.values()
    principal = uploaded.subject
    try:
        checked = importing.check(importing.read_rows(path.read_bytes()), principal)
        _refuse_faults(checked)
        run.step(_("Comparing with the register"))
        fewer = bool(uploaded.params.get("allow_fewer"))
        found, _batch = load_register(principal=principal, rows=checked.rows, filename=path.name, allow_fewer=fewer,
                                      dry_run=dry_run, by=run.person)  # fmt: skip
    except Refused as refusal:
        if isinstance(refusal, WorkRefused):
            raise
        raise WorkRefused(refusal.message) from refusal
    return found, checked.notes


def _refuse_faults(checked):
    if faults := checked.faults:
        words = ngettext(
            "The file has %(many)s row that cannot be kept, so nothing of it is loaded",
            "The file has %(many)s rows that cannot be kept, so nothing of it is loaded",
            len(faults),
        )
        lines = [*(("fault", fault) for fault in faults), *(("note", note) for note in checked.notes)]
        raise WorkRefused(words % {"many": len(faults)}, lines=lines)


def _summary(found):
    counts = {
        "rows": found.rows, "new": len(found.new), "changed": len(found.changed), "same": len(found.same),
        "returned": len(found.returned), "gone": len(found.gone),
    }  # fmt: skip
    words = ngettext("%(rows)s row", "%(rows)s rows", found.rows) % counts
    if not found.changes:
        return _("%(words)s, and nothing differs from the register") % {"words": words}
    more = _("%(new)s new, %(changed)s changed, %(returned)s in the file again, %(same)s as before, %(gone)s gone")
    return f"{words}: {more % counts}"


def _lines(found, notes):
    yield from (("note", note) for note in notes)
    yield from found.lines()
