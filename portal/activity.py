"""What happened, as far as it is a person's business: across all their councils, or about one of them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from core.models import AuditEvent
from core.policies import allows
from core.registry import CLOSED_RECORD, EVENT, RECORD_ADDRESS, collect


@dataclass(frozen=True)
class Line:
    """One event as a timeline shows it; `href` opens its record, for those who may open it."""

    pk: int
    at: datetime
    text: str
    by: str
    href: str = ""


def concerning(person):
    """All that happened in which a council of the person's took part.

    Officers also see what concerned one of their local councils alone, such as its profile; administrators all.
    """
    events = AuditEvent.objects.select_related("by")
    if person.is_staff:
        return events
    return still_open(events.concerning(person.reading_council_ids(), person.looked_after_ids), person)


def still_open(events, person):
    """Without what happened to records that were closed to the person since; no query more."""
    for model, ids in collect(CLOSED_RECORD, person):
        events = events.exclude(content_type=ContentType.objects.get_for_model(model), object_id__in=ids)
    return events


def about(person, council):
    """The part of it that is about one council."""
    events = still_open(AuditEvent.objects.about_council(council).readable_by(person), person)
    if allows(person, "portal.all_activity", council):
        return events
    is_ours = bool(person.officer_council_ids() & council.own_principal_ids)
    return events.concerning(person.reading_council_ids(), [council.pk] if is_ours else ())


def kinds():
    """The verbs that apps have named, with their labels: {"charters.signed": "Signatures"}."""
    return {kind.verb: kind.label for kind in collect(EVENT)}


def told():
    """The verbs that are told to those they concern."""
    return [kind.verb for kind in collect(EVENT) if kind.tells]


def addresses(person, events):
    """Where each event's record can be opened, for those the person may open: {event id: address}."""
    wanted, labels = {}, {}
    for event in events:
        label = labels.setdefault(event.content_type_id, _label(event))
        wanted.setdefault(label, set()).add(event.object_id)
    found = {(label, pk): url for label, pk, url in collect(RECORD_ADDRESS, person, wanted)}
    of = {event.pk: found.get((labels[event.content_type_id], event.object_id)) for event in events}
    return {pk: url for pk, url in of.items() if url}


def _label(event):
    kind = ContentType.objects.get_for_id(event.content_type_id)  # kept by Django: no query a line
    return f"{kind.app_label}.{kind.model}"


def plain_lines(events, urls=None):
    """Events as a timeline shows them, without links unless they are given."""
    urls = urls or {}
    return [Line(event.pk, event.at, event.sentence, event.actor, urls.get(event.pk, "")) for event in events]


def lines(person, events):
    """Events with links to their records: one query more for each kind of record among them."""
    events = list(events)
    return plain_lines(events, addresses(person, events))


def by_day(lines):
    """[(day, lines)] in the order in which they come, by the clock of the United Kingdom."""
    return [(day, list(group)) for day, group in groupby(lines, key=lambda line: timezone.localdate(line.at))]
