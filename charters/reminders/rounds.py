"""Reminders of a round: on the days that its convener chose, usually 30, 7 and 1 before, and once when it is over."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.emails.rounds import readers_of
from charters.models import Response
from core.audit import record
from core.policies import SYSTEM
from core.registry import REMINDERS, provides
from core.reminders.offers import Offer
from core.reminders.plan import Schedule
from councils.looks import look_of_principal
from councils.models import OwnPortal
from councils.models.own_portal import usual_reminders


@dataclass(frozen=True)
class ReplyDue(Offer):
    """A council that was asked and has not answered."""

    kind = "charters.reply"

    @property
    def agreement(self):
        return self.record.version.agreement

    @property
    def council(self):
        return self.record.party.council

    def title(self):
        words = _("%(council)s: answer about “%(title)s”")
        return words % {"council": self.council.full_name, "title": self.agreement.title}

    def note(self):
        words = _("If your council meets later, tell %(convener)s; it can give you more time.")
        return words % {"convener": self.agreement.convener.full_name}

    def reason(self):
        return _("You get this because you act for %(council)s on Common Ground.") % {"council": self.council.full_name}

    def call(self):
        return _("Answer or sign for %(council)s") % {"council": self.council.full_name}

    def link(self):
        return settings.SITE_URL + reverse("charters:response", args=[self.agreement.reference, self.council.slug])

    def recipients(self):
        return self.readers

    @cached_property
    def readers(self):
        return readers_of(self.council)

    def reply_to(self):
        return self.agreement.convener.role_mailbox

    def look(self):
        return look_of_principal(self.agreement.convener)

    def still_due(self):
        fresh = Response.objects.select_for_update(of=("self",)).to_remind()
        return fresh.with_day().filter(pk=self.record.pk, day=self.due_on).exists()

    def note_sent(self):
        words = _("“%(title)s”: the portal reminded %(council)s")
        sentence = words % {"title": self.agreement.title, "council": self.council.label}
        councils = [self.council, self.agreement.convener]
        record("charters.reminded", self.agreement, sentence, by=SYSTEM, councils=councils, restricted=True)


@provides(REMINDERS)
def replies_due(today):
    """Of rounds whose date is near or past, the councils that have not answered."""
    earliest = max(*usual_reminders(), OwnPortal.objects.earliest_reminder())
    soon = today + timedelta(days=earliest + 7)  # a long Easter brings a reminder forward by some days
    near = Response.objects.to_remind().with_day().filter(day__lte=soon)
    for response in near.with_version().order_by("pk"):
        yield ReplyDue(response, _schedule(response))


def _schedule(response):
    return Schedule(
        due_on=response.reply_by,
        offsets=OwnPortal.of(response.version.agreement.convener).reminder_offsets,
        since=timezone.localdate(response.sent_at),
        nation=response.party.council.nation,
        reminded_on=timezone.localdate(response.reminded_at) if response.reminded_at else None,
    )
