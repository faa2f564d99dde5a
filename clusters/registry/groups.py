"""Clusters on pages above: navigation, cards, open work, search, handovers, timelines."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clusters import actions, finding
from clusters.known import known_of
from clusters.models import Cluster, Member, Role
from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    CREATE,
    DESTINATION,
    EVENT,
    HANDOVER_ITEM,
    MEANT_FOR,
    OPEN_WORK,
    PASSING,
    RECORD_ADDRESS,
    REFERENCE,
    SEARCH,
    TIMELINE,
    CouncilCard,
    Destination,
    EventKind,
    HandoverItem,
    OpenWork,
    StartLink,
    TimelineEntry,
    provides,
)

MOST_ON_CARD = 5  # the others behind a link to the list

provides(SEARCH)(finding.clusters)
provides(REFERENCE)(finding.by_reference)
provides(RECORD_ADDRESS)(finding.addresses)


@provides(MEANT_FOR)
def members(agreement):
    """The working document of a cluster goes to the councils that take part."""
    parts = Member.objects.filter(cluster__agreement=agreement.pk).taking_part()
    yield from parts.order_by().values_list("council_id", flat=True)


@provides(CREATE)
def start_links(person):
    if allows(person, "clusters.propose"):
        yield StartLink(_("Propose a cluster of local councils"), reverse("clusters:add"))


@provides(DESTINATION)
def pages(person):
    words = _("cluster group neighbours share together caretaker lengthsman joint")
    yield Destination(_("Clusters of local councils"), reverse("clusters:list"), words)


@provides(OPEN_WORK)
def open_work(person):
    """Consent, for clerks of councils that are asked; who asks to join, for officers; to confirm it, for both."""
    if not person.is_authenticated:
        return
    named = {m.council_id: m.council for m in person.current_memberships}
    wanted = person.council_ids("clerk", "liaison_officer", "manager")
    for pk, places in known_of(wanted).items():
        for place in places:
            titles = {"consent": _("Say whether your council consents: %(title)s"),
                      "join": _("A council asks to join: %(title)s")}  # fmt: skip
            if place.waits in titles and (pk in person.council_ids("clerk")) == (place.waits == "consent"):
                url = reverse("clusters:cluster", args=[place.reference])
                yield OpenWork(titles[place.waits] % {"title": place.title}, url, named[pk].label)
            if place.asks:
                url = reverse("clusters:confirm", args=[place.reference])
                yield OpenWork(_("Confirm that the cluster goes on: %(title)s") % {"title": place.title}, url,
                               named[pk].label)  # fmt: skip


@provides(COUNCIL_CARD)
def card(person, council):
    """The clusters of a council that have started."""
    seen = [place for place in known_of([council.pk])[council.pk] if place.started]
    may_find = council.is_local and person.is_authenticated and allows(person, "clusters.find_for", council)
    if seen or may_find:
        places = [(place, Role(place.part).label if place.part else "") for place in seen[:MOST_ON_CARD]]
        shown = {"places": places, "more": len(seen[MOST_ON_CARD:]), "council": council,
                 "may_find": may_find}  # fmt: skip
        yield CouncilCard(_("Clusters"), "clusters/_council_card.html", shown, order=46)


@provides(HANDOVER_ITEM)
def standing_clusters(membership, councils):
    """Clusters whose point person the leaver is; and those with these councils in them."""
    wanted = {council.pk for council in councils}
    rows = Cluster.objects.standing().of_principals([membership.council_id])
    for row in rows.prefetch_related("members").order_by("title", "pk"):
        said = {"url": row.get_absolute_url(), "due_on": row.review_on, "note": str(row.state_label)}
        if row.point_person_id == membership.pk:
            yield HandoverItem(_("Point person of a cluster"), row.title, None, is_own=True, **said)
        for member in row.members.all():
            if member.council_id in wanted and not member.has_left:
                yield HandoverItem(_("Cluster"), row.title, member.council_id, **said)


@provides(PASSING)
def pass_on(leaver, successor_of, by):
    yield actions.pass_on_clusters(leaver=leaver, successor_of=successor_of, by=by)


@provides(TIMELINE)
def entries(person, council):
    """The council consented, left; its cluster started or ended."""
    seen = Cluster.objects.visible_to(person)
    for row in Member.objects.filter(council=council, cluster__in=seen).select_related("cluster").order_by("pk"):
        cluster = row.cluster
        inside = person.is_staff or {council.pk, cluster.principal_id} & person.reading_council_ids()
        days = [
            (row.consented_on if inside else None, _("Consented to its part in the cluster “%(title)s”")),
            (row.left_on if inside else None, _("Left the cluster “%(title)s”")),
            (_day(cluster.started_at) if row.is_in else None, _("Cluster “%(title)s” started")),
            (_day(cluster.ended_at) if row.is_in else None, _("Cluster “%(title)s” ended")),
        ]
        for on, words in days:
            if on:
                title = words % {"title": cluster.title}
                yield TimelineEntry("cluster", _("Clusters"), on, title, cluster.get_absolute_url(), "",
                                    cluster.principal_id)  # fmt: skip


def _day(moment):
    return timezone.localdate(moment) if moment else None


@provides(EVENT)
def events():
    yield EventKind("clusters.proposed", _("Clusters proposed"), tells=True)
    yield EventKind("clusters.changed", _("Clusters changed"))
    yield EventKind("clusters.started", _("Clusters started"), tells=True)
    yield EventKind("clusters.ended", _("Clusters ended"), tells=True)
    yield EventKind("clusters.member_named", _("Councils asked into clusters"), tells=True)
    yield EventKind("clusters.consented", _("Councils that consented to clusters"), tells=True)
    yield EventKind("clusters.asked", _("Councils that ask to join clusters"), tells=True)
    yield EventKind("clusters.left", _("Councils that left clusters"), tells=True)
    yield EventKind("clusters.neighbour_declared", _("Councils declared neighbours"), tells=True)
    yield EventKind("clusters.neighbour_taken_back", _("Councils no longer declared neighbours"))
    yield EventKind("clusters.passed_on", _("Clusters with another point person"))
