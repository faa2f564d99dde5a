"""Lists of clusters, and what makes them longer, for test_lists.py."""

from clusters.models import Cluster
from core.facts import cache
from tests.clusters.group_factories import Grouping
from tests.councils.factories import CouncilFactory


def clusters(place, count):
    """At work, so that every page shows them."""
    grouping = Grouping(place.principal, officer=place.officer, many=2)
    for _number in range(count):
        grouping.started(title=f"Caretaker {Cluster.objects.count()}")
    cache.clear()


def one(place):
    if not place.principal.clusters_kept.exists():
        clusters(place, 1)
    return [place.principal.clusters_kept.order_by("pk").first().reference]


def members(place, count):
    """New councils that are asked into one cluster."""
    one(place)
    cluster = place.principal.clusters_kept.order_by("pk").first()
    grouping = Grouping(place.principal, CouncilFactory.create_batch(count, parents=[place.principal]),
                        officer=place.officer)  # fmt: skip
    for at in range(count):
        grouping.asked(cluster, at)


GROUP_LISTS = {
    "clusters": ("clusters:list", "officer", lambda place: [], clusters),
    "councils of a cluster": ("clusters:cluster", "officer", one, members),
    "clusters on a principal's page": ("portal:council", "clerk", lambda place: [place.principal.slug], clusters),
}
