"""A handover of local councils on paper; templates/documents/council_handover.html prints it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.documents.looks import DocumentLook
from core.formatting import date as day_in_words
from councils.looks import document_look
from liaison.handing import Handing


@dataclass(frozen=True)
class Chapter:
    """One council: `texts` are (heading, words), `items` (kind, title, note, due_on)."""

    title: str
    successor: str
    texts: tuple
    no_note: str
    items: tuple
    read_at: datetime | None


@dataclass(frozen=True)
class HandoverPaper:
    """What an officer leaves to whoever follows, for one council or for all; for the principal's own people."""

    title: str
    subject: str
    author: str
    reference: str
    slug: str
    issued_at: datetime
    leaver: str
    last_day: date
    reason: str
    completed_at: datetime | None
    chapters: tuple[Chapter, ...]
    general: tuple = ()  # as the items of a chapter
    look: DocumentLook | None = None
    demonstration: bool = False


def handover_paper(handover, notes, *, at, general=False):
    """A handover as data, with the councils of these notes; `general` adds what belongs to no single council."""
    handing, one = Handing(handover, notes), notes[0] if len(notes) == 1 else None
    leaver, principal = str(handover.leaver.user), handover.principal
    about = one.area_label if one else _("local councils of %(name)s") % {"name": leaver}
    facts = {"about": about, "day": day_in_words(at)}
    return HandoverPaper(
        title=_("Handover: %(about)s") % facts,
        subject=_("What whoever follows a named officer should know"),
        author=principal.full_name,
        reference=_("Handover, %(about)s, %(day)s") % facts,
        slug=one.council.slug if one and one.council else slugify(leaver),
        issued_at=at,
        leaver=leaver,
        last_day=handover.last_day,
        reason=handover.reason,
        completed_at=handover.completed_at,
        chapters=tuple(_chapter(handing, note) for note in notes),
        general=_lines(handing.general) if general else (),
        look=document_look(principal),
        demonstration=settings.DEMO,
    )


def _chapter(handing, note):
    texts = (
        (_("What to know"), note.history),
        (_("What is delicate"), note.sensitivities),
        (_("Whom to speak to first"), note.people),
    )
    items = _lines(handing.items_of(note))
    return Chapter(note.area_label, str(note.successor.user), tuple(each for each in texts if each[1]), note.no_note,
                   items, note.read_at)  # fmt: skip


def _lines(items):
    return tuple((item.kind, item.title, item.note, item.due_on) for item in items)
