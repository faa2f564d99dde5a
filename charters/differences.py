"""What changed from one version of an agreement to another: its cover, its sections, its commitments."""

from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.models import Commitment
from charters.wording import content
from core.differences import GONE, NEW, SAME, Piece, difference
from core.formatting import date

CHANGED, COME, LEFT, KEPT = "changed", "new", "gone", "same"


@dataclass(frozen=True)
class Part:
    """One part of the text in both versions; a number is its place among the sections, as printed."""

    key: str
    label: str
    state: str  # changed, new, gone or same
    pieces: tuple[Piece, ...]
    was: str = ""  # its heading before, if that is another
    number: int | None = None
    was_number: int | None = None

    @property
    def name(self):
        """Number and heading, as people refer to it."""
        number = self.number or self.was_number
        return f"{number}. {self.label}" if number else self.label

    @property
    def has_moved(self):
        """Its number is another, though it is in both."""
        return bool(self.number and self.was_number and self.number != self.was_number)


def part(key, label, old, new, **names):
    """A part from its text before and its text now; None where it is not in that version."""
    if old is None:
        return Part(key, label, COME, (Piece(new, NEW),), **names)
    if new is None:
        return Part(key, label, LEFT, (Piece(old, GONE),), **names)
    if old == new and not names.get("was"):
        return Part(key, label, KEPT, (Piece(new),) if new else (), **names)
    return Part(key, label, CHANGED, difference(old, new) if old != new else (Piece(new, SAME),), **names)


class VersionDifference:
    """Everything of the older and of the newer version, each part once."""

    def __init__(self, older, newer):
        self.older, self.newer = older, newer
        self.old, self.new = content(older), content(newer)

    @cached_property
    def parts(self):
        """In the order of the newer version; what is gone stands where it was."""
        return [*self._cover(), *self.sections, *self.commitments]

    @property
    def changed(self):
        """The parts in which something is different."""
        return [each for each in self.parts if each.state != KEPT]

    @property
    def kept(self):
        return [each for each in self.parts if each.state == KEPT]

    def touched(self, key):
        """Whether the section of this key is different; the empty key means anything at all."""
        if not key:
            return bool(self.changed)
        if key == "commitments":
            return any(each.state != KEPT for each in self.commitments)
        return any(each.key == key and each.state != KEPT for each in self.sections)

    def _cover(self):
        yield part("title", _("Title"), self.old["title"], self.new["title"])
        yield part("summary", _("Summary"), self.old["summary"], self.new["summary"])
        yield part("dates", _("Review, term and notice"), _dates(self.old), _dates(self.new))

    @cached_property
    def sections(self):
        """By their keys; headings are compared apart, so that a new heading is not a new section."""
        old = {s["key"]: (number, s) for number, s in enumerate(self.old["sections"], start=1)}
        new = {s["key"]: (number, s) for number, s in enumerate(self.new["sections"], start=1)}
        return [self._section(key, old.get(key), new.get(key)) for key in _merged(list(old), list(new))]

    def _section(self, key, old, new):
        was_number, before = old or (None, None)
        number, now = new or (None, None)
        label = (now or before)["heading"]
        was = before["heading"] if now and before and before["heading"] != label else ""
        bodies = (each and each["body"] for each in (before, now))
        return part(key, label, *bodies, was=was, number=number, was_number=was_number)

    @cached_property
    def commitments(self):
        """By their keys, which a version takes over from the one before."""
        old, new = _promises(self.older, self.old), _promises(self.newer, self.new)
        label = dict(Commitment.Kind.choices)
        for key in (keys := _merged(list(old), list(new))):
            kind = (new.get(key) or old[key])[0]
            old.setdefault(key, (kind, None))
            new.setdefault(key, (kind, None))
        return [part(f"commitment-{key}", str(label[new[key][0]]), old[key][1], new[key][1]) for key in keys]


def _merged(old, new):
    """Keys of both in the order of the newer; one that is gone follows the one it followed."""
    keys = list(new)
    for at, key in enumerate(old):
        if key not in new:
            place = next((keys.index(one) + 1 for one in reversed(old[:at]) if one in keys), 0)
            keys.insert(place, key)
    return keys


def _promises(version, fixed):
    """{key: (kind, text)} of a version's commitments; their words come from the text, their keys from the rows."""
    rows = version.commitments.all()
    return {str(row.key): (item["kind"], _promise(item)) for row, item in zip(rows, fixed["commitments"], strict=True)}


def _promise(item):
    """All that a commitment says, in lines."""
    facts = (
        (_("Whose"), item.get("owner") or dict(Commitment.OwnerSide.choices)[item["owner_side"]]),
        (_("How we will know"), item["measure"]),
        (_("Target"), item.get("target", "")),
        (_("By"), _day(item["due_on"])),
    )
    return "\n".join([item["text"], *(f"{name}: {value}" for name, value in facts if value)])


def _day(text):
    """A day as the fixed text holds it, "2026-12-02", in words."""
    return date(parse_date(text)) if text else ""


def _dates(fixed):
    months = [
        (_("Review"), _day(fixed["review_on"])),
        (_("Term"), _months(fixed.get("lasts_months"))),
        (_("Notice"), _months(fixed.get("notice_months"))),
    ]
    return "\n".join(f"{name}: {value}" for name, value in months if value)


def _months(number):
    return ngettext("%(number)s month", "%(number)s months", number) % {"number": number} if number else ""
