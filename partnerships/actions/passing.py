"""What one officer led, stood up for or watched is another's, when an officer hands over."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.policies import require
from partnerships.actions.keeping import pass_on
from partnerships.actions.told import tell
from partnerships.models import ListedRisk, Partnership


@transaction.atomic
def pass_on_entries(*, leaver, successor_of, by):
    """Partnerships the leaver leads or stands up for, and risks the leaver watches; returns how many changed.

    One in which a single local council takes part goes to whoever follows there, any other to the main successor.
    """
    require(by, "partnerships.pass_on", leaver.council)
    rows = Partnership.objects.of_person(leaver).select_for_update(of=("self",)).select_related("convener")
    entries = list(rows.order_by("pk").prefetch_related("parties__council"))
    for entry in entries:
        successor = _follows(entry, successor_of)
        if entry.lead_id == leaver.pk:
            entry.lead = successor
            pass_on(entry)
        if entry.sponsor_id == leaver.pk:
            entry.sponsor = successor
        entry.save(update_fields=["lead", "sponsor"])
        words = _("“%(title)s”: %(name)s follows %(before)s")
        tell(entry, "partnerships.passed_on", words, by=by, name=str(successor.user), before=str(leaver.user))
    return len(entries) + _risks(leaver, successor_of)


def _follows(entry, successor_of):
    locals_ = [party.council_id for party in entry.parties.all() if party.council and party.council.is_local]
    return successor_of(locals_[0] if len(locals_) == 1 else None)


def _risks(leaver, successor_of):
    risks = ListedRisk.objects.standing().filter(owner=leaver, status=ListedRisk.Status.OPEN)
    risks = list(risks.select_for_update(of=("self",)).select_related("partnership__convener")
                 .prefetch_related("partnership__parties__council").order_by("pk"))  # fmt: skip
    for risk in risks:
        risk.owner = _follows(risk.partnership, successor_of)
    ListedRisk.objects.bulk_update(risks, ["owner"])
    return len(risks)
