"""What transfers wait for, kept for a minute so that home pages and council pages need no query for it.

Every write forgets it, once it is there. What no write here tells is that a lead officer has left; therefore no more
than a minute.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from core.facts import cache
from partnerships.models import year_of
from transfers.models import Transfer, TransferTask

KEPT = 60  # seconds
KEY = "transfers-2"  # another number when what is kept changes its form
ANY = f"{KEY}:any"


@dataclass(frozen=True)
class Waiting:
    """One transfer that is not over."""

    reference: str
    title: str
    principal: int
    local: int
    stage: str
    is_published: bool
    review_on: date | None
    open_principal: int  # questions of this stage that the principal council has not answered
    open_local: int
    sent_back_principal: int
    sent_back_local: int
    owes_year: int | None  # the last financial year that is over and has no statement yet


def waiting_of(council_ids):
    """{council id: (Waiting, …)}; no query for what was read before."""
    keys = {_key_of(pk): pk for pk in council_ids}
    found = cache.get_many(keys) if keys else {}
    missing = [pk for key, pk in keys.items() if key not in found]
    if missing:
        read = {_key_of(pk): facts for pk, facts in _read(missing).items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: found[key] for key, pk in keys.items()}


def are_there():
    """True if there is any transfer; asked once a minute, so that a search without any needs no query for it."""
    found = cache.get(ANY)
    if found is None:
        found = Transfer.objects.exists()
        cache.set(ANY, found, KEPT)
    return found


def forget(council_ids):
    """Read them anew once what is being written now is there."""
    keys = [ANY, *(_key_of(pk) for pk in council_ids)]
    transaction.on_commit(lambda: cache.delete_many(keys), robust=True)


def _key_of(council_id):
    return f"{KEY}:{council_id}:{timezone.localdate().isoformat()}"


def _read(council_ids):
    tasks = TransferTask.objects.not_done()
    year = year_of(timezone.localdate()) - 1
    rows = Transfer.objects.of_councils(council_ids).under_way().newest_first().with_tasks(tasks).owing(year)
    found = [_waiting(row, year if row.owes_year else None) for row in rows]
    return {pk: tuple(each for each in found if pk in (each.principal, each.local)) for pk in council_ids}


def _waiting(row, owes_year):
    here = [task for task in row.tasks.all() if task.stage == row.stage]
    counts = {
        f"{name}_{side}": sum(task.side == side and (name == "open" or task.state == "sent_back") for task in here)
        for name in ("open", "sent_back")
        for side in ("principal", "local")
    }
    return Waiting(row.reference, row.title, row.principal_id, row.local_id, row.stage, row.is_published, row.review_on,
                   **counts, owes_year=owes_year)  # fmt: skip
