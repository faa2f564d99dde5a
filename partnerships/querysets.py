"""Reads of the register and of assessments."""

from django.db import models
from django.db.models import Exists, Min, OuterRef, Q, Subquery, Value
from django.utils import timezone

from accounts.models import Membership
from partnerships.tiers import tier_in_sql, worth

SOON = timezone.timedelta(days=90)
MOST_WORDS = 8


class PartnershipQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Parties and the convening principal; what is published everyone; administrators all."""
        if not person.is_authenticated:
            return self.filter(published_at__isnull=False)
        if person.is_staff:
            return self
        mine = person.reading_council_ids()
        if not mine:
            return self.filter(published_at__isnull=False)
        return self.filter(Q(published_at__isnull=False) | Q(pk__in=self._of(mine)))

    def taken_part_in_by(self, person):
        """Those of the person's own councils."""
        return self.filter(pk__in=self._of(person.reading_council_ids()))

    def of_councils(self, council_ids):
        """Those that one of these councils keeps or takes part in."""
        return self.filter(pk__in=self._of(council_ids))

    def _of(self, council_ids):
        mine = Q(convener__in=council_ids) | Q(parties__council__in=council_ids)
        return self.model.objects.filter(mine).order_by().values("pk")

    def with_tier(self):
        """Each with `tier`, set or worked out, `is_owned`: a lead officer of today answers for it, `risk_review_on`."""
        risks = self.model.risks.rel.related_model.objects.filter(partnership=OuterRef("pk"), status="open")
        first = risks.order_by().values("partnership").annotate(first=Min("next_review_on")).values("first")
        leads = Membership.objects.current().filter(pk=OuterRef("lead_id"))
        return self.annotate(worth=worth()).annotate(
            tier=tier_in_sql(), is_owned=Exists(leads), risk_review_on=Subquery(first)
        )

    def whole(self):
        """With everything that a page or a line of the register shows."""
        found = self.select_related("convener__own_portal", "lead__user", "lead__council", "sponsor__user")
        return found.with_tier().prefetch_related("parties__council", "parties__body", "renewals")

    def with_agreement(self):
        """With its agreement and the versions and parts of it, for the page of one entry."""
        return self.select_related("agreement").prefetch_related("agreement__versions__sections")

    def marked_inside(self, person):
        """Each with `is_inside`: the person may read what is not for the public."""
        if not person.is_authenticated:
            return self.annotate(is_inside=Value(False))
        if person.is_staff:
            return self.annotate(is_inside=Value(True))
        mine = self._of(person.reading_council_ids()).filter(pk=OuterRef("pk"))
        return self.annotate(is_inside=Exists(mine))

    def of_person(self, membership):
        """Open ones that somebody leads or stands up for."""
        return self.unfinished().filter(Q(lead=membership) | Q(sponsor=membership))

    def unfinished(self):
        """All that are not closed."""
        return self.exclude(status="closed")

    def overdue(self, today):
        """Live ones whose review or end has passed, or the review of an open risk."""
        risks = self.model.risks.rel.related_model.objects.filter(status="open", next_review_on__lt=today)
        late = Q(next_review_on__lt=today) | Q(ends_on__lt=today) | Q(pk__in=risks.values("partnership"))
        return self.filter(late, status="live")

    def ending_soon(self, today):
        """Those that end within ninety days."""
        return self.filter(status__in=["live", "closing"], ends_on__range=(today, today + SOON))

    def without_owner(self):
        """Open ones for which nobody of today answers."""
        return self.exclude(status="closed").exclude(lead__in=Membership.objects.current())

    def with_words(self, text):
        """Those whose title, or a partner's name, has every word."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            named = Q(parties__council__name__icontains=word) | Q(parties__body__name__icontains=word)
            parties = self.model.objects.filter(named).order_by().values("pk")
            found = found.filter(Q(title__icontains=word) | Q(pk__in=parties))
        return found

    def by_title(self):
        return self.order_by("title", "pk")


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, person):
        """People of the council that thinks about it, and administrators."""
        if person.is_staff:
            return self
        return self.filter(council__in=person.reading_council_ids())

    def whole(self):
        """With the names of everyone in it."""
        return self.select_related("council__own_portal", "partner_council", "partner_body", "partnership")

    def undecided(self):
        """Those that wait for a decision, also when it was put off."""
        return self.filter(decision__in=["", "defer"])
