"""Appointing champions and ending appointments; what a champion wants to learn."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions.drafting import values
from charters.champions.coverage import forget_coverage
from charters.champions.facts import forget
from charters.emails import champions as emails
from charters.models import Appointment, decision_takers
from core.audit import record
from core.exceptions import Refused
from core.formatting import date
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council
from councils.policies import acting_council

DETAILS = ("person", "role_title", "reach", "shows_name", "decision_taker", "minute_reference")


def appointment_of(appointment):
    """What the form about an appointment shows."""
    return values(appointment, *DETAILS)


def needs_of(appointment):
    """What the form about training shows."""
    return values(appointment, "needs")


def _locked_council(council):
    """One appointment of a council is written at a time; the others wait and then see it."""
    return Council.objects.select_for_update(of=("self",)).get(pk=council.pk)


def _locked(appointment):
    """The council first, then the appointment: everyone locks in this order."""
    council = _locked_council(appointment.council)
    fresh = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    fresh.council = council
    return fresh


@transaction.atomic
def appoint_champion(
    *, council, role_title, starts_on, decision_taker, by, person=None, reach="", shows_name=False, ends_on=None,
    minute_reference="", end_reason="",
):  # fmt: skip
    """A council's champion from a day on. One who is champion then stops the day before, for `end_reason`.

    Raises Refused when the days overlap another appointment that began on the same day or later, when the last day is
    before the first, or when the one to be replaced has no reason to end.
    """
    council = _locked_council(council)
    require(by, "charters.appoint_champion", council)
    if ends_on and ends_on < starts_on:
        raise Refused(_("The last day must not be before the first day"), field="ends_on")
    _check(council, person, shows_name, decision_taker)
    before = _make_room(council, starts_on, ends_on)
    replaced = _replace(before, starts_on, end_reason, by) if before else {}
    appointment = Appointment.objects.create(
        council=council, person=person, role_title=role_title, reach=reach, shows_name=shows_name, starts_on=starts_on,
        ends_on=ends_on, decision_taker=decision_taker, minute_reference=minute_reference, recorded_by=by, **replaced,
    )  # fmt: skip
    words = _("%(council)s has a charter champion from %(day)s: %(role)s")
    facts = {"council": council.label, "day": date(starts_on), "role": role_title}
    parts = [each.audit_part for each in (before, appointment) if each]
    _said("charters.champion_appointed", council, words % facts, by, parts)
    emails.tell_champion(appointment)
    return appointment


def _make_room(council, starts_on, ends_on):
    """The appointment into which the new one would fall, or None; refused if it cannot be the one before."""
    crossing = list(Appointment.objects.of_council(council).overlapping(starts_on, ends_on).order_by("starts_on"))
    if not crossing:
        return None
    before = crossing[0]
    if len(crossing) > 1 or before.starts_on >= starts_on:
        words = _(
            "There is a champion from %(day)s already: %(role)s. End that appointment first, or choose other days"
        )
        last = crossing[-1]
        raise Refused(words % {"day": date(last.starts_on), "role": last.role_title}, field="starts_on")
    return before


def _replace(before, starts_on, reason, by):
    """End it the day before; what the new one must remember, so that it can go on if the new one was a mistake."""
    if not reason:
        raise Refused(_("Enter why the appointment before it ends"), field="end_reason")
    goes_on = {} if before.ended_at else {"replaces": before, "replaced_until": before.ends_on}
    _end(before, starts_on - timedelta(days=1), reason, by)
    return goes_on


def _end(appointment, ends_on, reason, by, *, is_last=False):
    appointment.ends_on, appointment.end_reason, appointment.is_last = ends_on, reason, is_last
    appointment.ended_at, appointment.ended_by = timezone.now(), by
    appointment.save(update_fields=["ends_on", "end_reason", "is_last", "ended_at", "ended_by"])


def _check(council, person, shows_name, decision_taker, *, is_new=True):
    """What holds for a new appointment and for a corrected one."""
    if council.is_dissolved:
        raise Refused(_("This council no longer exists"))
    if person is not None and is_new and not person.belongs_to(council):
        raise Refused(_("This person no longer acts for the council"), field="person")
    if shows_name and person is None:
        raise Refused(_("A name can be shown only for somebody with an account here"), field="shows_name")
    if decision_taker not in decision_takers(council):
        raise Refused(_("Select who took the decision"), field="decision_taker")


@transaction.atomic
def end_appointment(*, appointment, ends_on, reason, is_last=False, by):
    """The last day of a champion, and why; with `is_last` nobody is asked for a successor.

    Raises Refused when it has been ended already, or when the day is before the first one or after the planned last.
    """
    appointment = _locked(appointment)
    require(by, "charters.appoint_champion", appointment.council)
    _refuse_struck(appointment)
    if appointment.ended_at:
        words = _("This appointment has been ended already: the last day is %(day)s")
        raise Refused(words % {"day": date(appointment.ends_on)})
    if ends_on < appointment.starts_on:
        words = _("The last day must not be before the first day, %(day)s")
        raise Refused(words % {"day": date(appointment.starts_on)}, field="ends_on")
    if appointment.ends_on and ends_on > appointment.ends_on:
        words = _("The appointment was made until %(day)s; for longer, appoint the champion anew")
        raise Refused(words % {"day": date(appointment.ends_on)}, field="ends_on")
    _end(appointment, ends_on, reason, by, is_last=is_last)
    words = _("%(council)s: the appointment of the charter champion ends on %(day)s")
    sentence = words % {"council": appointment.council.label, "day": date(ends_on)}
    _said("charters.champion_ended", appointment.council, sentence, by, [appointment.audit_part])
    return appointment


@transaction.atomic
def strike_appointment(*, appointment, reason, by):
    """Strike out an appointment that was recorded by mistake: it stays to be read and counts nowhere.

    Whoever was ended for it goes on, unless somebody else follows by now. Raises Refused when it is struck out already,
    or when something in the log was done under it.
    """
    appointment = _locked(appointment)
    council = appointment.council
    require(by, "charters.appoint_champion", council)
    _refuse_struck(appointment)
    if appointment.entries.standing().exists():
        words = _("Something is written in the log for it. Strike those entries out first, or correct what is recorded")
        raise Refused(words)
    person, appointment.reach, appointment.shows_name = appointment.person, "", False
    appointment.struck_at, appointment.struck_by, appointment.strike_reason = timezone.now(), by, reason
    appointment.save(update_fields=["struck_at", "struck_by", "strike_reason", "reach", "shows_name"])
    before = _let_go_on(appointment)
    words = _("%(council)s struck out the appointment of a charter champion from %(day)s: it was recorded by mistake")
    if before:
        words = _(
            "%(council)s struck out the appointment of a charter champion from %(day)s: it was recorded by mistake. "
            "The champion before goes on"
        )
    facts = {"council": council.label, "day": date(appointment.starts_on)}
    parts = [each.audit_part for each in (appointment, before) if each]
    _said("charters.champion_struck", council, words % facts, by, parts)
    emails.tell_struck(appointment, person)
    return appointment


def _let_go_on(struck):
    """The appointment that had ended only because this one was recorded, as it was before; None if there is none."""
    before = struck.replaces
    if before is None or before.is_struck or before.ends_on != struck.starts_on - timedelta(days=1):
        return None
    until = struck.replaced_until
    others = Appointment.objects.of_council(struck.council).exclude(pk=before.pk)
    if others.overlapping(before.starts_on, until).exists():
        return None
    before.ends_on, before.end_reason, before.is_last, before.ended_at, before.ended_by = until, "", False, None, None
    before.save(update_fields=["ends_on", "end_reason", "is_last", "ended_at", "ended_by"])
    return before


def _refuse_struck(appointment):
    if appointment.is_struck:
        raise Refused(_("This appointment was struck out on %(day)s") % {"day": date(appointment.struck_at)})


@transaction.atomic
def edit_appointment(*, appointment, seen=None, by, **details):
    """Correct who it is, how they are called and reached, and where the decision is minuted; the days stay."""
    appointment = _locked(appointment)
    council = appointment.council
    require(by, "charters.appoint_champion", council)
    _refuse_struck(appointment)
    refuse_if_changed(seen, appointment_of(appointment), record=council, parts=[appointment.audit_part])
    is_new = details["person"] != appointment.person  # one who has left the council since stays named
    _check(council, details["person"], details["shows_name"], details["decision_taker"], is_new=is_new)
    for name in DETAILS:
        setattr(appointment, name, details[name])
    appointment.save(update_fields=DETAILS)
    sentence = _("%(council)s corrected the details of its charter champion") % {"council": council.label}
    _said("charters.champion_edited", council, sentence, by, [appointment.audit_part])
    return appointment


@transaction.atomic
def say_needs(*, appointment, needs, seen=None, by):
    """What the champion wants to learn; the principal council sees it among others' for joint training."""
    appointment = _locked(appointment)
    require(by, "charters.keep_log", appointment)
    _refuse_struck(appointment)
    part = f"needs:{appointment.pk}"
    refuse_if_changed(seen, needs_of(appointment), record=appointment.council, parts=[part])
    appointment.needs = sorted(set(needs))
    appointment.save(update_fields=["needs"])
    sentence = _("%(council)s: the charter champion said what training would help")
    words = sentence % {"council": appointment.council.label}
    _said("charters.champion_needs", appointment.council, words, by, [part], restricted=True)
    return appointment


def _said(verb, council, sentence, by, parts, *, restricted=False):
    """For the council and for the principals above it, which keep the board; pages read it anew."""
    above = [*council.parents.all(), *([council.county] if council.county_id else [])]
    forget(council.pk)
    forget_coverage([council, *above])
    acting_for = acting_council(by, council)
    record(
        verb, council, sentence, by=by, acting_for=acting_for, councils=[council, *above], restricted=restricted,
        parts=parts,
    )  # fmt: skip
