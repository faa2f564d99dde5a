"""Service contacts: adding, putting right, confirming; and that one was the wrong door."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council
from liaison.mending import forget_counts
from liaison.models import ServiceContact, WrongDoor

WORDS = ("topic", "team", "email", "phone", "web", "hours", "urgent_phone", "have_ready", "answers_within", "note")


def service_words(contact):
    """What the form about a contact shows."""
    return {**{name: getattr(contact, name) for name in WORDS}, "is_listed": contact.is_listed}


def _counts_change(principal):
    transaction.on_commit(lambda: forget_counts(principal), robust=True)


def _refuse_twice(principal, topic, team, but=None):
    found = ServiceContact.objects.of_principal(principal).filter(topic=topic, team=team)
    if found.exclude(pk=but).exists():
        raise Refused(
            _("This team is there for this topic already, perhaps not on the list. Change that one"), field="team"
        )


@transaction.atomic
def add_service(*, principal, by, **words):
    """A team or post that answers for a topic."""
    principal = Council.objects.select_for_update(of=("self",)).get(pk=principal.pk)
    require(by, "liaison.keep_services", principal)
    _refuse_twice(principal, words["topic"], words["team"])
    contact = ServiceContact.objects.create(principal=principal, added_by=by, **words)
    sentence = _("Whom to ask: %(contact)s, added") % {"contact": contact}
    _counts_change(principal)
    record("liaison.service_added", contact, sentence, by=by, councils=[principal])
    return contact


def _locked(contact):
    """The principal first, then the contact as it is now."""
    principal = Council.objects.select_for_update(of=("self",)).get(pk=contact.principal_id)
    fresh = ServiceContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    fresh.principal = principal
    return fresh


@transaction.atomic
def change_service(*, contact, seen=None, by, **words):
    """Put right: it is confirmed as of today, and wrong doors are counted anew from here."""
    contact = _locked(contact)
    require(by, "liaison.keep_services", contact.principal)
    refuse_if_changed(seen, service_words(contact), record=contact, parts=["words"])
    _refuse_twice(contact.principal, words["topic"], words["team"], but=contact.pk)
    for name, value in words.items():
        setattr(contact, name, value)
    contact.confirmed_on, contact.mended_at, contact.mended_by = timezone.localdate(), timezone.now(), by
    contact.save()
    sentence = _("Whom to ask: %(contact)s, put right")
    if not contact.is_listed:
        sentence = _("Whom to ask: %(contact)s, taken off the list")
    _counts_change(contact.principal)
    record("liaison.service_changed", contact, sentence % {"contact": contact}, by=by, councils=[contact.principal],
           parts=["words"])  # fmt: skip
    return contact


@transaction.atomic
def confirm_services(*, principal, contacts, by):
    """Still right, as of today."""
    principal = Council.objects.select_for_update(of=("self",)).get(pk=principal.pk)
    require(by, "liaison.keep_services", principal)
    found = ServiceContact.objects.of_principal(principal).listed().filter(pk__in=[each.pk for each in contacts])
    many = found.update(confirmed_on=timezone.localdate())
    if not many:
        raise Refused(_("Choose at least one"), field="contacts")
    words = ngettext("%(num)s contact confirmed: still right", "%(num)s contacts confirmed: still right", many)
    _counts_change(principal)
    record("liaison.services_confirmed", principal, words % {"num": many}, by=by, councils=[principal], restricted=True)
    return many


@transaction.atomic
def say_wrong_door(*, contact, turned_out="", by):
    """It was not the right one. A second time on one day counts as one, and may say who it was instead."""
    contact = _locked(contact)
    require(by, "liaison.say_wrong_door", contact)
    council = next((m.council for m in by.current_memberships if m.council.is_local), None)
    door, is_new = WrongDoor.objects.get_or_create(
        contact=contact, said_by=by, said_on=timezone.localdate(),
        defaults={"council": council, "turned_out": turned_out},
    )  # fmt: skip
    if turned_out and not is_new:
        door.turned_out = turned_out
        door.save(update_fields=["turned_out"])
    if is_new:
        sentence = _("Whom to ask: %(contact)s, was the wrong door") % {"contact": contact}
        _counts_change(contact.principal)
        record("liaison.wrong_door", contact, sentence, by=by, councils=[contact.principal], restricted=True)
    return door
