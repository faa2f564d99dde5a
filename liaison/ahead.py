"""Days on which leads may change: elections and reorganisations of councils. Kept for an hour, read once.

The days are what the councils' profiles say; ordinary elections are on the first Thursday in May (Representation of the
People Act 1983, section 37).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.facts import cache
from councils.models import Council, Profile
from liaison.board import Board
from liaison.models import Assignment

AHEAD = timedelta(days=180)  # half a year: time for a handover, and for a date with the new councillors
SINCE = timedelta(days=60)  # so long after it the new people are looked for
KEPT = 60 * 60  # seconds; a day that is typed into a profile shows after that time at the latest
KEY = "days-ahead-1"  # another number when what is kept changes its form


class Turn(models.TextChoices):
    """What happens on such a day."""

    ELECTION = "election", _("Election")
    REORGANISATION = "reorganisation", _("Reorganisation")


FIELDS = {Turn.ELECTION: "next_election_on", Turn.REORGANISATION: "reorganised_on"}  # of the profile


@dataclass(frozen=True)
class DayAhead:
    """A local council whose leads may change on a day, or lately did; who answers for it at the principal."""

    council: Council
    turn: Turn
    day: date
    days: int  # from today; negative: it was
    assignment: Assignment | None

    @property
    def is_over(self):
        return self.days < 0


def ahead_in(principal, *, on=None):
    """Every local council of the area with such a day within half a year or in the last two months; the next first."""
    today = on or timezone.localdate()
    rows = {row.council.pk: row for row in Board(principal, on=today).rows}
    found = [
        DayAhead(rows[pk].council, turn, day, (day - today).days, rows[pk].assignment)
        for pk, turn, day in _days(_area(principal.pk), today)
        if pk in rows
    ]
    return sorted(found, key=lambda each: (each.is_over, abs(each.days), each.council.full_name))


def _area(principal_id):
    return Council.objects.local().current().filter(parents=principal_id)


def _days(councils, today):
    """[(council id, turn, day)] of these councils in this time."""
    span = (today - SINCE, today + AHEAD)
    near = Q(*((f"{name}__range", span) for name in FIELDS.values()), _connector=Q.OR)
    rows = Profile.objects.filter(near, council__in=councils).order_by("council")
    for pk, *days in rows.values_list("council", *FIELDS.values()):
        for turn, day in zip(FIELDS, days, strict=True):
            if day and span[0] <= day <= span[1]:
                yield pk, turn, day


def counts_in(principal_ids):
    """{principal id: ((turn, day, how many of its local councils), ...)}, what is ahead alone; kept, for home pages."""

    def read(missing, today):
        return {pk: tuple(_counted(pk, today)) for pk in missing}

    return _kept("area", principal_ids, read)


def _counted(principal_id, today):
    counts = {}
    for _pk, turn, day in _days(_area(principal_id), today):
        if day >= today:
            counts[turn, day] = counts.get((turn, day), 0) + 1
    return [(turn, day, many) for (turn, day), many in sorted(counts.items(), key=lambda each: each[0][1])]


def ahead_of(council_ids):
    """{council id: ((turn, day), ...)} of the councils themselves, what is ahead alone; kept like the rest."""

    def read(missing, today):
        found = {pk: () for pk in missing}
        for pk, turn, day in _days(missing, today):
            if day >= today:
                found[pk] += ((turn, day),)
        return found

    return _kept("own", council_ids, read)


def _kept(part, ids, read):
    today = timezone.localdate()
    keys = {f"{KEY}:{part}:{pk}:{today.isoformat()}": pk for pk in ids}
    found = cache.get_many(keys) if keys else {}
    missing = {pk: key for key, pk in keys.items() if key not in found}
    if missing:
        facts = read(list(missing), today)
        fresh = {key: facts[pk] for pk, key in missing.items()}
        cache.set_many(fresh, KEPT)
        found |= fresh
    return {pk: found[key] for key, pk in keys.items()}
