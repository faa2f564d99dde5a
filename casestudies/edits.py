"""Administrators' words over the shipped ones: which texts may be edited, and how a page shows them."""

from dataclasses import dataclass

from django.db import models as db
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy, Chapter, ChecklistItem, LocalEdit, Perspective, Resource

Kind = LocalEdit.Kind


@dataclass(frozen=True)
class Editable:
    """A kind of shipped record and those of its texts that may be edited here: field name to label."""

    model: type
    fields: dict

    def is_long(self, name):
        return isinstance(self.model._meta.get_field(name), db.TextField)

    def longest(self, name):
        """How many characters the field takes; a text without a limit takes what a page of a guide needs."""
        return self.model._meta.get_field(name).max_length or 10_000

    def may_be_blank(self, name):
        return self.model._meta.get_field(name).blank


STUDY_TEXTS = {
    "title": _("Title"),
    "did": _("What was done"),
    "structure": _("How it was set up"),
    "money": _("Money"),
    "outcome": _("What came of it"),
    "lesson": _("What others can learn"),
    "superseded_note": _("What has changed since"),
}
EDITABLE = {
    Kind.STUDY: Editable(CaseStudy, STUDY_TEXTS),
    Kind.CHAPTER: Editable(
        Chapter,
        {
            "title": _("Title"),
            "summary": _("In short"),
            "explanation": _("Explanation"),
            "prompts": _("Questions to ask yourselves"),
        },
    ),
    Kind.ITEM: Editable(ChecklistItem, {"text": _("Item"), "hint": _("Explanation")}),
    Kind.RESOURCE: Editable(
        Resource,
        {
            "title": _("Title"),
            "publisher": _("Publisher"),
            "about": _("What it is"),
            "url": _("Web address"),
            "superseded_note": _("What has changed since"),
        },
    ),
    Kind.PERSPECTIVE: Editable(
        Perspective,
        {
            "question": _("Question"),
            "two_tier": _("Two-tier principal councils"),
            "single_tier": _("Single-tier principal councils"),
            "larger_local": _("Larger local councils"),
            "smaller_local": _("Smaller local councils"),
        },
    ),
}


def key_of(row):
    """The natural key as one word: "B8.2"."""
    return ".".join(str(part) for part in row.natural_key())


def find(kind, key):
    """The shipped record of this kind and key, or None."""
    if kind not in EDITABLE:
        return None
    model = EDITABLE[kind].model
    parts = key.split(".", 1) if len(model.NATURAL) > 1 else [key]
    if len(parts) != len(model.NATURAL) or (len(parts) > 1 and not (parts[1].isdecimal() and len(parts[1]) < 5)):
        return None
    rows = model._default_manager.filter(**dict(zip(model.NATURAL, parts, strict=True)))
    if kind == Kind.STUDY:
        rows = rows.filter(origin=CaseStudy.Origin.SHIPPED)
    return rows.first()


def shipped_of(edits):
    """The shipped records that these edits are about, by (kind, key); one query for each kind."""
    found = {}
    for kind in {edit.kind for edit in edits} & EDITABLE.keys():
        model, keys = EDITABLE[kind].model, {edit.key for edit in edits if edit.kind == kind}
        first = {key.split(".", 1)[0] if len(model.NATURAL) > 1 else key for key in keys}
        rows = model._default_manager.filter(**{f"{model.NATURAL[0]}__in": first})
        rows = rows.select_related(*[name.split("__")[0] for name in model.NATURAL if "__" in name])
        found |= {(kind, key_of(row)): row for row in rows}
    return found


def edited(kind, rows):
    """The rows with administrators' words put over the shipped ones; one query, however many rows.

    Each row gets `edited_fields`. Never save a row that went through here.
    """
    rows = list(rows)
    by_key = {key_of(row): row for row in rows}
    for row in rows:
        row.edited_fields = set()
    if not rows:
        return rows
    for edit in LocalEdit.objects.of(kind, by_key):
        row = by_key[edit.key]
        if edit.field in EDITABLE[kind].fields:
            setattr(row, edit.field, edit.text)
            row.edited_fields.add(edit.field)
    return rows


def edited_one(kind, row):
    """One row with administrators' words."""
    return edited(kind, [row])[0]
