"""Long work of clusters: the groups of a whole area."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clusters.finder import find_groups
from core.jobs.kinds import Outcome, job_kind
from councils.models import Council

AT_ONCE = 50  # councils read together; after each such part the page of the job goes on


def _principal(job):
    return Council.objects.filter(pk=job.council_id).first()


def _back(job):
    if council := job.subject:
        yield council.full_name, council.get_absolute_url()


@job_kind(
    "clusters.find",
    label=gettext_lazy("Groups that could join forces"),
    policy="clusters.find_for",
    subject=_principal,
    groups={"found": gettext_lazy("Groups"), "alone": gettext_lazy("Councils without a known neighbour")},
    links=_back,
)
def find(run):
    """A line for each council: who is near it and why."""
    councils = list(Council.objects.of_principal(run.job.subject).local().current().with_parents().by_name())
    run.step(_("Comparing the councils"), total=len(councils))
    parts = [councils[at : at + AT_ONCE] for at in range(0, len(councils), AT_ONCE)]
    lines, many = [], 0
    for part in parts:
        for group in run.track(find_groups(part, offices=[run.job.council_id])):
            many += bool(group.others)
            lines.append(("found", words_of(group)) if group.others else ("alone", alone(group)))
    said = {"num": many, "all": len(councils)}
    words = ngettext(
        "%(num)s of %(all)s councils has others near it", "%(num)s of %(all)s councils have others near them", many
    )
    return Outcome(words % said, lines=lines)


def words_of(group):
    """A group in one line."""
    others = "; ".join(
        f"{each.council.full_name} ({', '.join(reason.words for reason in each.reasons)})" for each in group.others
    )
    return f"{group.council.full_name}: {others}"


def alone(group):
    return f"{group.council.full_name}: {'. '.join(group.missing)}"
