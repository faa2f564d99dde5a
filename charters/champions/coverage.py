"""How many councils of a principal's board have a champion, as its officers' home says it: kept for a while, read once.

Whoever writes an appointment calls `forget_coverage()`.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from charters.champions.board import Board
from charters.models import Appointment
from charters.querysets.champions import covered_by
from core.facts import cache

KEPT = 10 * 60  # seconds
KEY = "champion-coverage-1"  # another number when what is kept changes its form


@dataclass(frozen=True)
class Coverage:
    """Of `every` council of the board `having` have a champion; `missing` are those that should get one, by name.

    Every principal council on a county's board should have one. A local council may have one, so of those only the ones
    are missing whose champion has left and nobody follows.
    """

    having: int
    every: int
    missing: tuple = ()


def coverage_of(principals):
    """{principal id: its `Coverage`}; no query for those that were asked about lately."""
    keys = {_key(principal.pk): principal for principal in principals}
    found = cache.get_many(keys) if keys else {}
    read = {key: asdict(_read(principal)) for key, principal in keys.items() if key not in found}
    if read:
        cache.set_many(read, KEPT)
    return {principal.pk: Coverage(**(found | read)[key]) for key, principal in keys.items()}


def forget_coverage(councils):
    """After the commit: the next home reads anew."""
    keys = [_key(council.pk) for council in councils]
    transaction.on_commit(lambda: cache.delete_many(keys), robust=True)


def _key(pk):
    return f"{KEY}:{pk}:{timezone.localdate().isoformat()}"


def _read(principal):
    board = Board(principal)
    if not board.local:
        missing = [row.council.full_name for row in board.rows if not row.has_champion]
    else:
        over = Appointment.objects.lapsing(timezone.localdate() - timedelta(days=1)).values("council")
        here = covered_by(principal, local=True).filter(pk__in=over).by_name()
        missing = [council.full_name for council in here]
    return Coverage(board.having, len(board.rows), tuple(missing))
