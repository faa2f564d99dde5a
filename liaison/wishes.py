"""How councils want to be in touch, as council pages want it: kept for a minute, read once."""

from django.db import transaction

from core.facts import cache
from liaison.models import CommsPreference

KEPT = 60  # seconds; every write forgets it, but not the removal of what somebody wrote
FIELDS = ("council_id", "first", "second", "third", "rhythm", "tier", "reachable", "hear_first", "bad_news",
          "confirmed_on")  # fmt: skip


def wishes_of(councils):
    """[(council, its preference or None)]; no query for councils that were asked about lately."""
    found = cache.get_many([_key(council.pk) for council in councils])
    missing = {council.pk for council in councils if _key(council.pk) not in found}
    if missing:
        rows = {row["council_id"]: row for row in CommsPreference.objects.of_councils(missing).values(*FIELDS)}
        read = {_key(pk): rows.get(pk, {}) for pk in missing}
        cache.set_many(read, KEPT)
        found |= read
    return [(council, _row(found[_key(council.pk)])) for council in councils]


def forget(council):
    """Read anew once what is being written now is there."""
    transaction.on_commit(lambda: cache.delete(_key(council.pk)), robust=True)


def _row(kept):
    """To be read, not to be saved."""
    return CommsPreference(**kept) if kept else None


def _key(pk):
    return f"comms-preference:{pk}"
