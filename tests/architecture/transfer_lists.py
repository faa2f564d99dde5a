"""Lists of assets and services, and what makes them longer, for test_lists.py."""

from core.facts import cache
from tests.transfers.factories import Keeper
from transfers.models import Asset


def assets(place, count):
    """Open for transfer, each with a place on the map, two of them together."""
    keeper = Keeper(place.principal, place.officer)
    for number in range(count):
        many = Asset.objects.count()
        asset = keeper.offered(name=f"New hall {many}", code=f"H{many}")
        Asset.objects.filter(pk=asset.pk).update(latitude=53 + number // 2 / 10, longitude=-2, is_turned=True)
    cache.clear()


TRANSFER_LISTS = {
    "assets and services": ("transfers:list", "officer", lambda place: [], assets),
    "assets on a principal's page": ("portal:council", "clerk", lambda place: [place.principal.slug], assets),
    "search in assets": ("portal:search", "clerk", lambda place: [], assets),
}
