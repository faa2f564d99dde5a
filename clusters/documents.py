"""The working document of a cluster: what its first draft says, and who pays what as its schedule."""

from django.utils.translation import gettext as _

from clusters.models import Role, Schedule
from clusters.planning import stored_plan
from clusters.sharing import NoShares, worked_out
from clusters.table import basis_words
from core.formatting import money


def first_words(cluster):
    """{section of the outline: text}."""
    return {
        "purpose": "\n\n".join(filter(None, [cluster.purpose, cluster.basis])),
        "councils": "\n".join(_councils(cluster)),
        "decisions": cluster.get_governance_display() if cluster.governance else "",
    }


def schedules_of(cluster):
    """[(heading, text)]: who pays what in the newest year that can be worked out; without one nothing."""
    for schedule in Schedule.objects.filter(cluster=cluster).whole().newest_first():
        try:
            found = worked_out(stored_plan(schedule))
        except NoShares:
            continue
        return [(_("Schedule: who pays what"), _shares(schedule, found))]
    return []


def _councils(cluster):
    for member in cluster.members.taking_part().by_council():
        words = f"- {member.council.full_name}: {Role(member.role).label}"
        yield words + (_("; leads for all: %(what)s") % {"what": member.leads} if member.leads else "")


def _shares(schedule, found):
    lines = [
        _("%(title)s, %(year)s") % {"title": schedule.title, "year": schedule.year_words}, "",
        *(f"- {name}: {money(pence)}" for name, pence, _once in schedule.costs),
        "- " + _("Costs in all: %(amount)s") % {"amount": money(found.cost)}, "",
        *(f"- {line.given.payer}: {money(line.used)}" for line in found.outside if line.used),
        "- " + _("Paid from elsewhere: %(amount)s") % {"amount": money(found.from_outside)}, "",
        _("Shared by: %(basis)s") % {"basis": basis_words(schedule.weights)}, "",
        *(f"- {share.member.name}: {money(share.pence)}" for share in found.shares if share.member.pays),
        "- " + _("Shared by the councils: %(amount)s") % {"amount": money(found.shared)},
    ]  # fmt: skip
    return "\n".join(lines)
