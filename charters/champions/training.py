"""Joint training that would fit: from what champions said and when they began. Nothing is guessed."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from charters.champions.board import months_before
from charters.models import Appointment, Duty, LogEntry, Need
from charters.querysets.champions import covered_by
from core.formatting import date

NEW_MONTHS = 6  # a champion is new for so long
TOGETHER = 2  # fewer make no joint training


@dataclass(frozen=True)
class Suggestion:
    """Something to learn together, why, and for which councils."""

    title: str
    reason: str
    councils: tuple


def appointments_in(principal):
    """Champions of today of the principal, of the principals below it and of all local councils of its area."""
    local, upper = covered_by(principal, local=True), covered_by(principal, local=False)
    pks = {principal.pk, *local.values_list("pk", flat=True), *upper.values_list("pk", flat=True)}
    found = Appointment.objects.current().filter(council__in=pks).select_related("council")
    return list(found.order_by("-council__tier", "council__search_name", "pk"))


def suggestions(principal):
    """The suggestions for the area of a principal, and the day of the last joint training logged there, or None."""
    appointments = appointments_in(principal)
    councils = [each.council_id for each in appointments]
    lately = LogEntry.objects.standing().of_councils(councils).filter(duty=Duty.TRAINING)
    last = lately.order_by("-done_on").values_list("done_on", flat=True).first()
    return [*_new(appointments), *_wanted(appointments)], last


def _new(appointments):
    since = months_before(timezone.localdate(), NEW_MONTHS)
    new = [each for each in appointments if each.starts_on > since]
    if len(new) < TOGETHER:
        return
    words = _("%(num)s champions began within the last six months, the first of them on %(day)s.")
    reason = words % {"num": len(new), "day": date(min(each.starts_on for each in new))}
    yield Suggestion(_("A first meeting for new champions"), reason, _councils(new))


def _wanted(appointments):
    """Needs that several champions ticked, those of most champions first."""
    for need in sorted(Need, key=lambda need: -sum(need in each.needs for each in appointments)):
        wanting = [each for each in appointments if need in each.needs]
        if len(wanting) >= TOGETHER:
            tiers = {each.council.tier for each in wanting}
            reason = _("%(num)s champions said that it would help them.") % {"num": len(wanting)}
            if len(tiers) > 1:
                reason += " " + _("They are of both tiers.")
            yield Suggestion(str(need.label), reason, _councils(wanting))


def _councils(appointments):
    return tuple(each.council for each in appointments)
