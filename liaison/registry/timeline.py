"""What of this app stands in the timeline of a local council: contacts, promises, named officers, handovers."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.registry import TIMELINE, TimelineEntry, provides
from liaison.models import Assignment, Contact, HandoverNote, Promise

MOST = 160  # characters of what was written


def _short(text):
    return text if len(text) <= MOST else f"{text[: MOST - 1]}…"


@provides(TIMELINE)
def contacts(person, council):
    """On the day of the contact; what the principal keeps for itself says so to its own people."""
    for row in Contact.objects.visible_to(person).standing().filter(council=council):
        title = f"{row.get_kind_display()}: {_short(row.about)}" if row.about else row.get_kind_display()
        note = _("Only for us") if row.is_internal else ""
        url = row.get_absolute_url()
        yield TimelineEntry("contact", _("Contacts"), row.took_place_on, title, url, note, row.principal_id)


@provides(TIMELINE)
def promises(person, council):
    """Made; and kept or not, or passed without a word. What was withdrawn or denied counts nowhere."""
    for row in Promise.objects.visible_to(person).counting().filter(council=council).whole():
        facts = {"by": row.promiser.full_name, "state": row.state_label, "what": _short(row.text)}
        common = {"kind": "promise", "kind_label": _("Promises"), "url": row.get_absolute_url(),
                  "principal": row.principal_id}  # fmt: skip
        yield TimelineEntry(on=row.made_on, title=_("%(by)s promised: %(what)s") % facts, **common)
        if row.state != "open":
            title = _("%(state)s, promised by %(by)s: %(what)s") % facts
            on, note = row.outcome_on or row.due_on, row.outcome_words
            if row.contested_at:
                on, note = timezone.localdate(row.contested_at), row.contest_words
            yield TimelineEntry(on=on, title=title, note=note, **common)


@provides(TIMELINE)
def officers(person, council):
    """The first and the last day of whoever answers for the council, by post."""
    today = timezone.localdate()
    seen = Assignment.objects.visible_to(person).for_council(council).standing().filter(starts_on__lte=today)
    for row in seen.distinct().order_by("starts_on", "pk"):
        facts = {"part": row.get_role_display().lower(), "post": row.post}
        note = "" if row.is_primary else _("Deputy")
        common = {"kind": "officer", "kind_label": _("Named officers"), "url": row.get_absolute_url(), "note": note,
                  "principal": row.principal_id}  # fmt: skip
        yield TimelineEntry(on=row.starts_on, title=_("First day of the %(part)s: %(post)s") % facts, **common)
        if row.ends_on and row.ends_on <= today:
            yield TimelineEntry(on=row.ends_on, title=_("Last day of the %(part)s: %(post)s") % facts, **common)


@provides(TIMELINE)
def handovers(person, council):
    """For those who read them, on the day they were completed."""
    seen = HandoverNote.objects.visible_to(person).filter(handover__completed_at__isnull=False)
    of_area = Q(handover__names_councils=True, handover__principal__in=council.parent_list)
    here = Q(council=council) | Q(of_area, council=None)
    for note in seen.filter(here).whole():
        on, principal = timezone.localdate(note.handover.completed_at), note.handover.principal_id
        title = _("Handed over to another officer")
        yield TimelineEntry("handover", _("Handovers"), on, title, note.get_absolute_url(), "", principal)
