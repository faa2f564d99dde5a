"""Reminders to officers: twice a year they say that what is recorded is still right."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership
from core.audit import record
from core.policies import SYSTEM
from core.registry import REMINDERS, provides
from core.reminders.offers import Offer
from core.reminders.plan import Schedule
from councils.looks import look_of_principal
from liaison.models import Assignment
from liaison.querysets.officers import CONFIRM_EVERY

OFFSETS = (7, -7)


@dataclass(frozen=True)
class ConfirmDue(Offer):
    """One for each person, however many councils they answer for."""

    kind = "liaison.confirm"
    many: int = 1

    def title(self):
        words = ngettext(
            "Is it still right? You answer for %(num)s council or area",
            "Is it still right? You answer for %(num)s councils or areas",
            self.many,
        )
        return words % {"num": self.many}

    def note(self):
        return _("Look through the list and confirm it, so that clerks can rely on it. It takes a minute.")

    def reason(self):
        words = _("You get this because %(council)s has named you for local councils on Common Ground.")
        return words % {"council": self.record.council.full_name}

    def call(self):
        return _("Look through the list")

    def link(self):
        return settings.SITE_URL + reverse("liaison:confirm", args=[self.record.council.slug])

    def recipients(self):
        user = self.record.user
        return {user.email: user.language} if user.email else {}

    def look(self):
        return look_of_principal(self.record.council)

    def still_due(self):
        held = Membership.objects.select_for_update(of=("self",)).filter(pk=self.record.pk)
        return bool(held) and _first(Assignment.objects.filter(membership=self.record.pk)) == self.occasion

    def note_sent(self):
        council = self.record.council
        words = _("%(council)s: the portal asked a named officer to confirm the list") % {"council": council.full_name}
        record("liaison.reminded", council, words, by=SYSTEM, councils=[council], restricted=True)


def _first(assignments):
    """The day on which the oldest of them was confirmed."""
    first = assignments.current().aggregate(first=Min("confirmed_on"))["first"]
    return first.isoformat() if first else ""


@provides(REMINDERS)
def confirmations_due(today):
    """Everybody who still acts for the principal and whose oldest assignment was confirmed half a year ago."""
    near = today - CONFIRM_EVERY + timezone.timedelta(days=max(OFFSETS) + 7)
    current = Assignment.objects.current(today).order_by().values("membership")
    due = current.annotate(first=Min("confirmed_on"), many=Count("pk")).filter(first__lte=near)
    found = {row["membership"]: row for row in due}
    people = Membership.objects.current(today).filter(pk__in=found).select_related("user", "council__own_portal")
    for membership in people.order_by("pk").iterator(chunk_size=500):
        row = found[membership.pk]
        schedule = Schedule(
            due_on=row["first"] + CONFIRM_EVERY,
            offsets=OFFSETS,
            since=row["first"],
            nation=membership.council.nation,
        )
        yield ConfirmDue(membership, schedule, occasion=row["first"].isoformat(), many=row["many"])
