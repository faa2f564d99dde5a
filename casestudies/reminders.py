"""Reminders of reviews: a month before the day, and on it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.emails import readers_of
from casestudies.models import Publication
from core.audit import record
from core.policies import SYSTEM
from core.registry import REMINDERS, provides
from core.reminders.offers import Offer
from core.reminders.plan import Schedule

OFFSETS = (30, 0)


@dataclass(frozen=True)
class ReviewDue(Offer):
    """A case study that its owner wanted to look at again."""

    kind = "casestudies.review"

    def title(self):
        return _("Is this case study still right? %(title)s") % {"title": self.record.study.title}

    def note(self):
        return _("Please look whether it is still true: confirm it, change it or archive it.")

    def reason(self):
        words = _("You get this because you act for %(council)s on Common Ground.")
        return words % {"council": self.record.owner.full_name}

    def call(self):
        return _("Look at “%(title)s”") % {"title": self.record.study.title}

    def link(self):
        return settings.SITE_URL + reverse("casestudies:own-study", args=[self.record.study.slug])

    def recipients(self):
        return self.readers

    @cached_property
    def readers(self):
        return readers_of(self.record.owner)

    def still_due(self):
        fresh = Publication.objects.select_for_update(of=("self",)).to_review()
        return fresh.filter(pk=self.record.pk, review_on=self.due_on).exists()

    def note_sent(self):
        sentence = _("The portal asked to review the case study “%(title)s”") % {"title": self.record.study.title}
        councils = [self.record.owner]
        record("casestudies.reminded", self.record.study, sentence, by=SYSTEM, councils=councils, restricted=True)


@provides(REMINDERS)
def reviews_due(today):
    """Published case studies whose day of review is near or past."""
    soon = today + timedelta(days=max(OFFSETS) + 7)
    near = Publication.objects.to_review().filter(review_on__lte=soon)
    for publication in near.select_related("study", "owner").order_by("pk"):
        schedule = Schedule(
            due_on=publication.review_on,
            offsets=OFFSETS,
            since=timezone.localdate(publication.published_at),
            nation=publication.owner.nation,
        )
        yield ReviewDue(publication, schedule, occasion=publication.review_on.isoformat())
