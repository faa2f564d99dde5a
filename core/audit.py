"""The audit trail: written by actions, sealed into a hash chain by the worker."""

import hashlib
import json

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formatting import date_time
from core.models import ActorSide, AuditEvent, AuditRedaction, AuditSeal

GENESIS = "0" * 64
AT_ONCE = 10_000  # events sealed in one transaction: neither memory nor the wait of writers grows with their number


def record(verb, subject, sentence, *, by, councils=(), acting_for=None, restricted=False, parts=()):
    """Write one event in the running transaction.

    `acting_for` is the council in whose name `by` acted; `parts` says what in the record was changed.
    """
    return AuditEvent.objects.create(
        by=by,
        actor=by.role_label(acting_for) if by else "Common Ground",
        verb=verb,
        sentence=str(sentence),
        record=subject,
        council_ids=sorted({council.pk for council in (*councils, *([acting_for] if acting_for else []))}),
        restricted=restricted,
        parts=sorted(parts),
        side=by.side(acting_for) if by else ActorSide.PORTAL,
    )


def last_change(record, parts):
    """The newest event that changed one of these parts of a record, or None."""
    return AuditEvent.objects.about(record).touching(parts).first()


def told_who(sentence, record, parts):
    """The sentence for the second of two, with who was first and when as far as the trail knows."""
    event = last_change(record, parts)
    if event is None:
        return sentence
    facts = {"sentence": sentence, "actor": event.actor, "when": date_time(event.at)}
    return _("%(sentence)s: %(actor)s, on %(when)s") % facts


def digest_of(event, previous):
    """SHA-256 over the seal before and everything the event says."""
    facts = [previous, event.pk, event.at.isoformat(), event.by_id, event.actor, event.verb, event.sentence]
    facts += [event.content_type_id, event.object_id, event.council_ids, event.restricted]
    if event.parts:  # events sealed before there were parts keep their hash
        facts.append(event.parts)
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def redact(events, *, subject, by):
    """Take a name or an address out of events: {event: its sentence without it}. Inside `core.privacy.erasing` only.

    The seals stay as they are. One new event says how many were changed and what they amount to now.
    """
    digests = {}
    for event, sentence in sorted(events.items(), key=lambda item: item[0].pk):
        event.sentence = sentence
        AuditEvent.objects.filter(pk=event.pk).update(sentence=sentence)
        digests[event.pk] = digest_of(event, "")
    many = len(digests)
    words = ngettext(
        "A name or an address was taken out of %(num)s earlier entry. What is left has the hash %(digest)s",
        "A name or an address was taken out of %(num)s earlier entries. What is left has the hash %(digest)s",
        many,
    ) % {"num": many, "digest": _sum_of(digests)}
    told_by = record("core.events_redacted", subject, words, by=by, restricted=True)
    rows = (AuditRedaction(event_id=pk, told_by=told_by, digest=digest) for pk, digest in digests.items())
    AuditRedaction.objects.bulk_create(rows)
    return many


def _sum_of(digests):
    lines = "\n".join(f"{pk}:{digest}" for pk, digest in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def vouched_redactions():
    """{event id: digest of what is left of it}, the newest, of those that the event that told of them confirms."""
    by_teller = {}
    for told_by, event, digest in AuditRedaction.objects.order_by("pk").values_list("told_by", "event", "digest"):
        by_teller.setdefault(told_by, {})[event] = digest
    sentences = dict(AuditEvent.objects.filter(pk__in=by_teller).values_list("pk", "sentence"))
    found = {}
    for told_by, digests in by_teller.items():
        if _sum_of(digests) in sentences.get(told_by, ""):
            found |= digests
    return found


def seal_events():
    """Chain every unsealed event in id order; returns how many."""
    total = 0
    while sealed := _seal_some():
        total += sealed
    return total


@transaction.atomic
def _seal_some():
    """The lock waits for writers under way, so no smaller id can still appear behind us."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        cursor.execute("LOCK TABLE core_auditevent IN SHARE ROW EXCLUSIVE MODE")
    last = AuditSeal.objects.order_by("-pk").first()
    previous, reached = (last.digest, last.pk) if last else (GENESIS, 0)
    seals = []
    for event in AuditEvent.objects.filter(pk__gt=reached).order_by("pk")[:AT_ONCE]:
        previous = digest_of(event, previous)
        seals.append(AuditSeal(event=event, digest=previous))
    AuditSeal.objects.bulk_create(seals)
    return len(seals)


def broken_seals():
    """Ids of sealed events that no longer fit the chain: someone went round the portal. Flat in memory.

    What was taken out of an event by a removal is gone, so its seal cannot be counted again. What is left of it must
    have the digest that a later event, itself sealed, gives.
    """
    previous, redacted = GENESIS, vouched_redactions()
    for event in AuditEvent.objects.with_seal().iterator(chunk_size=2000):
        if redacted.get(event.pk) != digest_of(event, "") and digest_of(event, previous) != event.digest:
            yield event.pk
        previous = event.digest
