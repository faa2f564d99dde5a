"""The audit trail of the national data set, in the order of time and sealed into the chain."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType

from core.audit import GENESIS, digest_of
from core.copying import insert_rows, new_ids
from core.models import AuditEvent, AuditSeal
from councils.models import Profile
from demo.growth.days import LAST, moment

NAMES = ("id", "at", "by_id", "actor", "verb", "sentence", "content_type_id", "object_id", "council_ids", "restricted",
         "parts")  # fmt: skip
FIELDS = ("Electorate", "Meetings of the full council in a year", "Precept this year", "Population", "Website")


@dataclass(slots=True)
class Happened:
    """One event before it has its place in the trail."""

    at: datetime
    by_id: int
    actor: str
    verb: str
    sentence: str
    model: type
    object_id: int
    council_ids: tuple = ()
    restricted: bool = field(default=False)


class Event(NamedTuple):
    """What `digest_of` reads of an audit event, in the order of NAMES."""

    pk: int
    at: datetime
    by_id: int
    actor: str
    verb: str
    sentence: str
    content_type_id: int
    object_id: int
    council_ids: list
    restricted: bool
    parts: tuple = ()


def tell(nation, number):
    """So many events in all: those of people and agreements, and years of small changes of profiles."""
    happened = nation.happened
    happened.extend(_changes(nation, max(0, number - len(happened))))
    happened.sort(key=lambda one: one.at)
    events = _numbered(happened[:number])
    insert_rows(AuditEvent, NAMES, events)
    insert_rows(AuditSeal, ("event_id", "digest"), _seals(events))


def _changes(nation, number):
    """Clerks who change their profile, again and again."""
    dice = nation.dice
    councils = {c.pk: c for locals_ in nation.locals_of.values() for c in locals_}
    profiles = dict(Profile.objects.filter(council__in=nation.clerks).values_list("council", "pk"))
    chosen = [(pk, nation.clerks[pk], councils[pk].label) for pk in sorted(profiles)]
    for _number in range(number if chosen else 0):
        pk, clerk, label = dice.choice(chosen)
        if dice.random() < 0.3:
            verb, words = "councils.profile_confirmed", f"Profile of {label} confirmed"
        else:
            verb, words = "councils.profile_changed", f"Profile of {label} changed: {dice.choice(FIELDS)}"
        at = moment(dice, clerk.joined, LAST)
        yield Happened(at, clerk.pk, f"Clerk, {label}", verb, words, Profile, profiles[pk], (pk,))


def _numbered(happened):
    """In the order of time, as rows."""
    kinds = {model: ContentType.objects.get_for_model(model).pk for model in {one.model for one in happened}}
    return [
        Event(pk, one.at, one.by_id, one.actor[:200], one.verb, one.sentence, kinds[one.model], one.object_id,
              sorted(one.council_ids), one.restricted)
        for pk, one in zip(new_ids(AuditEvent, len(happened)), happened, strict=True)
    ]  # fmt: skip


def _seals(events):
    """The chain goes on from the last seal there is."""
    last = AuditSeal.objects.order_by("-pk").first()
    previous = last.digest if last else GENESIS
    for event in events:
        previous = digest_of(event, previous)
        yield event.pk, previous
