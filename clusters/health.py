"""What a cluster is asked once a year, where its councils see it differently, and why it is to be confirmed anew."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from clusters.models.health import CHECKED, Colour
from core.formatting import date as in_words

LOOK_AHEAD = timedelta(days=60)
LOOKED_BACK = timedelta(days=365)  # for elections, of a cluster that nobody has confirmed yet


def compared(checks):
    """[(statement, {council: answer}, True where one says yes and another no)] of the answers of one year."""
    found = []
    for name, words in CHECKED.items():
        said = {check.council: Colour(getattr(check, name)) for check in checks}
        found.append((words, said, {Colour.GREEN, Colour.RED} <= set(said.values())))
    return found


def reasons_to_confirm(cluster, today=None):
    """In words; empty while nothing asks for it. `cluster` was read with its people, members and their profiles."""
    today = today or timezone.localdate()
    if not cluster.is_started or cluster.is_ended:
        return []
    return [*_day(cluster, today), *_people(cluster), *_elections(cluster, today)]


def _day(cluster, today):
    if cluster.review_on is None:
        yield _("No day is named on which it is looked at again")
    elif cluster.review_on <= today + LOOK_AHEAD:
        yield _("It is to be looked at again by %(day)s") % {"day": in_words(cluster.review_on)}


def _people(cluster):
    if not cluster.lead_officer.is_current:
        yield _("The lead local officer no longer acts for the council")
    if not cluster.point_person.is_current:
        yield _("The point person no longer acts for the principal council")
    if cluster.leads_changed:
        yield _("A named lead has changed since it was confirmed")


def _elections(cluster, today):
    """An election since it was confirmed may have brought another majority."""
    since = timezone.localdate(cluster.confirmed_at or cluster.started_at)
    since = max(since, today - LOOKED_BACK)
    councils = [cluster.principal, *(member.council for member in cluster.members.all() if member.is_in)]
    for council in councils:
        profile = getattr(council, "profile", None)
        day = profile and profile.next_election_on
        if day and since < day <= today:
            yield _("%(council)s had an election on %(day)s") % {"council": council.full_name, "day": in_words(day)}
