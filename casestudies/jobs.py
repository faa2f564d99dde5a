"""Long work of the library: looking at an uploaded file, and applying it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casestudies import actions, loading
from core.jobs.kinds import Outcome, WorkRefused, job_kind

GROUPS = {
    "fault": gettext_lazy("Faults"),
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "removed": gettext_lazy("Taken out"),
}


def _to_apply(job):
    if job.facts.get("changes"):
        yield _("Apply these changes"), reverse("casestudies:apply", args=[job.public_id])
    yield _("Look after the library"), reverse("casestudies:administer")


def _to_library(job):
    yield _("Look after the library"), reverse("casestudies:administer")
    yield _("The library"), reverse("casestudies:library")


@job_kind(
    "casestudies.preview",
    label=gettext_lazy("What a file would change in the library"),
    policy="casestudies.administer",
    groups=GROUPS,
    links=_to_apply,
)
def preview(run):
    """Check the file and say what it would change; writes nothing."""
    name, content = _file(run)
    run.step(_("Checking every entry"))
    entries, faults = loading.read_upload(name, content)
    faults = faults + loading.check(entries)
    if faults:
        raise _refused(faults)
    run.step(_("Comparing with the library"))
    report = loading.compare(entries)
    return Outcome(_summary(report, would=True), lines=_lines(report), facts={"changes": report.changes})


@job_kind(
    "casestudies.apply",
    label=gettext_lazy("Loading a file into the library"),
    policy="casestudies.administer",
    atomic=True,
    groups=GROUPS,
    links=_to_library,
)
def apply(run):
    """Load the file, whole or not at all."""
    name, content = _file(run)
    run.step(_("Loading"))
    try:
        report = actions.load_upload(filename=name, content=content, by=run.person)
    except loading.FaultsFound as found:
        raise _refused(found.faults) from found
    return Outcome(_summary(report, would=False), lines=_lines(report), facts={"changes": report.changes})


def _file(run):
    """Name and bytes of the uploaded file; it is never larger than a few megabytes."""
    (path,) = run.inputs().values()
    return path.name, path.read_bytes()


def _refused(faults):
    many = len(faults)
    words = ngettext(
        "The file has %(many)s fault, so nothing of it can be loaded",
        "The file has %(many)s faults, so nothing of it can be loaded",
        many,
    )
    return WorkRefused(words % {"many": many}, lines=[("fault", str(fault)) for fault in faults])


def _summary(report, *, would):
    if not report.changes:
        return _("Nothing differs from what the library holds")
    if would:
        words = ngettext("%(many)s record would change", "%(many)s records would change", report.changes)
    else:
        words = ngettext("%(many)s record changed", "%(many)s records changed", report.changes)
    return words % {"many": report.changes}


def _lines(report):
    """One sentence for each record that differs."""
    for line in report.lines:
        what = f"{line['kind']} {line['name']}"
        yield line["verb"], f"{what}: {', '.join(line['fields'])}" if line["fields"] else what
