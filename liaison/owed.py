"""Handovers that are owed or wait to be read, as home pages and the coverage board show them: kept for a minute."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Case, Count, F, Max, Min, Q, When
from django.utils import timezone

from core.facts import cache
from liaison.models import Assignment, CouncilHandover, HandoverNote

KEPT = 60  # seconds
KEY = "handovers-2"  # another number when what is kept changes its form
LOOK_BACK = timedelta(days=366)  # after a year whoever was there has forgotten it, too


@dataclass(frozen=True)
class Owed:
    """Somebody answers no more for councils, and nobody was told anything; `leaver` is the membership's public id."""

    leaver: str
    name: str
    post: str
    councils: int
    since: date  # the last day


@dataclass(frozen=True)
class Handovers:
    """What waits of handovers; `begun` are those that are open.

    `unread` is {user id: [(public id of the handover, name of the leaver, councils to read, last day)]}.
    """

    owed: tuple
    unread: dict
    begun: tuple


def handovers_of(principal_ids):
    """{principal id: Handovers}; no query for councils that were asked about lately."""
    today = timezone.localdate()
    keys = {_key(pk, today): pk for pk in principal_ids}
    found = cache.get_many(keys) if keys else {}
    missing = [pk for key, pk in keys.items() if key not in found]
    if missing:
        read = {_key(pk, today): facts for pk, facts in _read(missing, today).items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: found[key] for key, pk in keys.items()}


def forget_owed(principal):
    """Read anew once what is being written now is there."""
    key = _key(principal.pk, timezone.localdate())
    transaction.on_commit(lambda: cache.delete(key), robust=True)


def _key(pk, today):
    return f"{KEY}:{pk}:{today.isoformat()}"


def _read(principal_ids, today):
    owed, unread, begun = ({pk: [] for pk in principal_ids} for _part in range(3))
    for row in owed_rows(principal_ids, today):
        owed[row["principal"]].append(Owed(str(row["leaver"]), row["name"], row["post"], row["councils"], row["since"]))
    for note in _unread(principal_ids):
        unread[note["handover__principal"]].append(note)
    for handover in CouncilHandover.objects.open().filter(principal__in=principal_ids).whole():
        begun[handover.principal_id].append((str(handover.public_id), handover.leaver.user.name, handover.last_day))
    return {pk: Handovers(tuple(owed[pk]), _by_reader(unread[pk]), tuple(begun[pk])) for pk in principal_ids}


def owed_rows(principal_ids, today):
    """One row for each person and principal: how many councils they left without a word, and the last day there."""
    left = Case(
        When(Q(ends_on__lt=today), then=F("ends_on")),
        When(membership__revoked_at__isnull=False, then=F("membership__revoked_at__date")),
        default=F("membership__ends_on"),
    )
    gone = Q(ends_on__lt=today) | Q(membership__revoked_at__isnull=False) | Q(membership__ends_on__lt=today)
    rows = Assignment.objects.standing().filter(gone, principal__in=principal_ids, ended_at=None)
    rows = rows.alias(left=left).filter(left__gte=today - LOOK_BACK, starts_on__lte=today)
    return (
        rows.exclude(membership__councils_handed_over__in=CouncilHandover.objects.open().filter(is_whole=True))
        .order_by()
        .values("principal", leaver=F("membership__public_id"), name=F("membership__user__name"))
        .annotate(councils=Count("pk"), post=Min("post"), since=Max("left"))
        .order_by("since", "leaver")
    )


def _unread(principal_ids):
    notes = HandoverNote.objects.unread().filter(
        handover__principal__in=principal_ids, handover__completed_at__isnull=False
    )
    of_it = (f"handover__{name}" for name in ("principal", "public_id", "leaver__user__name", "last_day"))
    return notes.order_by().values(*of_it, "successor__user").annotate(many=Count("pk")).order_by("handover__public_id")


def _by_reader(rows):
    found = {}
    for row in rows:
        public_id, name = str(row["handover__public_id"]), row["handover__leaver__user__name"]
        found.setdefault(row["successor__user"], []).append((public_id, name, row["many"], row["handover__last_day"]))
    return found
