"""Reminders of a partnership's days: 60, 30 and 7 days before, and once when the day has passed."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.emails import readers_of
from core.audit import record
from core.policies import SYSTEM
from core.registry import REMINDERS, provides
from core.reminders.offers import Offer
from core.reminders.plan import Schedule
from councils.looks import look_of_principal
from partnerships.models import ListedRisk, Partnership
from partnerships.terms import span_of

OFFSETS = (60, 30, 7, -1)
RISK_OFFSETS = (7, -1)  # a risk is looked at more often than a partnership


@dataclass(frozen=True)
class DayDue(Offer):
    """A day of a live partnership, for its lead officer; without one for the officers of the convener."""

    @property
    def named(self):
        return {"title": self.record.title}

    def reason(self):
        if self.record.has_owner:
            return _("You get this because you are the lead officer of this partnership on Common Ground.")
        words = _("You get this because you act for %(council)s and the partnership has no lead officer.")
        return words % {"council": self.record.convener.full_name}

    def call(self):
        return _("Look at “%(title)s”") % self.named

    def link(self):
        return settings.SITE_URL + self.record.get_absolute_url()

    def recipients(self):
        return self.readers

    @cached_property
    def readers(self):
        person = self.record.lead.user if self.record.has_owner else None
        return {person.email: person.language} if person and person.email else readers_of(self.record.convener)

    def look(self):
        return look_of_principal(self.record.convener)

    @staticmethod
    def day_of(partnership):
        """The day as it is now."""
        raise NotImplementedError

    def still_due(self):
        held = Partnership.objects.select_for_update(of=("self",)).select_related("convener")
        fresh = held.filter(pk=self.record.pk, status="live").first()
        return fresh is not None and self.day_of(fresh) == self.due_on

    def note_sent(self):
        sentence = _("“%(title)s”: the portal reminded of what falls due") % self.named
        councils = [self.record.convener]
        record("partnerships.reminded", self.record, sentence, by=SYSTEM, councils=councils, restricted=True)


@dataclass(frozen=True)
class ReviewDue(DayDue):
    """The partners wanted to look at it again."""

    kind = "partnerships.review"

    def title(self):
        return _("Review the partnership: %(title)s") % self.named

    def note(self):
        return _("Look at it with the partners, then enter the day of the next review.")

    @staticmethod
    def day_of(partnership):
        return partnership.next_review_on


@dataclass(frozen=True)
class NoticeDue(DayDue):
    """After this day notice does not end it with this term any more."""

    kind = "partnerships.notice"

    def title(self):
        return _("Last day for notice: %(title)s") % self.named

    def note(self):
        return _("Whoever does not want to stay beyond this term gives notice by then.")

    @staticmethod
    def day_of(partnership):
        return span_of(partnership).notice_by


@dataclass(frozen=True)
class EndDue(DayDue):
    """The term runs out."""

    kind = "partnerships.end"

    def title(self):
        return _("The term ends: %(title)s") % self.named

    def note(self):
        return _("Renew it, or wind it up and answer the questions of the end.")

    @staticmethod
    def day_of(partnership):
        return partnership.ends_on


@dataclass(frozen=True)
class RiskDue(DayDue):
    """Somebody wanted to look at a risk again: its owner, or whoever answers for the partnership."""

    kind = "partnerships.risk"

    @property
    def named(self):
        return {"title": self.record.title, "partnership": self.record.partnership.title}

    def title(self):
        return _("Look at a risk of “%(partnership)s” again: %(title)s") % self.named

    def note(self):
        return _("Is it still so likely, and still so bad? Then enter the day on which you look at it again.")

    def reason(self):
        if self.owner:
            return _("You get this because you look after this risk on Common Ground.")
        return DayDue(self.record.partnership, self.schedule, self.occasion).reason()

    @cached_property
    def owner(self):
        member = self.record.owner
        return member.user if member and member.is_current and member.user.email else None

    @cached_property
    def readers(self):
        if self.owner:
            return {self.owner.email: self.owner.language}
        return DayDue(self.record.partnership, self.schedule, self.occasion).readers

    def look(self):
        return look_of_principal(self.record.partnership.convener)

    def still_due(self):
        held = ListedRisk.objects.select_for_update(of=("self",)).filter(pk=self.record.pk, status="open")
        fresh = held.filter(partnership__status="live").first()
        return fresh is not None and fresh.next_review_on == self.due_on

    def note_sent(self):
        DayDue(self.record.partnership, self.schedule, self.occasion).note_sent()


@provides(REMINDERS)
def risks_due(today):
    """Open risks of live partnerships whose review is near or has passed."""
    near = today + timezone.timedelta(days=max(RISK_OFFSETS) + 7)
    risks = ListedRisk.objects.filter(status="open", partnership__status="live", next_review_on__lte=near)
    found = risks.select_related("owner__user", "partnership__convener__own_portal", "partnership__lead__user")
    for risk in found.order_by("pk").iterator(chunk_size=500):
        schedule = Schedule(
            due_on=risk.next_review_on,
            offsets=RISK_OFFSETS,
            since=timezone.localdate(risk.raised_at),
            nation=risk.partnership.convener.nation,
        )
        yield RiskDue(risk, schedule, occasion=risk.next_review_on.isoformat())


@provides(REMINDERS)
def days_due(today):
    """Every day of every live partnership; the schedule decides which of them is near."""
    live = Partnership.objects.filter(status="live").select_related("convener__own_portal", "lead__user")
    for partnership in live.prefetch_related("renewals").order_by("pk").iterator(chunk_size=500):
        for offer in (ReviewDue, NoticeDue, EndDue):
            day = offer.day_of(partnership)
            if day is None or day - today > timezone.timedelta(days=max(OFFSETS) + 7):
                continue
            schedule = Schedule(
                due_on=day, offsets=OFFSETS, since=_known_since(partnership), nation=partnership.convener.nation
            )
            yield offer(partnership, schedule, occasion=day.isoformat())


def _known_since(partnership):
    """Since when the days are known here: the entry, or its last renewal."""
    renewals = list(partnership.renewals.all())
    return timezone.localdate(renewals[-1].renewed_at if renewals else partnership.created_at)
