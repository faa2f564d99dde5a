"""What home pages and council pages show of the register, kept for a minute so that they need no query for it.

Every write forgets it, once it is there. Two things no write here tells: a lead officer's last day and a council's new
name; therefore no more than a minute.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from core.facts import cache
from partnerships.models import Assessment, Partnership

KEPT = 60  # seconds
KEY = "partnerships-2"  # another number when what is kept changes its form


@dataclass(frozen=True)
class Entry:
    """One partnership that is not closed."""

    reference: str
    title: str
    status: str
    convener: int
    council_ids: frozenset
    is_published: bool
    is_owned: bool
    next_review_on: date | None
    ends_on: date | None
    risk_review_on: date | None  # the earliest of its open risks


@dataclass(frozen=True)
class Idea:
    """An assessment that waits for a decision."""

    reference: str
    title: str


def known_of(council_ids):
    """{council id: (its open partnerships, its undecided assessments)}; no query for what was read before."""
    keys = {key_of(pk): pk for pk in council_ids}
    found = cache.get_many(keys) if keys else {}
    missing = [pk for key, pk in keys.items() if key not in found]
    if missing:
        read = {key_of(pk): facts for pk, facts in _read(missing).items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: found[key] for key, pk in keys.items()}


def forget(council_ids):
    """Read them anew once what is being written now is there."""
    keys = [key_of(pk) for pk in council_ids]
    transaction.on_commit(lambda: cache.delete_many(keys), robust=True)


def key_of(council_id):
    """Under which name it is kept."""
    return f"{KEY}:{council_id}:{timezone.localdate().isoformat()}"


def _read(council_ids):
    rows = Partnership.objects.of_councils(council_ids).unfinished()
    entries = [_entry(row) for row in rows.with_tier().prefetch_related("parties").by_title()]
    ideas = {pk: [] for pk in council_ids}
    for idea in Assessment.objects.filter(council__in=council_ids).undecided():
        ideas[idea.council_id].append(Idea(idea.reference, idea.title))
    return {pk: ([e for e in entries if pk in e.council_ids or pk == e.convener], ideas[pk]) for pk in council_ids}


def _entry(row):
    return Entry(
        reference=row.reference,
        title=row.title,
        status=row.status,
        convener=row.convener_id,
        council_ids=frozenset(row.council_ids),
        is_published=row.published_at is not None,
        is_owned=row.is_owned,
        next_review_on=row.next_review_on,
        ends_on=row.ends_on,
        risk_review_on=row.risk_review_on,
    )
