"""The champions of a council and their logs, for the council's record."""

from django.utils.translation import gettext as _

from charters.models import Appointment, LogEntry
from core.documents.records import RecordPart
from core.formatting import date, list_and
from core.registry import RecordAddition


def champions_of(person, council):
    """Every appointment that was not a mistake, the newest first, with the log for whoever may read it. No names."""
    appointments = list(Appointment.objects.visible_to(person).of_council(council).standing())
    entries = list(LogEntry.objects.visible_to(person).of_council(council).standing().whole())
    logs = {each.pk: [entry for entry in entries if entry.appointment_id == each.pk] for each in appointments}
    return RecordAddition(
        name="champions",
        data=[{**_data(each), "log": [_entry(entry) for entry in logs[each.pk]]} for each in appointments],
        parts=_parts(appointments, entries) if appointments else (),
    )


def _data(appointment):
    return {
        "role": appointment.role_title,
        "since": appointment.starts_on.isoformat(),
        "until": appointment.ends_on.isoformat() if appointment.ends_on else None,
        "end_reason": appointment.end_reason,
        "decision_taker": appointment.decision_taker,
        "minute_reference": appointment.minute_reference,
    }


def _entry(entry):
    return {
        "done_on": entry.done_on.isoformat(),
        "duty": entry.duty,
        "what": entry.what,
        "with": entry.with_whom,
        "follows": entry.follows,
    }


def _parts(appointments, entries):
    """The same on paper."""
    rows = tuple(
        (each.role_title, date(each.starts_on), date(each.ends_on), each.end_reason,
         ", ".join(filter(None, (str(each.get_decision_taker_display()), each.minute_reference))))
        for each in appointments
    )  # fmt: skip
    columns = (_("Role"), _("Since"), _("Last day"), _("Why it ended"), _("Appointed by"))
    done = tuple(
        (date(entry.done_on), str(entry.get_duty_display()), entry.what, list_and(entry.with_whom), entry.follows)
        for entry in entries
    )
    log = (_("When"), _("Duty"), _("What was done"), _("With whom"), _("What follows"))
    parts = (RecordPart(_("Charter champions"), columns=columns, rows=rows),)
    return (*parts, RecordPart(_("Log of the champions"), columns=log, rows=done)) if done else parts
