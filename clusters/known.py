"""What pages above show of the clusters of a council, kept for a minute so that they need no query for it."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Q

from clusters.health import reasons_to_confirm
from clusters.models import Cluster, Member, Role
from core.facts import cache

KEPT = 60  # seconds
KEY = "clusters-2"  # another number when what is kept changes its form
ANY = f"{KEY}:any"


@dataclass(frozen=True)
class Place:
    """A cluster of a council: `part` is the council's own, empty for a principal; `waits` names what is to be done."""

    reference: str
    title: str
    started: bool
    part: str = ""
    waits: str = ""  # consent, of a local council; join, of a principal
    asks: bool = False  # of its principal and of the council that leads: that they confirm it anew


def known_of(council_ids):
    """{council id: [Place]} of clusters that have not ended; no query for what was read before."""
    keys = {f"{KEY}:{pk}": pk for pk in council_ids}
    found = cache.get_many(keys) if keys else {}
    missing = [pk for key, pk in keys.items() if key not in found]
    if missing:
        read = {f"{KEY}:{pk}": [asdict(place) for place in places] for pk, places in _read(missing).items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: [Place(**place) for place in found[key]] for key, pk in keys.items()}


def are_there():
    """True if there is any cluster; asked once a minute, so that a search without any needs no query for it."""
    found = cache.get(ANY)
    if found is None:
        found = Cluster.objects.exists()
        cache.set(ANY, found, KEPT)
    return found


def forget(council_ids):
    """Read them anew once what is being written now is there."""
    keys = [ANY, *(f"{KEY}:{pk}" for pk in council_ids)]
    transaction.on_commit(lambda: cache.delete_many(keys), robust=True)


def _read(council_ids):
    places = {pk: [] for pk in council_ids}
    rows = {row.pk: row for row in Cluster.objects.standing().kept_by(council_ids).by_title().with_people()}
    asking = {pk for pk, row in rows.items() if reasons_to_confirm(row)}
    for pk, row in rows.items():
        if row.principal_id in places:
            waits = "join" if any(member.asks for member in row.members.all()) else ""
            place = Place(row.reference, row.title, row.is_started, waits=waits, asks=pk in asking)
            places[row.principal_id].append(place)
    members = Member.objects.present().filter(Q(council__in=council_ids), cluster__ended_at=None)
    for member in members.select_related("cluster").order_by("cluster__title", "pk"):
        asked = member.invited_at is not None
        places[member.council_id].append(
            Place(
                member.cluster.reference,
                member.cluster.title,
                member.cluster.is_started and member.is_in,
                part=member.role,
                waits="consent" if asked and not member.has_consented else "",
                asks=member.role == Role.LEAD and member.cluster_id in asking,
            )
        )
    return places
