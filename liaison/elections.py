"""Local councils that elect soon: their leads may change, and so may what they want. Kept for an hour, read once.

The day is what the council's entry says; ordinary elections are on the first Thursday in May (Representation of the
People Act 1983, section 37).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from core.facts import cache
from councils.models import Council
from liaison.board import Board
from liaison.models import Assignment

AHEAD = timedelta(days=180)  # half a year: time for a handover, and for a date with the new councillors
SINCE = timedelta(days=60)  # so long after it the new people are looked for
KEPT = 60 * 60  # seconds; a day that is typed into an entry shows after that time at the latest
KEY = "elections-1"  # another number when what is kept changes its form


@dataclass(frozen=True)
class Election:
    """A council that elects on a day, or did lately; who answers for it at the principal."""

    council: Council
    day: date
    days: int  # from today; negative: it was
    assignment: Assignment | None

    @property
    def is_over(self):
        return self.days < 0


def elections_of(principal, *, on=None):
    """Every local council of the area that elects within half a year or did within two months; the next one first."""
    today = on or timezone.localdate()
    days = dict(_days(_area(principal.pk), today))
    found = [
        Election(row.council, days[row.council.pk], (days[row.council.pk] - today).days, row.assignment)
        for row in Board(principal, on=today).rows
        if row.council.pk in days
    ]
    return sorted(found, key=lambda each: (each.is_over, abs(each.days), each.council.full_name))


def _area(principal_id):
    return Council.objects.local().current().filter(parents=principal_id)


def _days(councils, today):
    """[(council id, day)] of those that elect in this time."""
    found = councils.filter(profile__next_election_on__range=(today - SINCE, today + AHEAD))
    return found.order_by("pk").values_list("pk", "profile__next_election_on")


def next_days_of(principal_ids):
    """{principal id: ((day, how many of its local councils elect on it), ...)} ahead; kept, for home pages."""
    today = timezone.localdate()
    keys = {_key(pk, today): pk for pk in principal_ids}
    found = cache.get_many(keys) if keys else {}
    missing = {pk: key for key, pk in keys.items() if key not in found}
    if missing:
        read = {key: _counted(pk, today) for pk, key in missing.items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: found[key] for key, pk in keys.items()}


def _counted(principal_id, today):
    counts = {}
    for _pk, day in _days(_area(principal_id), today):
        if day >= today:
            counts[day] = counts.get(day, 0) + 1
    return tuple(sorted(counts.items()))


def own_day_of(council_ids):
    """{local council id: the day on which it elects within half a year, or None}; kept like the rest."""
    today = timezone.localdate()
    keys = {_key(pk, today): pk for pk in council_ids}
    found = cache.get_many(keys) if keys else {}
    missing = {pk: key for key, pk in keys.items() if key not in found}
    if missing:
        days = {pk: day for pk, day in _days(Council.objects.filter(pk__in=missing), today) if day >= today}
        read = {key: (days.get(pk),) for pk, key in missing.items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: found[key][0] for key, pk in keys.items()}


def _key(pk, today):
    return f"{KEY}:{pk}:{today.isoformat()}"
