"""What council pages show of a register, kept for a minute so that they need no query for it.

Every write here forgets it, once it is there. What no write here tells is a council's new name; therefore no more
than a minute.
"""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Count

from core.facts import cache
from transfers.models import Asset, DevolutionOffer

KEPT = 60  # seconds
KEY = "assets-2"  # another number when what is kept changes its form
REGISTERS, DEVOLUTIONS = f"{KEY}:registers", f"{KEY}:devolutions"
MOST = 500  # offers kept of one principal


@dataclass(frozen=True)
class Offer:
    """Something open for transfer."""

    reference: str
    name: str
    kind: str
    local_council: int | None


@dataclass(frozen=True)
class Known:
    """How much is on a register that everyone may read, and what of it is open for transfer."""

    listed: int
    offered: int
    offers: tuple[Offer, ...]
    devolutions: tuple[tuple[str, str], ...] = ()  # (reference, title) of what its local councils may answer


def known_of(principal_ids):
    """{principal id: Known}; no query for what was read before."""
    keys = {f"{KEY}:{pk}": pk for pk in principal_ids}
    found = cache.get_many(keys) if keys else {}
    missing = [pk for key, pk in keys.items() if key not in found]
    if missing:
        read = {f"{KEY}:{pk}": asdict(known) for pk, known in _read(missing).items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: _known(found[key]) for key, pk in keys.items()}


def registers():
    """Whose register has how much on it, as `AssetQuerySet.registers()`; counted once a minute."""
    found = cache.get(REGISTERS)
    if found is None:
        found = list(Asset.objects.public().registers())
        cache.set(REGISTERS, found, KEPT)
    return found


def devolutions():
    """[(reference, title, what moves, name of the principal)] of the offers that stand; read once a minute."""
    found = cache.get(DEVOLUTIONS)
    if found is None:
        rows = DevolutionOffer.objects.standing().newest_first()
        found = list(rows.values_list("reference", "title", "moves", "principal__name"))
        cache.set(DEVOLUTIONS, found, KEPT)
    return found


def _known(kept):
    return Known(kept["listed"], kept["offered"], tuple(Offer(**offer) for offer in kept["offers"]),
                 tuple(map(tuple, kept["devolutions"])))  # fmt: skip


def forget(principal_ids):
    """Read them anew once what is being written now is there."""
    keys = [REGISTERS, DEVOLUTIONS, *(f"{KEY}:{pk}" for pk in principal_ids)]
    transaction.on_commit(lambda: cache.delete_many(keys), robust=True)


def _read(principal_ids):
    rows = Asset.objects.public().listed().filter(principal__in=principal_ids)
    counts = dict(rows.order_by().values_list("principal").annotate(many=Count("pk")))
    offers = {pk: [] for pk in principal_ids}
    for row in rows.offered().order_by("-offered_at", "-pk"):
        offers[row.principal_id].append(Offer(row.reference, row.name, row.kind, row.local_council_id))
    standing = {pk: [] for pk in principal_ids}
    for row in DevolutionOffer.objects.of_principals(principal_ids).taking_answers().newest_first():
        standing[row.principal_id].append((row.reference, row.title))
    return {
        pk: Known(counts.get(pk, 0), len(offers[pk]), tuple(offers[pk][:MOST]), tuple(standing[pk]))
        for pk in principal_ids
    }
