"""How alive the charters are that an officer looks after, on the officer's home."""

from django.utils.translation import gettext as _

from charters.ahead import ahead_of
from charters.due import at_work
from charters.models import VersionStatus
from core.registry import HOME_PART, CouncilCard, provides

SHOWN = 10  # the list of charters has them all


@provides(HOME_PART)
def charters_in_force(person):
    """For officers: the charters in force that their councils convene, the least alive first."""
    conveners = person.officer_council_ids()
    if not conveners:
        return
    versions = [
        v for v in at_work(person) if v.status == VersionStatus.IN_FORCE and v.agreement.convener_id in conveners
    ]
    if not versions:
        return
    ahead = ahead_of(versions)
    rows = [(version, ahead[version.pk]) for version in versions]
    rows.sort(key=lambda row: (row[1].health, row[0].agreement.title))
    context = {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}
    yield CouncilCard(_("How alive your charters are"), "charters/_home_health.html", context, order=30)
