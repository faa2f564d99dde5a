"""Naming officers, confirming, ending; every one locks the principal first."""

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
from core.roles import OFFICER_ROLES
from councils.models import Council
from liaison.known import forget
from liaison.models import Assignment, OfficerRole

NAMED = 5  # councils in a sentence; more are counted


def words_of(assignment):
    """What the form about an assignment shows."""
    return {"post": assignment.post, "remit": assignment.remit}


def locked_principal(principal):
    """Officers of a principal are named by one person at a time; the others wait and then see it."""
    return Council.objects.select_for_update(of=("self",)).get(pk=principal.pk)


def _locked(assignment):
    """The principal first, then the assignment as it is now."""
    principal = locked_principal(assignment.principal)
    fresh = Assignment.objects.select_for_update(of=("self",)).select_related("council", "membership__user")
    found = fresh.get(pk=assignment.pk)
    found.principal = principal
    return found


def _names(councils):
    """The first of them, and how many more there are."""
    named = [council.full_name for council in councils[:NAMED]]
    more = len(councils) - NAMED
    if more > 0:
        named.append(ngettext("%(num)s other", "%(num)s others", more) % {"num": more})
    return list_and(named)


def must_belong(membership, principal, field):
    """Refused, at the field, for somebody who does not act for the principal today."""
    if membership.council_id != principal.pk or not membership.is_current:
        raise Refused(_("This person no longer acts for the council. Choose somebody who does"), field=field)


@transaction.atomic
def name_officer(
    *, principal, councils, membership, role, post, starts_on, ends_on=None, is_primary=True, remit="",
    no_handover="", by,
):  # fmt: skip
    """Somebody answers for each of these councils; `councils=None` is the whole area. Returns the new assignments.

    A primary before it ends the day before the new one begins. Councils for which the person answers already are
    left as they are. Raises Refused when another primary begins on that day or later, and when somebody would end
    whose councils were not handed over and `no_handover` does not say why.
    """
    principal = locked_principal(principal)
    require(by, "liaison.name_officers", principal)
    must_belong(membership, principal, "membership")
    if ends_on and ends_on < starts_on:
        raise Refused(_("The last day must not be before the first day"), field="ends_on")
    _check_councils(principal, councils)
    areas = {None: None} if councils is None else {council.pk: council for council in councils}
    rows = Assignment.objects.of_principal(principal).overlapping(starts_on, ends_on).filter(role=role)
    rows = rows.filter(council=None) if councils is None else rows.filter(council__in=areas)
    rows = list(rows.select_for_update(of=("self",)).select_related("council"))
    had = {row.council_id for row in rows if row.membership_id == membership.pk and row.is_primary == is_primary}
    _refuse_other_part([row for row in rows if row.membership_id == membership.pk and row.council_id not in had])
    if is_primary:
        _make_room([row for row in rows if row.is_primary and row.council_id not in had], starts_on, by, no_handover)
    new = [
        Assignment(principal=principal, council=council, membership=membership, role=role, post=post, remit=remit,
                   is_primary=is_primary, starts_on=starts_on, ends_on=ends_on, named_by=by,
                   confirmed_on=timezone.localdate())
        for pk, council in areas.items() if pk not in had
    ]  # fmt: skip
    if not new:
        raise Refused(_("This person answers for them already on these days"), field="membership")
    new = Assignment.objects.bulk_create(new)
    _said_named(principal, new, by)
    forget(principal)
    return new


def _check_councils(principal, councils):
    """All of them local councils of the principal that still exist."""
    if councils is None:
        return
    if not councils:
        raise Refused(_("Choose at least one council"), field="councils")
    wanted = {council.pk for council in councils}
    here = Council.objects.of_principal(principal).local().current().filter(pk__in=wanted)
    if here.count() != len(wanted):
        raise Refused(_("Choose local councils of the area that still exist"), field="council")


def _refuse_other_part(rows):
    """A deputy does not become the primary of the same days, nor the other way round, without an end between."""
    if rows:
        words = _("This person answers for %(councils)s in another part on these days. End that first")
        raise Refused(words % {"councils": _names_of(rows)}, field="membership")


def _make_room(rows, starts_on, by, no_handover):
    """Whoever was before ends the day before; refused if somebody begins on that day or later."""
    late = [row for row in rows if row.starts_on >= starts_on]
    if late:
        words = _("Somebody else begins on that day or later: %(councils)s. End that first, or choose other days")
        raise Refused(words % {"councils": _names_of(late)}, field="starts_on")
    _refuse_without_reason(rows, no_handover, by)
    if rows:
        end_rows(rows, starts_on - timedelta(days=1), _("Somebody else follows"), by, no_handover=no_handover)


def _names_of(rows):
    return _names([row.council for row in rows]) if rows[0].council else _("the whole area")


def _said_named(principal, new, by):
    """One line of the trail, however many councils there are."""
    first, councils = new[0], [each.council for each in new if each.council]
    facts = {"post": first.post, "role": OfficerRole(first.role).label, "day": date(first.starts_on)}
    facts["councils"] = (
        _names(councils) if councils else _("all local councils of %(name)s") % {"name": principal.full_name}
    )
    words = _("%(role)s from %(day)s: %(post)s, for %(councils)s")
    if not first.is_primary:
        words = _("Deputy %(role)s from %(day)s: %(post)s, for %(councils)s")
    subject = first if len(new) == 1 else principal
    parts = [each.audit_part for each in new[:NAMED]]
    record("liaison.officer_named", subject, words % facts, by=by, councils=[principal, *councils], parts=parts)


def end_rows(assignments, ends_on, reason, by, *, no_handover=""):
    """The one door through which every assignment ends; all of one day.

    Each has `handed_over` set to what whoever follows was told, or `no_handover` says why nobody was told anything.
    """
    now = timezone.now()
    for row in assignments:
        row.ends_on, row.end_reason, row.ended_at, row.ended_by = ends_on, reason, now, by
        row.no_handover = "" if row.handed_over_id else no_handover
    fields = ["ends_on", "end_reason", "ended_at", "ended_by", "handed_over", "no_handover"]
    Assignment.objects.bulk_update(assignments, fields)


def _refuse_without_reason(rows, no_handover, by):
    """Nobody goes without a word to whoever follows, unless somebody says why: for the principal's own people alone."""
    rows = [row for row in rows if not row.handed_over_id]
    if not rows:
        return
    facts, principal = {"councils": _names_of(rows), "why": no_handover}, rows[0].principal
    if not no_handover.strip():
        words = _("%(councils)s: hand over first what is open there, or say why there is no handover note")
        raise Refused(words % facts, field="no_handover")
    sentence = _("No handover note for %(councils)s: %(why)s") % facts
    parts = [each.audit_part for each in rows[:NAMED]]
    record("liaison.no_handover", principal, sentence, by=by, councils=[principal], restricted=True, parts=parts)


@transaction.atomic
def end_assignment(*, assignment, ends_on, reason, no_handover, by):
    """The last day, and why; what is open there is handed over first, or `no_handover` says why not.

    One that is still to come is withdrawn with `withdraw_assignment`. Raises Refused when it has been ended already,
    or when the day is before the first one or after the planned last.
    """
    assignment = _locked(assignment)
    require(by, "liaison.keep_assignment", assignment)
    _refuse_over(assignment)
    if ends_on < assignment.starts_on:
        words = _("The last day must not be before the first day, %(day)s")
        raise Refused(words % {"day": date(assignment.starts_on)}, field="ends_on")
    if assignment.ends_on and ends_on > assignment.ends_on:
        words = _("It was made until %(day)s; for longer, name the officer anew")
        raise Refused(words % {"day": date(assignment.ends_on)}, field="ends_on")
    _refuse_without_reason([assignment], no_handover, by)
    end_rows([assignment], ends_on, reason, by, no_handover=no_handover)
    words = _("%(role)s for %(area)s: %(post)s, the last day is %(day)s")
    facts = {"role": assignment.get_role_display(), "area": assignment.area_label, "post": assignment.post}
    _said("liaison.assignment_ended", assignment, words % {**facts, "day": date(ends_on)}, by)
    assignment.refresh_from_db()
    return assignment


@transaction.atomic
def withdraw_assignment(*, assignment, by):
    """One that has not begun never will: it stays to be read and counts nowhere."""
    assignment = _locked(assignment)
    require(by, "liaison.keep_assignment", assignment)
    _refuse_over(assignment)
    if not assignment.is_to_come:
        raise Refused(_("It has begun. Say when it ends instead"))
    assignment.withdrawn_at, assignment.withdrawn_by = timezone.now(), by
    assignment.save(update_fields=["withdrawn_at", "withdrawn_by"])
    words = _("%(role)s for %(area)s: %(post)s will not begin after all")
    facts = {"role": assignment.get_role_display(), "area": assignment.area_label, "post": assignment.post}
    _said("liaison.assignment_withdrawn", assignment, words % facts, by)
    return assignment


@transaction.atomic
def change_assignment(*, assignment, post, remit, seen=None, by):
    """Correct the post and the remit; the days stay."""
    assignment = _locked(assignment)
    require(by, "liaison.keep_assignment", assignment)
    _refuse_over(assignment)
    refuse_if_changed(seen, words_of(assignment), record=assignment, parts=["words"])
    assignment.post, assignment.remit = post, remit
    assignment.save(update_fields=["post", "remit"])
    words = _("%(role)s for %(area)s: post and remit corrected")
    facts = {"role": assignment.get_role_display(), "area": assignment.area_label}
    _said("liaison.assignment_changed", assignment, words % facts, by, parts=["words"])
    return assignment


def _refuse_over(assignment):
    if assignment.is_withdrawn:
        raise Refused(_("It was withdrawn before it began"))
    if assignment.is_over:
        raise Refused(_("It is over: the last day was %(day)s") % {"day": date(assignment.ends_on)})


def _said(verb, assignment, sentence, by, parts=()):
    councils = [assignment.principal, *([assignment.council] if assignment.council else [])]
    record(verb, assignment, sentence, by=by, councils=councils, parts=parts)
    forget(assignment.principal)


@transaction.atomic
def confirm_assignments(*, principal, assignments, by):
    """Still right, as of today. Whoever is no officer confirms only what they answer for themselves."""
    principal = locked_principal(principal)
    require(by, "liaison.confirm", principal)
    found = Assignment.objects.of_principal(principal).current().filter(pk__in=[each.pk for each in assignments])
    if not by.holds(OFFICER_ROLES, principal):
        found = found.filter(membership__user=by)
    found = list(found.select_for_update(of=("self",)))
    if not found:
        raise Refused(_("Choose at least one"), field="assignments")
    Assignment.objects.filter(pk__in=[each.pk for each in found]).update(confirmed_on=timezone.localdate())
    words = ngettext(
        "%(num)s named officer confirmed: still right",
        "%(num)s named officers confirmed: still right",
        len(found),
    )
    sentence = words % {"num": len(found)}
    record("liaison.confirmed", principal, sentence, by=by, councils=[principal], restricted=True)
    forget(principal)
    return found
