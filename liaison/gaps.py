"""How many local councils of a principal have nobody to turn to, as its officers' home says it: kept for a minute."""

from django.utils import timezone

from core.facts import cache
from councils.models import Council
from liaison.board import Board
from liaison.known import KEPT, gaps_key_of
from liaison.models import Assignment


def gaps_of(principal_ids):
    """{principal id: (councils without anybody, councils whose officer is out of date)}.

    (0, 0) for a council that has never named anybody: it does not work like this.
    """
    today = timezone.localdate()
    keys = {gaps_key_of(pk, today): pk for pk in principal_ids}
    found = cache.get_many(keys) if keys else {}
    missing = {key: pk for key, pk in keys.items() if key not in found}
    if missing:
        naming = set(Assignment.objects.filter(principal__in=missing.values()).values_list("principal", flat=True))
        principals = Council.objects.in_bulk(naming)
        read = {key: _counted(principals[pk]) if pk in principals else (0, 0) for key, pk in missing.items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: tuple(found[key]) for key, pk in keys.items()}


def _counted(principal):
    board = Board(principal)
    return len(board.rows) - board.having, board.counts()["outdated"]
