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
    `successor_of` answers None for what stays with the leaver.
    """
    require(by, "partnerships.pass_on", leaver.council)
    rows = Partnership.objects.of_person(leaver).select_for_update(of=("self",)).select_related("convener")
    entries = [
        entry for entry in rows.order_by("pk").prefetch_related("parties__council") if successor_of(entry.only_local_id)
    ]
    for entry in entries:
        successor = successor_of(entry.only_local_id)
        if entry.lead_id == leaver.pk:
            entry.lead = successor
            pass_on(entry)
        if entry.sponsor_id == leaver.pk:
            entry.sponsor = successor
        entry.save(update_fields=["lead", "sponsor"])
        words = _("“%(title)s”: %(name)s follows %(before)s")
        tell(entry, "partnerships.passed_on", words, by=by, name=str(successor.user), before=str(leaver.user))
    return len(entries) + _risks(leaver, successor_of)


def _risks(leaver, successor_of):
    risks = ListedRisk.objects.watched_by(leaver).select_for_update(of=("self",)).order_by("pk")
    risks = [risk for risk in risks if successor_of(risk.partnership.only_local_id)]
    for risk in risks:
        risk.owner = successor_of(risk.partnership.only_local_id)
    ListedRisk.objects.bulk_update(risks, ["owner"])
    return len(risks)
