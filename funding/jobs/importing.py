"""Long work of funding: looking at a file of opportunities, and adding what is new in it."""

from collections import Counter

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.exceptions import Refused
from core.jobs.kinds import Outcome, WorkRefused, job_kind
from councils.models import Council
from funding import actions, importing
from funding.importing.comparing import DIFFERS, NEW, SAME, TWICE

SHIPPED = settings.FIXTURES_DIR / "funding" / "rounds.json"
GROUPS = {
    "fault": gettext_lazy("Faults"),
    NEW: gettext_lazy("New"),
    SAME: gettext_lazy("Already there"),
    DIFFERS: gettext_lazy("Already there, but different"),
    TWICE: gettext_lazy("Twice in the file"),
}


def _owner(job):
    """For whom it is; None for national ones."""
    return Council.objects.filter(pk=job.council_id).first() if job.council_id else None


def _to_apply(job):
    if job.facts.get("new"):
        yield _("Add what is new"), reverse("funding:apply", args=[job.public_id])
    yield _("Choose another file"), reverse("funding:upload")


def _to_list(job):
    yield _("The list of opportunities"), f"{reverse('funding:list')}?state=all"


@job_kind(
    "funding.preview",
    label=gettext_lazy("What a file would add to the funding opportunities"),
    policy="funding.load",
    subject=_owner,
    groups=GROUPS,
    links=_to_apply,
)
def preview(run):
    """Check every row and say what is new, what is there already, and in what it differs; writes nothing."""
    found = importing.compared(_rows(run), _owner(run.job))
    counts = Counter(each.kind for each in found)
    return Outcome(_summary(counts), lines=_lines(found), facts={"new": counts[NEW]})


@job_kind(
    "funding.import",
    label=gettext_lazy("Adding funding opportunities from a file"),
    policy="funding.load",
    subject=_owner,
    atomic=True,
    groups=GROUPS,
    links=_to_list,
)
def apply(run):
    """Add what is new."""
    rows = _rows(run)
    run.step(_("Adding"))
    publish = bool(run.job.params.get("publish"))
    found = actions.import_opportunities(rows=rows, owner=_owner(run.job), publish=publish, by=run.person)
    counts = Counter(each.kind for each in found)
    words = ngettext("%(num)s opportunity added", "%(num)s opportunities added", counts[NEW]) % {"num": counts[NEW]}
    return Outcome(words, lines=_lines(found), facts={"new": counts[NEW]})


def _rows(run):
    """The rows of the uploaded file as facts, each checked by the rules of the form."""
    (path,) = run.inputs().values()
    try:
        rows = importing.read_rows(path.name, path.read_bytes())
    except Refused as refusal:
        raise WorkRefused(refusal.message) from refusal
    run.step(_("Checking every row"), total=len(rows))
    good, faults = importing.checked(run.track(rows))
    if faults:
        many = len(faults)
        words = ngettext(
            "The file has %(many)s fault, so nothing of it can be added",
            "The file has %(many)s faults, so nothing of it can be added",
            many,
        )
        raise WorkRefused(words % {"many": many}, lines=[("fault", str(fault)) for fault in faults])
    return good


def _summary(counts):
    there = {"new": counts[NEW], "same": counts[SAME], "differs": counts[DIFFERS], "twice": counts[TWICE]}
    return (
        _("%(new)s new, %(same)s already there, %(differs)s there but different, %(twice)s twice in the file") % there
    )


def _lines(found):
    return [(each.kind, each.words) for each in found]
