"""The end of a handover: councils pass to whoever follows, and everything open with them, in one transaction."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.exceptions import Refused
from core.policies import require
from core.registry import PASSING, collect
from liaison.actions.handovers import answered_for, locked_handover, names, open_items, refuse_closed, said
from liaison.actions.officers import end_rows, locked_principal
from liaison.emails.handovers import tell_successors
from liaison.known import forget
from liaison.models import Assignment, HandoverNote


@transaction.atomic
def complete_handover(*, handover, no_note="", by):
    """Councils pass to whoever follows after the last day, and what is open passes at once; returns the handover.

    What was open is kept with each note. `no_note` says why nothing is written for councils that have no word; raises
    Refused without it, when councils were added since, and when a successor no longer acts for the council.
    """
    principal = locked_principal(handover.principal)
    handover = locked_handover(handover)
    require(by, "liaison.name_officers", principal)
    refuse_closed(handover)
    notes = list(handover.notes.select_for_update(of=("self",)).select_related("council", "successor__user"))
    by_council = {note.council_id: note for note in notes}
    rows = answered_for(handover.leaver).select_for_update(of=("self",))
    rows = [row for row in rows if handover.is_whole or row.council_id in by_council]
    _check(handover, notes, rows, no_note)
    _keep_what_is_open(handover, notes)
    _pass_councils(handover, by_council, rows, by)

    def successor_of(council_id):
        """The membership that follows; None for what stays with the leaver."""
        note = by_council.get(council_id) or by_council.get(None)  # else whoever follows in the whole area
        if note is None and handover.is_whole:
            return handover.successor
        return note.successor if note else None

    handover.moved = sum(collect(PASSING, handover.leaver, successor_of, by))
    handover.completed_at, handover.completed_by = timezone.now(), by
    handover.save(update_fields=["items", "moved", "completed_at", "completed_by"])
    said(handover, "completed", _("%(name)s has handed over; last day %(day)s"), by)
    forget(principal)
    tell_successors(handover, notes)
    return handover


def _check(handover, notes, rows, no_note):
    late = {row.council_id for row in rows} - {note.council_id for note in notes if note.names_area}
    if late:
        words = _("This person was named for other councils since. Press “Add these councils” first")
        raise Refused(words, field="no_note")
    for successor in {note.successor for note in notes} | ({handover.successor} if handover.is_whole else set()):
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
        raise Refused(words % {"num": len(silent), "names": names(silent)}, field="no_note")
    for note in silent:
        note.no_note = no_note


def _keep_what_is_open(handover, notes):
    """As it stands on this day: what changes later does not change what was handed over."""
    found = open_items(handover)
    for note in notes:
        note.items = [_as_kept(item) for item in found[note.council_id]]
    HandoverNote.objects.bulk_update(notes, ["items", "no_note"])
    handover.items = [_as_kept(item) for item in found[None]] if all(note.council_id for note in notes) else []


def _as_kept(item):
    due = item.due_on.isoformat() if item.due_on else ""
    return {"kind": str(item.kind), "title": str(item.title), "note": str(item.note), "due_on": due,
            "is_own": item.is_own}  # fmt: skip


def _pass_councils(handover, by_council, rows, by):
    """Each assignment ends with its note, and the successor begins the day after; a deputy who follows moves up."""
    new, moved_up = _following(handover, by_council, rows, by)
    for row in rows:
        row.handed_over = by_council[row.council_id]
    _withdraw([row for row in rows if row.starts_on > handover.last_day], by)
    ended = defaultdict(list)
    for row in rows:
        if row.starts_on <= handover.last_day:
            ended[min(row.ends_on or handover.last_day, handover.last_day)].append(row)
    for day, group in ended.items():
        end_rows(group, day, handover.reason, by)
    _move_up(moved_up, handover.last_day, by)
    Assignment.objects.bulk_create(new)


def _following(handover, by_council, rows, by):
    """Assignments of the successors to make, and those as a deputy that end because the deputy moves up."""
    new, moved_up, there = [], [], _already_there(handover, by_council)
    for row in rows:
        successor, starts_on = by_council[row.council_id].successor, max(handover.first_day, row.starts_on)
        if row.ends_on and row.ends_on < starts_on:
            continue  # it was over by itself: nobody follows in what has lapsed
        other = there.get((row.council_id, row.role, successor.pk))
        if other and (other.is_primary or not row.is_primary):
            continue  # answers there already
        if other:
            moved_up.append(other)
        new.append(
            Assignment(
                principal=handover.principal, council=row.council, membership=successor, role=row.role,
                is_primary=row.is_primary, post=row.post, remit=row.remit, starts_on=starts_on, ends_on=row.ends_on,
                confirmed_on=timezone.localdate(), named_by=by,
            )
        )  # fmt: skip
    return new, moved_up


def _already_there(handover, by_council):
    """{(council, role, membership): assignment} of successors who answer for something after the last day."""
    found = Assignment.objects.of_principal(handover.principal).overlapping(handover.last_day, None)
    found = found.filter(membership__in={note.successor_id for note in by_council.values()})
    return {(row.council_id, row.role, row.membership_id): row for row in found.select_for_update(of=("self",))}


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
