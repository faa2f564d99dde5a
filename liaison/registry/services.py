"""What service contacts offer to pages above: where to search, a card, work for officers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    DESTINATION,
    EVENT,
    OPEN_WORK,
    CouncilCard,
    Destination,
    EventKind,
    OpenWork,
    provides,
)
from liaison.mending import counts_of

CARD = "liaison/_ask_card.html"


@provides(COUNCIL_CARD)
def ask_card(person, council):
    """Where to look for whom to ask, on the page of every local council; a principal's list on its own."""
    keeps = council.is_principal and person.is_authenticated and allows(person, "liaison.keep_services", council)
    if council.is_local or keeps:
        yield CouncilCard(_("Who do I ask?"), CARD, {"council": council}, order=22)


@provides(OPEN_WORK)
def to_mend(person):
    """For officers: contacts that were the wrong door since they were last put right, and those out of date."""
    if not person.is_authenticated or not person.officer_council_ids():
        return
    for slug, name, wrong, stale in counts_of(person.officer_council_ids()):
        if wrong:
            words = ngettext(
                "%(num)s service contact was the wrong door", "%(num)s service contacts were the wrong door", wrong
            )
            yield OpenWork(words % {"num": wrong}, reverse("liaison:services", args=[slug]), name)
        if stale:
            words = ngettext(
                "%(num)s service contact was not confirmed for half a year",
                "%(num)s service contacts were not confirmed for half a year",
                stale,
            )
            yield OpenWork(words % {"num": stale}, reverse("liaison:service-confirm", args=[slug]), name)


@provides(DESTINATION)
def questions(person):
    """The page that asks; topics are found on it, so that a word such as "verge" still leads to agreements first."""
    yield Destination(
        _("Who do I ask?"), reverse("liaison:ask"), _("service contact team department telephone directory")
    )


@provides(EVENT)
def events():
    yield EventKind("liaison.service_added", _("Service contacts added"))
    yield EventKind("liaison.service_changed", _("Service contacts put right"))
    yield EventKind("liaison.services_confirmed", _("Service contacts confirmed"))
    yield EventKind("liaison.wrong_door", _("Service contacts that were the wrong door"))
