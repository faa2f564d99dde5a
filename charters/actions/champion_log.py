"""The champion's log: adding an entry, correcting it, striking it out."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions.drafting import values
from charters.models import Appointment, Duty, LogEntry
from core.audit import record
from core.exceptions import Refused
from core.formatting import date
from core.locking import refuse_if_changed
from core.policies import require
from councils.policies import acting_council

ANSWERS = ("duty", "done_on", "what", "others", "follows")


def entry_of(entry):
    """What the form about an entry shows."""
    return {**values(entry, *ANSWERS), "councils": list(entry.councils.all())}


@transaction.atomic
def log_activity(*, appointment, duty, done_on, what, councils=(), others="", follows="", by):
    """One thing that a champion did, on a day of the appointment that is not in the future."""
    appointment = _locked(appointment)
    require(by, "charters.keep_log", appointment)
    if appointment.is_struck:
        raise Refused(_("This appointment was recorded by mistake and has been struck out"))
    _check_day(appointment, done_on)
    entry = LogEntry.objects.create(
        appointment=appointment, duty=duty, done_on=done_on, what=what, others=others, follows=follows, logged_by=by
    )
    entry.councils.set(councils)
    _said("charters.champion_logged", entry, _("%(council)s: charter champion, %(duty)s, %(day)s: %(what)s"), by)
    return entry


@transaction.atomic
def edit_entry(*, entry, councils, seen=None, by, **answers):
    """Correct an entry; one that is struck out stays as it is."""
    entry = _locked_entry(entry)
    require(by, "charters.keep_log", entry.appointment)
    _refuse_struck(entry)
    refuse_if_changed(seen, entry_of(entry), record=entry.appointment.council, parts=[entry.audit_part])
    _check_day(entry.appointment, answers["done_on"])
    for name in ANSWERS:
        setattr(entry, name, answers[name])
    entry.save(update_fields=ANSWERS)
    entry.councils.set(councils)
    words = _("%(council)s: an entry in the champion’s log was corrected: %(duty)s, %(day)s: %(what)s")
    _said("charters.champion_entry_edited", entry, words, by)
    return entry


@transaction.atomic
def strike_entry(*, entry, reason, by):
    """Strike out a wrong entry; it stays to be read and no longer counts."""
    entry = _locked_entry(entry)
    require(by, "charters.keep_log", entry.appointment)
    _refuse_struck(entry)
    entry.struck_at, entry.struck_by, entry.strike_reason = timezone.now(), by, reason
    entry.save(update_fields=["struck_at", "struck_by", "strike_reason"])
    words = _("%(council)s: an entry in the champion’s log was struck out: %(duty)s, %(day)s: %(what)s")
    _said("charters.champion_entry_struck", entry, words, by)
    return entry


def _locked(appointment):
    appointments = Appointment.objects.select_for_update(of=("self",)).select_related("council")
    return appointments.get(pk=appointment.pk)


def _locked_entry(entry):
    entries = LogEntry.objects.select_for_update(of=("self",)).select_related("appointment__council")
    return entries.get(pk=entry.pk)


def _refuse_struck(entry):
    if entry.is_struck:
        raise Refused(_("This entry was struck out on %(day)s") % {"day": date(entry.struck_at)})


def _check_day(appointment, day):
    if day > timezone.localdate():
        raise Refused(_("Date must be today or in the past"), field="done_on")
    if not appointment.is_on(day):
        first, last = appointment.starts_on, appointment.ends_on
        words = (
            _("Date must be from %(first)s to %(last)s, the days of the appointment")
            if last
            else _("Date must not be before %(first)s, when the appointment began")
        )
        raise Refused(words % {"first": date(first), "last": date(last) if last else ""}, field="done_on")


def _said(verb, entry, words, by):
    """For the council and the principals above it: the log is nobody else's."""
    council = entry.appointment.council
    above = [*council.parents.all(), *([council.county] if council.county_id else [])]
    facts = {"council": council.label, "duty": Duty(entry.duty).label, "day": date(entry.done_on), "what": entry.what}
    record(
        verb, council, words % facts, by=by, acting_for=acting_council(by, council), councils=[council, *above],
        restricted=True, parts=[entry.audit_part],
    )  # fmt: skip
