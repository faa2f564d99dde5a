"""Handovers: begin, write what whoever follows must know, share the councils out, drop, confirm that it was read."""

from collections import defaultdict
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.audit import record
from core.exceptions import Refused
from core.formatting import date, list_and
from core.locking import refuse_if_changed
from core.policies import require
from core.registry import HANDOVER_ITEM, collect
from councils.models import Council
from liaison.actions.officers import locked_principal, must_belong
from liaison.models import Assignment, CouncilHandover, HandoverNote
from liaison.owed import forget_owed

WORDS = ("successor", "history", "sensitivities", "people")
NAMED = 5  # councils in a sentence; more are counted


def note_of(note):
    """What the form about one council of a handover shows."""
    return {name: getattr(note, name) for name in WORDS}


def answered_for(leaver):
    """Assignments of the leaver for which nobody has been told anything yet, also those that lapsed by themselves."""
    return Assignment.objects.standing().filter(membership=leaver, ended_at=None).whole().by_council()


def own_items(leaver):
    """What is open in any app and belongs to the leaver in person."""
    return [item for item in collect(HANDOVER_ITEM, leaver, []) if item.is_own]


def open_items(handover):
    """{id of a council with a note, None for what belongs to no single one: [HandoverItem]} of every app, as of now.

    Where the whole area passes, what falls due at its other councils stands with it, too.
    """
    councils = {note.council_id: note.council for note in handover.notes.select_related("council")}
    found = defaultdict(list)
    for item in collect(HANDOVER_ITEM, handover.leaver, [each for each in councils.values() if each]):
        if handover.is_whole or item.council:
            found[item.council].append(item)
    if None in councils and handover.names_councils:
        found[None] += _due_elsewhere(handover, councils)
    return found


def _due_elsewhere(handover, councils):
    """At councils of the area without a note of their own; what is the leaver's stands with the area already."""
    area = Council.objects.local().current().of_principal(handover.principal)
    others = {council.pk: council for council in area if council.pk not in councils}
    for item in collect(HANDOVER_ITEM, handover.leaver, list(others.values())):
        if item.council in others and item.due_on and not item.is_own:
            note = ". ".join(filter(None, (others[item.council].label, str(item.note))))
            yield replace(item, council=None, note=note)


@transaction.atomic
def begin_handover(*, principal, leaver, successor, last_day, reason, council=None, by):
    """Begin the handover of everything for which an officer answers; returns it, with a note to write per council.

    With a `council` it is that one alone; the last one takes all with it that belongs to no single council. Of somebody
    who answers for no council, only what is open and theirs in person goes, with one note. Raises Refused when one is
    open already, when there is nothing to hand over, and for a day before they began.
    """
    principal = locked_principal(principal)
    require(by, "liaison.name_officers", principal)
    if leaver.council_id != principal.pk:
        raise Refused(_("Choose somebody of your council"), field="leaver")
    must_belong(successor, principal, "successor")
    if leaver.user_id == successor.user_id:
        raise Refused(_("Choose somebody else to follow"), field="successor")
    if CouncilHandover.objects.open().filter(leaver=leaver).exists():
        raise Refused(_("A handover of this person is open already. Finish or drop that first"), field="leaver")
    everything = list(answered_for(leaver))
    rows = [row for row in everything if council is None or row.council_id == council.pk]
    if council and not rows:
        raise Refused(_("This person does not answer for %(council)s") % {"council": council.label}, field="leaver")
    if not rows and not own_items(leaver):
        words = _("This person answers for no local council, and nothing open is theirs. There is nothing to hand over")
        raise Refused(words, field="leaver")
    first = min((row.starts_on for row in rows), default=last_day)
    if last_day < first:
        words = _("This person began on %(day)s. The last day must not be before that")
        raise Refused(words % {"day": date(first)}, field="last_day")
    handover = CouncilHandover.objects.create(
        principal=principal, leaver=leaver, successor=successor, last_day=last_day, reason=reason, begun_by=by,
        is_whole=len(rows) == len(everything), names_councils=bool(rows),
    )  # fmt: skip
    if rows:
        _add_notes(handover, rows)
    else:
        HandoverNote.objects.create(handover=handover, council=None, successor=successor)
    said(handover, "begun", _("Handover begun: %(name)s, last day %(day)s"), by)
    return handover


def _add_notes(handover, rows):
    """One for each council that has none; the whole area counts as one."""
    having = set(handover.notes.values_list("council", flat=True))
    wanted = list(dict.fromkeys(row.council_id for row in rows if row.council_id not in having))
    notes = [HandoverNote(handover=handover, council_id=pk, successor=handover.successor) for pk in wanted]
    HandoverNote.objects.bulk_create(notes)


@transaction.atomic
def add_councils(*, handover, by):
    """Councils for which the leaver was named after the handover was begun; a second time changes nothing."""
    handover = locked_handover(handover)
    require(by, "liaison.write_handover", handover)
    refuse_closed(handover)
    if not handover.is_whole:
        raise Refused(_("Only some councils are handed over here. Hand the others over afterwards"))
    rows = list(answered_for(handover.leaver))
    if not handover.names_councils and any(row.council_id is None for row in rows):
        handover.names_councils = True  # its one note is about the whole area from now on
        handover.save(update_fields=["names_councils"])
    _add_notes(handover, rows)
    return handover


@transaction.atomic
def leave_out(*, handover, notes, by):
    """The leaver keeps these councils, and what is open and belongs to no council; the others go.

    Raises Refused for all of them, where something is written already, and while the whole area is to go.
    """
    handover = locked_handover(handover)
    require(by, "liaison.write_handover", handover)
    refuse_closed(handover)
    if not notes:
        raise Refused(_("Choose at least one council"), field="notes")
    kept = list(handover.notes.filter(pk__in=[note.pk for note in notes]).select_for_update(of=("self",)).whole())
    going = handover.notes.exclude(pk__in=[note.pk for note in kept])
    if not going.exists():
        raise Refused(_("No council would be left to hand over. Drop the handover instead"), field="notes")
    if going.filter(council=None).exists():
        raise Refused(_("While the whole area is handed over, all of its councils are"), field="notes")
    if written := [note for note in kept if note.is_written]:
        words = _("Something is written about %(names)s already. Empty these notes first")
        raise Refused(words % {"names": names(written)}, field="notes")
    handover.notes.filter(pk__in=[note.pk for note in kept]).delete()
    handover.is_whole = False
    handover.save(update_fields=["is_whole"])
    sentence = ngettext(
        "Handover of %(name)s: %(num)s council left out: %(names)s",
        "Handover of %(name)s: %(num)s councils left out: %(names)s",
        len(notes),
    )
    _record("written", handover, sentence % {**_facts(handover), "num": len(notes), "names": names(notes)}, by)
    return handover


@transaction.atomic
def write_note(*, note, successor, history, sensitivities, people, seen=None, by):
    """What whoever follows at one council must know, and who that is."""
    handover = locked_handover(note.handover)
    require(by, "liaison.write_handover", handover)
    refuse_closed(handover)
    note = handover.notes.select_for_update(of=("self",)).filter(pk=note.pk).first()
    if note is None:
        raise Refused(_("Somebody left this council out of the handover meanwhile"))
    refuse_if_changed(seen, note_of(note), record=handover, parts=[note.audit_part])
    _must_follow(handover, successor)
    note.successor, note.history, note.sensitivities, note.people = successor, history, sensitivities, people
    note.save(update_fields=WORDS)
    sentence = _("Handover of %(name)s: written for %(council)s") % {**_facts(handover), "council": note.area_label}
    _record("written", handover, sentence, by, parts=[note.audit_part])
    return note


@transaction.atomic
def choose_successor(*, handover, notes, successor, by):
    """Somebody else follows at these councils; at all of them, also in what belongs to no single council."""
    handover = locked_handover(handover)
    require(by, "liaison.write_handover", handover)
    refuse_closed(handover)
    _must_follow(handover, successor)
    if not notes:
        raise Refused(_("Choose at least one council"), field="notes")
    handover.notes.filter(pk__in=[note.pk for note in notes]).update(successor=successor)
    if not handover.notes.exclude(successor=successor).exists():
        handover.successor = successor
        handover.save(update_fields=["successor"])
    sentence = ngettext(
        "Handover of %(name)s: %(successor)s follows at %(num)s council",
        "Handover of %(name)s: %(successor)s follows at %(num)s councils",
        len(notes),
    )
    facts = {**_facts(handover), "successor": successor.user, "num": len(notes)}
    _record("written", handover, sentence % facts, by, parts=[note.audit_part for note in notes[:NAMED]])
    return handover


def _must_follow(handover, successor):
    must_belong(successor, handover.principal, "successor")
    if successor.user_id == handover.leaver.user_id:
        raise Refused(_("Choose somebody else to follow"), field="successor")


@transaction.atomic
def drop_handover(*, handover, by):
    """It was begun by mistake, or the person stays: nothing ends, and what was written stays to be read."""
    handover = locked_handover(handover)
    require(by, "liaison.write_handover", handover)
    refuse_closed(handover)
    handover.dropped_at, handover.dropped_by = timezone.now(), by
    handover.save(update_fields=["dropped_at", "dropped_by"])
    said(handover, "dropped", _("Handover of %(name)s dropped"), by)
    return handover


@transaction.atomic
def confirm_reading(*, handover, by, notes=None):
    """A successor has read what was handed over, for these councils or for all that came to them."""
    handover = locked_handover(handover)
    require(by, "liaison.read_handover", handover)
    waiting = handover.notes.to_read(by).select_for_update(of=("self",))
    if notes is not None:
        waiting = waiting.filter(pk__in=[note.pk for note in notes])
    read = [note.pk for note in waiting]
    if read:
        HandoverNote.objects.filter(pk__in=read).update(read_at=timezone.now(), read_by=by)
        sentence = ngettext(
            "Handover of %(name)s: read for %(num)s council",
            "Handover of %(name)s: read for %(num)s councils",
            len(read),
        )
        _record("read", handover, sentence % {**_facts(handover), "num": len(read)}, by)
    return len(read)


def locked_handover(handover):
    """As it is now; whoever else writes it waits."""
    found = CouncilHandover.objects.select_for_update(of=("self",)).whole()
    return found.get(pk=handover.pk)


def refuse_closed(handover):
    """Refused for one that was completed or dropped."""
    if handover.completed_at:
        raise Refused(_("It was completed on %(day)s") % {"day": date(handover.completed_at)})
    if handover.dropped_at:
        raise Refused(_("It was dropped on %(day)s") % {"day": date(handover.dropped_at)})


def names(notes):
    """The areas of the first of them, and how many more there are."""
    named = [note.area_label for note in notes[:NAMED]]
    more = len(notes) - NAMED
    if more > 0:
        named.append(ngettext("%(num)s other", "%(num)s others", more) % {"num": more})
    return list_and(named)


def _facts(handover):
    return {"name": handover.leaver.user, "day": date(handover.last_day)}


def said(handover, verb, sentence, by):
    """One line of the trail."""
    _record(verb, handover, sentence % _facts(handover), by)


def _record(verb, handover, sentence, by, parts=()):
    """For the principal's own people alone; clerks are told who follows, on the first day."""
    record(
        f"liaison.handover_{verb}", handover, sentence, by=by, councils=[handover.principal], restricted=True,
        parts=parts,
    )  # fmt: skip
    forget_owed(handover.principal)
