"""Reminders of a charter's life: its review, the last day for notice, its end, and what is to be reported."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from charters.commitments import report_due, tracked_of
from charters.emails.rounds import readers_of
from charters.life import life_of, versions_in_force
from charters.models import AgreementVersion
from core.audit import record
from core.policies import SYSTEM
from core.registry import REMINDERS, provides
from core.reminders.offers import Offer
from core.reminders.plan import Schedule
from councils.looks import look_of_principal

REVIEW, NOTICE, END, REPORT = (60, 14, 0, -14), (60, 14), (90, 30, 7, -1), (14, -7)
EARLIEST = timedelta(days=90 + 7)


@dataclass(frozen=True)
class LifeDue(Offer):
    """A day in the life of a version in force, for its convener's officers."""

    day = ""  # the property of a life that says when

    @property
    def agreement(self):
        return self.record.agreement

    @property
    def named(self):
        return {"title": self.agreement.title, "noun": self.agreement.noun}

    def reason(self):
        words = _("You get this because you act for %(council)s on Common Ground.")
        return words % {"council": self.agreement.convener.full_name}

    def call(self):
        return _("See the dates of “%(title)s”") % self.named

    def link(self):
        return settings.SITE_URL + reverse("charters:life", args=[self.agreement.reference])

    def recipients(self):
        return self.readers

    @cached_property
    def readers(self):
        return readers_of(self.agreement.convener)

    def look(self):
        return look_of_principal(self.agreement.convener)

    def still_due(self):
        held = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement__convener")
        fresh = held.filter(pk=self.record.pk, status="in_force").first()
        return fresh is not None and getattr(life_of(fresh), self.day) == self.due_on

    def note_sent(self):
        sentence = _("“%(title)s”: the portal reminded of what falls due") % self.named
        councils = [self.agreement.convener]
        record("charters.reminded", self.agreement, sentence, by=SYSTEM, councils=councils, restricted=True)


@dataclass(frozen=True)
class ReviewDue(LifeDue):
    """It was agreed to look at the charter again."""

    kind = "charters.review"
    day = "review_on"

    def title(self):
        return _("Review the %(noun)s: %(title)s") % self.named

    def note(self):
        return _("Ask both sides how it goes, and record what follows from it.")


@dataclass(frozen=True)
class NoticeDue(LifeDue):
    """After this day notice does not take effect by the end of the term any more."""

    kind = "charters.notice"
    day = "notice_by"

    def title(self):
        return _("Last day for notice: %(title)s") % self.named

    def note(self):
        return _("A council that does not want to stay beyond this term gives notice by then.")


@dataclass(frozen=True)
class EndDue(LifeDue):
    """The term runs out."""

    kind = "charters.term-end"
    day = "ends_on"

    def title(self):
        return _("Renew or end the %(noun)s: %(title)s") % self.named

    def note(self):
        return _("Its term runs out. If it is renewed, every council in it is told.")


@dataclass(frozen=True)
class ReportDue(LifeDue):
    """A council has not said for a while how its commitments stand."""

    kind = "charters.report"
    version: AgreementVersion | None = None

    @property
    def agreement(self):
        return self.version.agreement

    def title(self):
        words = {**self.named, "council": self.record.council.full_name}
        return _("%(council)s: say how your commitments stand, in “%(title)s”") % words

    def note(self):
        return _("Two or three sentences for each are enough.")

    def reason(self):
        words = _("You get this because you act for %(council)s on Common Ground.")
        return words % {"council": self.record.council.full_name}

    def call(self):
        return _("Report for %(council)s") % {"council": self.record.council.full_name}

    def link(self):
        return settings.SITE_URL + reverse("charters:progress", args=[self.agreement.reference])

    @cached_property
    def readers(self):
        return readers_of(self.record.council)

    def still_due(self):
        held = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement__convener")
        fresh = held.filter(pk=self.version.pk, status="in_force").first()
        due = report_due(tracked_of([fresh])[fresh.pk], self.record) if fresh else []
        return bool(due) and due[0][0] == self.due_on


KINDS = ((ReviewDue, REVIEW), (NoticeDue, NOTICE), (EndDue, END))


@provides(REMINDERS)
def days_of_life(today):
    """Reviews, last days for notice and ends that are near or past."""
    for version in versions_in_force():
        life = life_of(version)
        for offer, offsets in KINDS:
            day = getattr(life, offer.day)
            if day and day <= today + EARLIEST:
                yield offer(version, _schedule(version, life, day, offsets), occasion=day.isoformat())


@provides(REMINDERS)
def reports_due(today):
    """Councils in a charter that have something to report, each once for all of its commitments."""
    versions = list(versions_in_force())
    for version, items in zip(versions, tracked_of(versions).values(), strict=True):
        life = life_of(version)
        for party in {party.pk: party for item in items for party in item.reporters}.values():
            due = report_due(items, party)
            if due and due[0][0] <= today + EARLIEST:
                day = due[0][0]
                yield ReportDue(party, _schedule(version, life, day, REPORT), day.isoformat(), version)


def _schedule(version, life, day, offsets):
    return Schedule(due_on=day, offsets=offsets, since=version.in_force_on, nation=life.nation)
