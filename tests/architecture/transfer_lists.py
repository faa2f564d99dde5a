"""Lists of assets and services, and what makes them longer, for test_lists.py."""

from datetime import date

from core.facts import cache
from tests.architecture.moving_world import LAST
from tests.councils.factories import CouncilFactory
from tests.transfers.factories import FACTS_OF_TRANSFER, Keeper, Mover
from transfers import actions
from transfers.models import Asset, DevolutionOffer, Requirement, Transfer


def assets(place, count):
    """Open for transfer, each with a place on the map, two of them together."""
    keeper = Keeper(place.principal, place.officer)
    for number in range(count):
        many = Asset.objects.count()
        asset = keeper.offered(name=f"New hall {many}", code=f"H{many}")
        Asset.objects.filter(pk=asset.pk).update(latitude=53 + number // 2 / 10, longitude=-2, is_turned=True)
    cache.clear()


def devolutions(place, count):
    keeper = Keeper(place.principal, place.officer)
    for _number in range(count):
        keeper.published(title=f"Offer {DevolutionOffer.objects.count()}")


def answers(place, count):
    """New local councils of the area that have answered one offer."""
    keeper = Keeper(place.principal, place.officer)
    offer = place.principal.devolution_offers.first() or keeper.published()
    for council in CouncilFactory.create_batch(count, parents=[place.principal]):
        facts = {"state": "live", "note": "", "since_on": None}
        actions.set_standing(offer=offer, council=council, facts=facts, by=place.officer)


def offer(place):
    if not place.principal.devolution_offers.exists():
        Keeper(place.principal, place.officer).published()
    return [place.principal.devolution_offers.first().reference]


def transfers(place, count):
    """New ones of the clerk's council, published, each with an answer."""
    mover = Mover(place.principal, place.officer, place.council, place.clerk)
    for _number in range(count):
        transfer = mover.transfer(title=f"Hall {Transfer.objects.count()}")
        actions.set_transfer_published(transfer=transfer, published=True, by=place.officer)
    cache.clear()


def questions(place, count):
    """More that the principal asks of one transfer, each answered and sent back."""
    mover, transfer = Mover(place.principal, place.officer, place.council, place.clerk), transfer_of(place)
    for _number in range(count):
        facts = {"title": f"Criterion {Requirement.objects.count()}", "question": "", "stage": "identified"}
        facts = {**facts, "side": "local", "from_pence": 0}
        asked = actions.add_requirement(principal=place.principal, facts=facts, by=place.officer)
        actions.describe_transfer(transfer=transfer, facts=FACTS_OF_TRANSFER, by=place.officer)
        task = mover.answer(transfer.tasks.get(requirement=asked))
        actions.send_back(task=task, comment="More", by=place.officer)


def transfer_of(place):
    """One of the place's own: the world of the matrix may stand beside it."""
    found = Transfer.objects.filter(principal=place.principal).first()
    return found or Mover(place.principal, place.officer, place.council, place.clerk).transfer()


def one_transfer(place):
    return [transfer_of(place).reference]


def rooms(place, count):
    """More lease-backs of one transfer."""
    mover, transfer = Mover(place.principal, place.officer, place.council, place.clerk), transfer_of(place)
    mover.money(transfer)
    for _number in range(count):
        mover.lease(transfer)


def year(place):
    """The last one of a transfer that is live."""
    found = Transfer.objects.filter(principal=place.principal, stage="live").first()
    mover = Mover(place.principal, place.officer, place.council, place.clerk)
    found = found or mover.live_since(date(LAST - 1, 10, 1))
    return [found.reference, LAST]


def statements(place, count):
    """More of one year, each replacing the one before."""
    mover = Mover(place.principal, place.officer, place.council, place.clerk)
    transfer = Transfer.objects.get(reference=year(place)[0])
    for _number in range(count):
        mover.issued(transfer, LAST, "Put right")


TRANSFER_LISTS = {
    "statements of a year": ("transfers:year", "officer", year, statements),
    "lease-backs of a transfer": ("transfers:money", "officer", one_transfer, rooms),
    "transfers": ("transfers:transfers", "clerk", lambda place: [], transfers),
    "questions of a transfer": ("transfers:transfer", "officer", one_transfer, questions),
    "transfers on an officer's home": ("portal:home", "officer", lambda place: [], transfers),
    "transfers on a council's page": ("portal:council", "clerk", lambda place: [place.council.slug], transfers),
    "devolution offers": ("transfers:devolutions", "officer", lambda place: [], devolutions),
    "answers to an offer": ("transfers:devolution", "clerk", offer, answers),
    "assets and services": ("transfers:list", "officer", lambda place: [], assets),
    "assets on a principal's page": ("portal:council", "clerk", lambda place: [place.principal.slug], assets),
    "search in assets": ("portal:search", "clerk", lambda place: [], assets),
}
