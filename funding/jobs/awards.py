"""Long work of funding: reading grants that were made, one by one."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.exceptions import Refused
from core.jobs.kinds import Outcome, WorkRefused, job_kind
from funding import actions
from funding.importing.awards import CURRENCY, PERSON, READ, UNREADABLE, grants_of

GROUPS = {
    PERSON: gettext_lazy("Left out: to people"),
    CURRENCY: gettext_lazy("Left out: not in pounds"),
    UNREADABLE: gettext_lazy("Left out: something is missing"),
}
MOST_LINES = 500


def _to_awards(job):
    yield _("Who was funded near here"), reverse("funding:awards")


@job_kind(
    "funding.awards",
    label=gettext_lazy("Loading grants that were made"),
    policy="funding.load_awards",
    atomic=True,
    groups=GROUPS,
    links=_to_awards,
)
def load(run):
    """Keep every grant to an organisation, whole or not at all."""
    (path,) = run.inputs().values()
    run.step(_("Reading the grants"))
    try:
        counts, odd = actions.load_awards(
            grants=run.track(grants_of(path)), source=run.job.params["source"], job=run.job, by=run.person
        )
    except Refused as refusal:
        raise WorkRefused(refusal.message) from refusal
    words = ngettext("%(num)s grant loaded", "%(num)s grants loaded", counts[READ]) % {"num": counts[READ]}
    people = counts[PERSON]
    told = [(PERSON, ngettext("%(num)s grant", "%(num)s grants", people) % {"num": people})] if people else []
    return Outcome(words, lines=[*told, *odd[:MOST_LINES]], facts={"read": counts[READ]})
