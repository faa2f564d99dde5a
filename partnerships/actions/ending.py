"""Another term, or the end: nothing is closed before everything that stays has an owner."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from partnerships.actions.keeping import check_person, pass_on
from partnerships.actions.papers import follow_size
from partnerships.actions.told import locked, tell
from partnerships.models import EXIT_TEXTS, Renewal, Status
from partnerships.workflow import PARTNERSHIP


@transaction.atomic
def renew(*, partnership, ends_on, next_review_on, note, lead, by):
    """A new term from the day after the last one, with a lead officer for it; review and notice count from it."""
    partnership = locked(partnership)
    require(by, "partnerships.keep", partnership)
    if partnership.status != Status.LIVE:
        raise Refused(_("Only a live partnership can be renewed"))
    if partnership.ends_on is None:
        raise Refused(_("It has no fixed last day, so there is nothing to renew"))
    if ends_on <= partnership.ends_on:
        raise Refused(_("The new last day must be after the present one"), field="ends_on")
    if not timezone.localdate() < next_review_on <= ends_on:
        raise Refused(
            _("The next review must be in the future and on or before the new last day"), field="next_review_on"
        )
    if lead is None:
        raise Refused(_("Choose who answers for it in the new term"), field="lead")
    check_person(partnership, lead, "lead")
    Renewal.objects.create(
        partnership=partnership,
        number=partnership.renewals.count() + 1,
        ended_on=partnership.ends_on,
        ends_on=ends_on,
        note=note,
        renewed_by=by,
    )
    partnership.ends_on, partnership.next_review_on = ends_on, next_review_on
    changed, partnership.lead = partnership.lead_id != lead.pk, lead
    partnership.save(update_fields=["ends_on", "next_review_on", "lead"])
    if changed:
        pass_on(partnership)
    follow_size(partnership)
    tell(partnership, "partnerships.renewed", _("“%(title)s” renewed"), by=by, parts=["basics"])
    return partnership


@transaction.atomic
def wind_up(*, partnership, by):
    """It comes to its end: the questions of the exit are asked."""
    partnership = locked(partnership)
    PARTNERSHIP.move(partnership, "wind_up", by=by)
    tell(partnership, "partnerships.winding_up", _("“%(title)s” is being wound up"), by=by)
    return partnership


@transaction.atomic
def carry_on(*, partnership, by):
    """It goes on after all, with everything that a live one must have, its papers too."""
    partnership = locked(partnership)
    PARTNERSHIP.move(partnership, "carry_on", by=by)
    follow_size(partnership)
    tell(partnership, "partnerships.carried_on", _("“%(title)s” goes on after all"), by=by)
    return partnership


def exit_of(partnership):
    """What the form about the exit shows."""
    return {name: getattr(partnership, name) for name in EXIT_TEXTS}


@transaction.atomic
def answer_exit(*, partnership, facts, seen=None, by):
    """What becomes of assets, staff and what is owed; who looks after what stays; what was learned."""
    partnership = locked(partnership)
    require(by, "partnerships.keep", partnership)
    if partnership.status != Status.CLOSING:
        raise Refused(_("Say first that it is being wound up"))
    refuse_if_changed(seen, exit_of(partnership), record=partnership, parts=["exit"])
    for name in EXIT_TEXTS:
        setattr(partnership, name, facts[name])
    partnership.save(update_fields=EXIT_TEXTS)
    tell(partnership, "partnerships.exit_answered", _("Exit of “%(title)s” written"), by=by, parts=["exit"])
    return partnership


@transaction.atomic
def close(*, partnership, by):
    """The end. The entry stays in the register as it is."""
    partnership = locked(partnership)
    PARTNERSHIP.move(partnership, "close", by=by, closed_at=timezone.now(), closed_by=by)
    partnership.lead_spells.filter(ends_on=None).update(ends_on=timezone.localdate())
    tell(partnership, "partnerships.closed", _("“%(title)s” closed"), by=by)
    return partnership
