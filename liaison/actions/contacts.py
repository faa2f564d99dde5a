"""Noting a contact, correcting it, striking it out, saying that what followed is done."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.exceptions import Refused
from core.formatting import date
from core.locking import refuse_if_changed
from core.policies import require
from core.roles import Role
from liaison.lately import forget
from liaison.models import Contact
from liaison.querysets.contacts import principals_to_log

ANSWERS = ("kind", "took_place_on", "with_whom", "about", "follows", "follows_by", "is_internal")


def contact_of(contact):
    """What the form about a contact shows."""
    return {name: getattr(contact, name) for name in ANSWERS}


@transaction.atomic
def log_contact(
    *, principal, council, kind, took_place_on, with_whom="", about="", follows="", follows_by=None,
    is_internal=False, by,
):  # fmt: skip
    """A contact of a principal with a local council of its area, written down by one side; returns it.

    Raises Refused for a day in the future, for a day on which nothing follows, and for what a clerk would hide.
    """
    require(by, "liaison.log_contact", council)
    if not principals_to_log(by, council).filter(pk=principal.pk).exists():
        raise Refused(_("Choose a principal council of this council’s area"), field="principal")
    contact = Contact(
        principal=principal, council=council, kind=kind, took_place_on=took_place_on, with_whom=with_whom,
        about=about, follows=follows, follows_by=follows_by, is_internal=is_internal, logged_by=by,
    )  # fmt: skip
    contact.logged_for = _side(contact, by)
    _check(contact)
    contact.save()
    _said("liaison.contact_logged", contact, _("%(council)s: %(kind)s on %(day)s noted"), by)
    return contact


@transaction.atomic
def correct_contact(*, contact, seen=None, by, **answers):
    """Correct what was written; the two councils stay. One that is struck out stays as it is."""
    contact = _locked(contact)
    require(by, "liaison.keep_contact", contact)
    _refuse_struck(contact)
    refuse_if_changed(seen, contact_of(contact), record=contact, parts=[contact.audit_part])
    was_internal = contact.is_internal
    for name in ANSWERS:
        setattr(contact, name, answers[name])
    if not contact.follows:
        contact.followed_at, contact.followed_by = None, None
    _check(contact)
    contact.save(update_fields=[*ANSWERS, "followed_at", "followed_by"])
    words = _("%(council)s: %(kind)s on %(day)s corrected")
    _said("liaison.contact_corrected", contact, words, by, quietly=was_internal)
    return contact


@transaction.atomic
def strike_contact(*, contact, reason, by):
    """Strike out a wrong one; it stays to be read and counts nowhere."""
    contact = _locked(contact)
    require(by, "liaison.keep_contact", contact)
    _refuse_struck(contact)
    contact.struck_at, contact.struck_by, contact.strike_reason = timezone.now(), by, reason
    contact.save(update_fields=["struck_at", "struck_by", "strike_reason"])
    _said("liaison.contact_struck", contact, _("%(council)s: %(kind)s on %(day)s struck out"), by)
    return contact


@transaction.atomic
def finish_contact(*, contact, by):
    """What was to follow is done; a second time changes nothing."""
    contact = _locked(contact)
    require(by, "liaison.finish_contact", contact)
    _refuse_struck(contact)
    if not contact.follows:
        raise Refused(_("Nothing was to follow from it"))
    if contact.followed_at is None:
        contact.followed_at, contact.followed_by = timezone.now(), by
        contact.save(update_fields=["followed_at", "followed_by"])
        _said("liaison.contact_finished", contact, _("%(council)s: what followed from %(kind)s on %(day)s is done"), by)
    return contact


def _locked(contact):
    return Contact.objects.select_for_update(of=("self",)).whole().get(pk=contact.pk)


def _refuse_struck(contact):
    if contact.is_struck:
        raise Refused(_("It was struck out on %(day)s") % {"day": date(contact.struck_at)})


def _side(contact, by):
    """The council for which the person acts here: whoever is its clerk speaks for the local council."""
    return contact.council if by.holds(Role.CLERK, contact.council) else contact.principal


def _check(contact):
    if contact.took_place_on > timezone.localdate():
        raise Refused(_("Date must be today or in the past"), field="took_place_on")
    if contact.follows_by and not contact.follows:
        raise Refused(_("Enter what follows, or leave the day out"), field="follows")
    if contact.follows_by and contact.follows_by < contact.took_place_on:
        raise Refused(_("Date must not be before the day of the contact"), field="follows_by")
    if contact.is_internal and contact.logged_for_id != contact.principal_id:
        raise Refused(_("Both councils read what a local council writes"), field="is_internal")


def _said(verb, contact, words, by, *, quietly=False):
    """For the two councils alone; of what the principal keeps for itself the other side learns nothing."""
    forget(contact.council)
    facts = {"council": contact.council.full_name, "kind": contact.get_kind_display().lower()}
    hidden = contact.is_internal or quietly
    councils = [contact.principal] if hidden else [contact.principal, contact.council]
    record(
        verb, contact, words % {**facts, "day": date(contact.took_place_on)}, by=by, acting_for=_side(contact, by),
        councils=councils, restricted=True, parts=[contact.audit_part],
    )  # fmt: skip


@transaction.atomic
def pass_on_contacts(*, leaver, successor_of, by):
    """What follows from contacts and was the leaver's to do is the successors'; returns how many."""
    mine = Contact.objects.to_follow_by(leaver).select_related("principal").select_for_update(of=("self",))
    rows = [row for row in mine if successor_of(row.council_id)]
    for contact in rows:
        require(by, "liaison.log_contacts", contact.principal)
        contact.falls_to = successor_of(contact.council_id)
    Contact.objects.bulk_update(rows, ["falls_to"])
    return len(rows)
