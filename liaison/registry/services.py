"""What service contacts offer to pages above: where to search, a card, work for officers."""

from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    DESTINATION,
    EVENT,
    OPEN_WORK,
    RECORD_ADDRESS,
    CouncilCard,
    Destination,
    EventKind,
    OpenWork,
    provides,
)
from liaison.models import ServiceContact
from liaison.topics import USUAL, Topic

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
    mine = ServiceContact.objects.listed().filter(principal__in=person.officer_council_ids())
    stale = Count("pk", filter=Q(pk__in=mine.to_confirm().values("pk")))
    wrong = Count("pk", filter=Q(pk__in=mine.with_wrong_doors().filter(wrong_since__gt=0).values("pk")))
    counted = mine.order_by().values("principal__slug", "principal__name").annotate(stale=stale, wrong=wrong)
    for row in counted.order_by("principal__name"):
        address = reverse("liaison:services", args=[row["principal__slug"]])
        if row["wrong"]:
            words = ngettext(
                "%(num)s service contact was the wrong door",
                "%(num)s service contacts were the wrong door",
                row["wrong"],
            )
            yield OpenWork(words % {"num": row["wrong"]}, address, row["principal__name"])
        if row["stale"]:
            words = ngettext(
                "%(num)s service contact was not confirmed for half a year",
                "%(num)s service contacts were not confirmed for half a year",
                row["stale"],
            )
            confirm = reverse("liaison:service-confirm", args=[row["principal__slug"]])
            yield OpenWork(words % {"num": row["stale"]}, confirm, row["principal__name"])


@provides(DESTINATION)
def questions(person):
    """The search itself, and each topic by the words people use for it."""
    address = reverse("liaison:ask")
    yield Destination(_("Who do I ask?"), address, _("service contact team department telephone directory"))
    for topic in Topic:
        title = _("Who do I ask? %(topic)s") % {"topic": topic.label}
        yield Destination(title, f"{address}?{urlencode({'q': topic.label})}", str(USUAL[topic].words))


@provides(RECORD_ADDRESS)
def addresses(person, wanted):
    """Where events about service contacts lead."""
    if wanted.get("liaison.servicecontact"):
        seen = ServiceContact.objects.visible_to(person).filter(pk__in=wanted["liaison.servicecontact"])
        for row in seen.select_related("principal"):
            yield "liaison.servicecontact", row.pk, row.get_absolute_url()


@provides(EVENT)
def events():
    yield EventKind("liaison.service_added", _("Service contacts added"))
    yield EventKind("liaison.service_changed", _("Service contacts put right"))
    yield EventKind("liaison.services_confirmed", _("Service contacts confirmed"))
    yield EventKind("liaison.wrong_door", _("Service contacts that were the wrong door"))
