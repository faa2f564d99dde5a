"""What pages of every kind want of the library, read once and kept for a while: in short, with administrators' words.

Whoever changes what is published calls `forget()`. Files that were loaded past our actions show after `KEPT`.
"""

from dataclasses import dataclass, field

from django.db import transaction

from casestudies.edits import Kind, edited
from casestudies.models import CaseStudy, Chapter, Resource
from core.facts import cache

KEPT = 10 * 60  # seconds
KEY = "library-shelf-1"  # another number when what is kept changes its form


@dataclass(frozen=True)
class Shelved:
    """A published case study, as far as lists of links need it."""

    slug: str
    title: str
    kind: str
    lesson: str
    parties: tuple = ()  # (name, type of council or "")
    council_ids: tuple = ()
    terms: tuple = ()  # (taxonomy, slug, name)


@dataclass(frozen=True)
class Leaf:
    """A chapter of the guide (`key` is its code) or a resource (its slug)."""

    key: str
    title: str
    words: str  # everything it is found by
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Shelf:
    """All of it, each part in the library's order."""

    studies: list = field(default_factory=list)
    chapters: list = field(default_factory=list)
    resources: list = field(default_factory=list)


def shelf():
    """The library in short; no query where it was read lately."""
    kept = cache.get_or_set(KEY, _read, KEPT)
    return Shelf(
        [Shelved(**row) for row in kept["studies"]],
        [Leaf(**row) for row in kept["chapters"]],
        [Leaf(**row) for row in kept["resources"]],
    )


def forget():
    """Read it anew once what is being written now is there."""
    transaction.on_commit(lambda: cache.delete(KEY), robust=True)


def _read():
    return {
        "studies": [_study(row) for row in edited(Kind.STUDY, CaseStudy.objects.published().for_cards().in_order())],
        "chapters": [_chapter(row) for row in _chapters()],
        "resources": [_resource(row) for row in edited(Kind.RESOURCE, Resource.objects.order_by("title", "slug"))],
    }


def _study(study):
    parties = list(study.parties.all())
    return {
        "slug": study.slug,
        "title": study.title,
        "kind": study.kind,
        "lesson": study.lesson,
        "parties": tuple((party.name, party.council_type) for party in parties),
        "council_ids": tuple(party.council_id for party in parties if party.council_id),
        "terms": tuple((term.taxonomy, term.slug, term.name) for term in study.terms.all()),
    }


def _chapters():
    """The chapters with their checklists, all in the words shown here."""
    rows = edited(Kind.CHAPTER, Chapter.objects.prefetch_related("items").order_by("number"))
    edited(Kind.ITEM, [item for row in rows for item in row.items.all()])
    return rows


def _chapter(row):
    items = " ".join(f"{item.text} {item.hint}" for item in row.items.all())
    words = f"{row.title} {row.summary} {row.explanation} {items}"
    return {"key": row.code, "title": row.title, "words": words, "note": row.summary}


def _resource(row):
    words = f"{row.title} {row.publisher} {row.about}"
    return {"key": row.slug, "title": row.title, "words": words, "note": row.publisher, "url": row.url}
