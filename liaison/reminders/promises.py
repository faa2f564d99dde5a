"""Reminders of promises: a week before the day, and once when it has passed; to whoever answers for it."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.formatting import date
from core.policies import SYSTEM
from core.registry import REMINDERS, provides
from core.reminders.offers import Offer
from core.reminders.plan import Schedule
from councils.looks import look_of_principal
from liaison.kept import readers_of_side
from liaison.models import Promise

OFFSETS = (7, -1)


@dataclass(frozen=True)
class PromiseDue(Offer):
    """To those who answer for it on the side that promised."""

    kind = "liaison.promise_due"

    def title(self):
        words = _("Promise to %(council)s: %(text)s")
        if self.due_on < timezone.localdate():
            words = _("Overdue promise to %(council)s: %(text)s")
        return words % {"council": self.record.receiver.full_name, "text": self.record.text}

    def note(self):
        words = _("It was promised by %(day)s. Say what became of it as soon as you know.")
        return words % {"day": date(self.due_on)}

    def reason(self):
        words = _("You get this because you answer for promises of %(council)s on Common Ground.")
        return words % {"council": self.record.promiser.full_name}

    def call(self):
        return _("Open the promise to %(council)s") % {"council": self.record.receiver.full_name}

    def link(self):
        return settings.SITE_URL + self.record.get_absolute_url()

    def recipients(self):
        return readers_of_side(self.record, self.record.side)

    def look(self):
        return look_of_principal(self.record.principal)

    def still_due(self):
        fresh = Promise.objects.select_for_update(of=("self",)).open()
        return fresh.filter(pk=self.record.pk, due_on=self.due_on).exists()

    def note_sent(self):
        councils = [self.record.principal, self.record.council]
        words = _("The portal reminded %(council)s of a promise") % {"council": self.record.promiser.full_name}
        record("liaison.promise_reminded", self.record, words, by=SYSTEM, councils=councils, restricted=True)


@provides(REMINDERS)
def promises_due(today):
    """Open ones that fall due within days, or did a while ago; a day that was moved is a new occasion."""
    near = today + timedelta(days=max(OFFSETS) + 7)
    rows = Promise.objects.open().filter(due_on__lte=near, due_on__gte=today - timedelta(days=30)).whole()
    for row in rows.select_related("principal__own_portal", "council", "answers__user").order_by("pk"):
        schedule = Schedule(
            due_on=row.due_on,
            offsets=OFFSETS,
            since=timezone.localdate(row.recorded_at),
            nation=row.promiser.nation,
        )
        yield PromiseDue(row, schedule, occasion=row.due_on.isoformat())
