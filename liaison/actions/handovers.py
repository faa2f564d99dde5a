"""Handovers: begin, write what whoever follows must know, complete, confirm that it was read."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.audit import record
from core.exceptions import Refused
from core.formatting import date, list_and
from core.locking import refuse_if_changed
from core.policies import require
from core.registry import HANDOVER_ITEM, PASSING, collect
from liaison.actions.officers import end_rows, locked_principal, must_belong
from liaison.emails.handovers import tell_successors
from liaison.known import forget
from liaison.models import Assignment, CouncilHandover, Cover, HandoverNote
from liaison.owed import forget_owed

WORDS = ("successor", "history", "sensitivities", "people")
NAMED = 5  # councils in a sentence; more are counted


def note_of(note):
    """What the form about one council of a handover shows."""
    return {name: getattr(note, name) for name in WORDS}


def to_hand_over(leaver):
    """Assignments of the leaver for which nobody has been told anything yet, also those that lapsed by themselves."""
    return Assignment.objects.standing().filter(membership=leaver, ended_at=None).whole().by_council()


def open_items(handover, councils):
    """[HandoverItem] of every app for these councils, and what belongs to the leaver and to no council."""
    return collect(HANDOVER_ITEM, handover.leaver, councils)


@transaction.atomic
def begin_handover(*, principal, leaver, successor, last_day, reason, by):
    """Begin the handover of everything for which an officer answers; returns it, with a note to write per council.

    Raises Refused when one is open already, when there is nothing to hand over, and for a day before they began.
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
    rows = list(to_hand_over(leaver))
    if not rows:
        raise Refused(_("This person answers for no local council. There is nothing to hand over"), field="leaver")
    first = min(row.starts_on for row in rows)
    if last_day < first:
        words = _("This person began on %(day)s. The last day must not be before that")
        raise Refused(words % {"day": date(first)}, field="last_day")
    handover = CouncilHandover.objects.create(
        principal=principal, leaver=leaver, successor=successor, last_day=last_day, reason=reason, begun_by=by
    )
    _add_notes(handover, rows)
    _said("begun", handover, _("Handover begun: %(name)s, last day %(day)s"), by)
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
    handover = _locked(handover)
    require(by, "liaison.write_handover", handover)
    _refuse_closed(handover)
    _add_notes(handover, to_hand_over(handover.leaver))
    return handover


@transaction.atomic
def write_note(*, note, successor, history, sensitivities, people, seen=None, by):
    """What whoever follows at one council must know, and who that is."""
    handover = _locked(note.handover)
    require(by, "liaison.write_handover", handover)
    _refuse_closed(handover)
    note = handover.notes.select_for_update(of=("self",)).get(pk=note.pk)
    refuse_if_changed(seen, note_of(note), record=handover, parts=[note.audit_part])
    _must_follow(handover, successor)
    note.successor, note.history, note.sensitivities, note.people = successor, history, sensitivities, people
    note.save(update_fields=WORDS)
    sentence = _("Handover of %(name)s: written for %(council)s") % {**_facts(handover), "council": note.area_label}
    _record("written", handover, sentence, by, parts=[note.audit_part])
    return note


@transaction.atomic
def choose_successor(*, handover, notes, successor, by):
    """Somebody else follows at these councils."""
    handover = _locked(handover)
    require(by, "liaison.write_handover", handover)
    _refuse_closed(handover)
    _must_follow(handover, successor)
    if not notes:
        raise Refused(_("Choose at least one council"), field="notes")
    handover.notes.filter(pk__in=[note.pk for note in notes]).update(successor=successor)
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
    handover = _locked(handover)
    require(by, "liaison.write_handover", handover)
    _refuse_closed(handover)
    handover.dropped_at, handover.dropped_by = timezone.now(), by
    handover.save(update_fields=["dropped_at", "dropped_by"])
    _said("dropped", handover, _("Handover of %(name)s dropped"), by)
    return handover


@transaction.atomic
def complete_handover(*, handover, no_note="", by):
    """Councils pass to whoever follows after the last day, and what is open passes at once; returns the handover.

    What was open is kept with each note. `no_note` says why nothing is written for councils that have no word; raises
    Refused without it, when councils were added since, and when a successor no longer acts for the council.
    """
    principal = locked_principal(handover.principal)
    handover = _locked(handover)
    require(by, "liaison.name_officers", principal)
    _refuse_closed(handover)
    notes = list(handover.notes.select_for_update(of=("self",)).select_related("council", "successor__user"))
    rows = list(to_hand_over(handover.leaver).select_for_update(of=("self",)))
    _check(handover, notes, rows, no_note)
    by_council = {note.council_id: note for note in notes}
    _keep_what_is_open(handover, notes)
    _pass_councils(handover, by_council, rows, by)
    default = handover.successor

    def successor_of(council_id):
        return by_council[council_id].successor if council_id in by_council else default

    handover.moved = sum(collect(PASSING, handover.leaver, successor_of, by))
    handover.completed_at, handover.completed_by = timezone.now(), by
    handover.save(update_fields=["items", "moved", "completed_at", "completed_by"])
    _said("completed", handover, _("%(name)s has handed over; last day %(day)s"), by)
    forget(principal)
    tell_successors(handover, notes)
    return handover


def _check(handover, notes, rows, no_note):
    late = {row.council_id for row in rows} - {note.council_id for note in notes}
    if late:
        words = _("This person was named for other councils since. Press “Add these councils” first")
        raise Refused(words, field="no_note")
    for successor in {note.successor for note in notes} | {handover.successor}:
        if not successor.is_current:
            words = _("%(name)s no longer acts for the council. Choose somebody else to follow")
            raise Refused(words % {"name": successor.user}, field="no_note")
    silent = [note for note in notes if not note.is_written]
    if silent and not no_note.strip():
        words = ngettext(
            "Nothing is written for %(num)s council: %(names)s. Write a note, or say why there is none",
            "Nothing is written for %(num)s councils: %(names)s. Write notes, or say why there are none",
            len(silent),
        )
        raise Refused(words % {"num": len(silent), "names": _names(silent)}, field="no_note")
    for note in silent:
        note.no_note = no_note


def _names(notes):
    named = [note.area_label for note in notes[:NAMED]]
    more = len(notes) - NAMED
    if more > 0:
        named.append(ngettext("%(num)s other", "%(num)s others", more) % {"num": more})
    return list_and(named)


def _keep_what_is_open(handover, notes):
    """As it stands on this day: what changes later does not change what was handed over."""
    by_council = defaultdict(list)
    for item in open_items(handover, [note.council for note in notes if note.council]):
        due = item.due_on.isoformat() if item.due_on else ""
        by_council[item.council].append(
            {"kind": str(item.kind), "title": str(item.title), "note": str(item.note), "due_on": due,
             "is_own": item.is_own}
        )  # fmt: skip
    for note in notes:
        note.items = by_council[note.council_id]
    HandoverNote.objects.bulk_update(notes, ["items", "no_note"])
    handover.items = by_council[None] if all(note.council_id for note in notes) else []


def _pass_councils(handover, by_council, rows, by):
    """Each assignment ends with its note, and the successor begins the day after; a deputy who follows moves up."""
    today = timezone.localdate()
    first = max(handover.last_day + timedelta(days=1), today)
    following = {
        (row.council_id, row.role, row.membership_id): row
        for row in Assignment.objects.of_principal(handover.principal)
        .overlapping(handover.last_day, None)
        .filter(membership__in={note.successor_id for note in by_council.values()})
        .select_for_update(of=("self",))
    }
    ended, withdrawn, moved_up, new = defaultdict(list), [], [], []
    for row in rows:
        note = by_council[row.council_id]
        row.handed_over = note
        starts_on = max(first, row.starts_on)
        if row.starts_on > handover.last_day:
            withdrawn.append(row)
        else:
            ended[min(row.ends_on or handover.last_day, handover.last_day)].append(row)
        if row.ends_on and row.ends_on < starts_on:
            continue  # it was over by itself: nobody follows in what has lapsed
        other = following.get((row.council_id, row.role, note.successor_id))
        if other and (other.is_primary or not row.is_primary):
            continue  # answers there already
        if other:
            moved_up.append(other)
        new.append(
            Assignment(
                principal=handover.principal,
                council=row.council,
                membership=note.successor,
                role=row.role,
                is_primary=row.is_primary,
                post=row.post,
                remit=row.remit,
                starts_on=starts_on,
                ends_on=row.ends_on,
                confirmed_on=today,
                named_by=by,
            )
        )
    for day, group in ended.items():
        end_rows(group, day, handover.reason, by)
    _withdraw(withdrawn, by)
    _move_up(moved_up, handover.last_day, by)
    Assignment.objects.bulk_create(new)


def _withdraw(rows, by):
    """What has not begun by the last day never will."""
    for row in rows:
        row.withdrawn_at, row.withdrawn_by, row.handed_over = timezone.now(), by, None
    Assignment.objects.bulk_update(rows, ["withdrawn_at", "withdrawn_by"])


def _move_up(rows, last_day, by):
    """A deputy who becomes the first to be asked is no longer a deputy."""
    begun = [row for row in rows if row.starts_on <= last_day]
    _withdraw([row for row in rows if row.starts_on > last_day], by)
    end_rows(begun, last_day, _("Follows as the first to be asked"), by, no_handover=_("The same person goes on"))


@transaction.atomic
def pass_on_cover(*, leaver, successor, by):
    """Where the leaver stands in for somebody, the successor does; returns how many absences that concerns."""
    principal = locked_principal(leaver.council)
    require(by, "liaison.name_officers", principal)
    today, changed = timezone.localdate(), 0
    covers = Cover.objects.of_principal(principal).not_over().select_for_update(of=("self",))
    for cover in covers.filter(stand_in=leaver):
        if cover.away_id == successor.pk:
            _stop(cover, today, by)
        else:
            cover.stand_in = successor
            cover.save(update_fields=["stand_in"])
        changed += 1
    return changed


def _stop(cover, today, by):
    """Nobody stands in for themselves."""
    if cover.starts_on >= today:
        cover.withdrawn_at, cover.withdrawn_by = timezone.now(), by
    else:
        cover.ends_on = today - timedelta(days=1)
    cover.save(update_fields=["ends_on", "withdrawn_at", "withdrawn_by"])


@transaction.atomic
def confirm_reading(*, handover, by, notes=None):
    """A successor has read what was handed over, for these councils or for all that came to them."""
    handover = _locked(handover)
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


def _locked(handover):
    found = CouncilHandover.objects.select_for_update(of=("self",)).whole()
    return found.get(pk=handover.pk)


def _refuse_closed(handover):
    if handover.completed_at:
        raise Refused(_("It was completed on %(day)s") % {"day": date(handover.completed_at)})
    if handover.dropped_at:
        raise Refused(_("It was dropped on %(day)s") % {"day": date(handover.dropped_at)})


def _facts(handover):
    return {"name": handover.leaver.user, "day": date(handover.last_day)}


def _said(verb, handover, sentence, by):
    _record(verb, handover, sentence % _facts(handover), by)


def _record(verb, handover, sentence, by, parts=()):
    """For the principal's own people alone; clerks are told who follows, on the first day."""
    record(
        f"liaison.handover_{verb}", handover, sentence, by=by, councils=[handover.principal], restricted=True,
        parts=parts,
    )  # fmt: skip
    forget_owed(handover.principal)
