"""Reads of risks. They are inside: whoever may only read a published entry sees none of them."""

from django.db import models


class ListedRiskQuerySet(models.QuerySet):
    def visible_to(self, person):
        """People of the parties and of the convener, and administrators."""
        if not person.is_authenticated:
            return self.none()
        return self if person.is_staff else self.of_councils(person.reading_council_ids())

    def of_councils(self, council_ids):
        """Those of the partnerships that one of these councils keeps or takes part in."""
        partnerships = self.model.partnership.field.related_model
        return self.filter(partnership__in=partnerships.objects.of_councils(council_ids).values("pk"))

    def standing(self):
        """Open ones of partnerships that are not closed."""
        return self.filter(status="open").exclude(partnership__status="closed")

    def watched_by(self, membership):
        """Those that somebody looks after, with the parties of their partnerships."""
        found = self.standing().filter(owner=membership).select_related("partnership__convener")
        return found.prefetch_related("partnership__parties__council")

    def overdue(self, today):
        """Those that somebody should have looked at again."""
        return self.standing().filter(next_review_on__lt=today)

    def whole(self):
        """With its partnership, owner and every rating."""
        found = self.select_related("partnership__convener__own_portal", "owner__user", "owner__council")
        return found.prefetch_related("ratings__rated_by", "partnership__parties")

    def worst_first(self):
        """Open before closed, then by likelihood times impact."""
        score = models.F("likelihood") * models.F("impact")
        return self.annotate(weight=score).order_by("-status", "-weight", "next_review_on", "pk")
