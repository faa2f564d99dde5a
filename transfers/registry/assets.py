"""The register of assets on pages above: navigation, cards of council pages, search, what one may start."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.policies import allows
from core.registry import (
    CLOSED_RECORD,
    COUNCIL_CARD,
    CREATE,
    DESTINATION,
    EVENT,
    NAVIGATION,
    RECORD_ADDRESS,
    REFERENCE,
    SEARCH,
    CouncilCard,
    Destination,
    EventKind,
    NavigationItem,
    StartLink,
    provides,
)
from transfers import finding
from transfers.known import known_of
from transfers.models import Asset

MOST_ON_CARD = 5  # the others behind a link to the list

provides(SEARCH)(finding.assets)
provides(SEARCH)(finding.offers)
provides(REFERENCE)(finding.by_reference)
provides(RECORD_ADDRESS)(finding.addresses)


@provides(CLOSED_RECORD)
def withheld(person):
    """Who was told of an asset before it was withheld does not go on reading its name."""
    yield Asset, Asset.objects.closed_to(person).values("pk")


@provides(NAVIGATION)
def navigation(person):
    yield NavigationItem(_("Assets"), reverse("transfers:list"), order=33)


@provides(CREATE)
def start_links(person):
    if allows(person, "transfers.keep_register"):
        yield StartLink(_("Enter an asset or a service that may move"), reverse("transfers:add"))
        yield StartLink(_("Offer a service to all local councils"), reverse("transfers:devolution-add"))


@provides(DESTINATION)
def pages(person):
    words = _("property land building services transfer devolution register map")
    yield Destination(_("Assets and services"), reverse("transfers:list"), words)
    offered = f"{reverse('transfers:list')}?offered=yes"
    yield Destination(_("What is open for transfer"), offered, _("asset transfer devolution take on service"))
    words = _("calculator share costs precept Band D dowry ten years")
    yield Destination(_("What would it cost?"), reverse("transfers:costs"), words)
    yield Destination(_("Devolution offers"), reverse("transfers:devolutions"), _("expression of interest take over"))
    if person.is_authenticated and person.officer_council_ids():
        yield Destination(_("Load a register of assets"), reverse("transfers:upload"), _("transparency code upload"))


@provides(COUNCIL_CARD)
def card(person, council):
    """Of a principal its register; of a local council what its principals have opened for transfer where it is."""
    principals = [council] if council.is_principal else council.parent_list
    known = known_of([principal.pk for principal in principals])
    keeps = council.is_principal and person.is_authenticated and allows(person, "transfers.keep_register", council)
    offers = [
        offer
        for each in known.values()
        for offer in each.offers
        if council.is_principal or offer.local_council in (None, council.pk)
    ]
    listed = sum(each.listed for each in known.values())
    devolutions = [each for known_here in known.values() for each in known_here.devolutions]
    if not (offers or keeps or devolutions or (listed and council.is_principal)):
        return
    asked = {"of": council.slug} if council.is_principal else {"near": council.slug, "offered": "yes"}
    shown = {
        "council": council,
        "listed": listed,
        "offers": offers[:MOST_ON_CARD],
        "devolutions": devolutions[:MOST_ON_CARD],
        "more": len(offers[MOST_ON_CARD:]),
        "query": urlencode(asked),
        "offered_query": urlencode({**asked, "offered": "yes"}),
        "keeps": keeps,
    }
    yield CouncilCard(_("Assets and services that may move"), "transfers/_council_card.html", shown, order=47)


@provides(EVENT)
def events():
    yield EventKind("transfers.register_loaded", _("Registers of assets loaded"))
    yield EventKind("transfers.asset_added", _("Assets and services entered"))
    yield EventKind("transfers.asset_changed", _("Assets and services changed"))
    yield EventKind("transfers.withheld", _("Assets kept from the public or shown again"))
    yield EventKind("transfers.offered", _("Assets and services opened for transfer"), tells=True)
    yield EventKind("transfers.offer_changed", _("What was said about a transfer changed"))
    yield EventKind("transfers.devolution_written", _("Devolution offers written"))
    yield EventKind("transfers.devolution_changed", _("Devolution offers changed"))
    yield EventKind("transfers.devolution_published", _("Devolution offers published"), tells=True)
    yield EventKind("transfers.devolution_ended", _("Devolution offers ended"), tells=True)
    yield EventKind("transfers.interest_said", _("Where councils stand with devolution offers"), tells=True)
    yield EventKind("transfers.offer_ended", _("Assets and services no longer open for transfer"), tells=True)
