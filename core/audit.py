"""The audit trail: written by actions, sealed into a hash chain by the worker."""

import hashlib
import json

from django.db import connection, transaction

from core.models import AuditEvent, AuditSeal

GENESIS = "0" * 64


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
    )


def last_change(record, parts):
    """The newest event that changed one of these parts of a record, or None."""
    return AuditEvent.objects.about(record).touching(parts).first()


def digest_of(event, previous):
    """SHA-256 over the seal before and everything the event says."""
    facts = [previous, event.pk, event.at.isoformat(), event.by_id, event.actor, event.verb, event.sentence]
    facts += [event.content_type_id, event.object_id, event.council_ids, event.restricted]
    if event.parts:  # events sealed before there were parts keep their hash
        facts.append(event.parts)
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def seal_events():
    """Chain every unsealed event in id order; returns how many.

    The lock waits for writers under way, so no smaller id can still appear behind us.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        cursor.execute("LOCK TABLE core_auditevent IN SHARE ROW EXCLUSIVE MODE")
    last = AuditSeal.objects.order_by("-pk").first()
    previous = last.digest if last else GENESIS
    seals = []
    for event in AuditEvent.objects.unsealed():
        previous = digest_of(event, previous)
        seals.append(AuditSeal(event=event, digest=previous))
    AuditSeal.objects.bulk_create(seals)
    return len(seals)


def broken_seals():
    """Ids of events whose seal does not match: someone went round the portal."""
    previous, broken = GENESIS, []
    for seal in AuditSeal.objects.select_related("event").order_by("pk").iterator():
        if digest_of(seal.event, previous) != seal.digest:
            broken.append(seal.pk)
        previous = seal.digest
    return broken
