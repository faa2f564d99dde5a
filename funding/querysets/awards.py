"""Reads of grants that were made."""

from django.db.models import Count, Q, QuerySet, Sum

from core.words import words_of


class AwardQuerySet(QuerySet):
    """Who was funded, by whom, for what."""

    def visible_to(self, person):
        """Published data: everyone sees them."""
        return self

    def in_area_of(self, principal):
        """In the area of a district or unitary, or of a county with its districts."""
        return self.filter(Q(principal=principal) | Q(principal__county=principal))

    def with_words(self, text):
        """With all these words in title, description, funder, programme or recipient."""
        found = self
        for word in words_of(text):
            has = Q(title__icontains=word) | Q(description__icontains=word) | Q(funder__icontains=word)
            found = found.filter(has | Q(programme__icontains=word) | Q(recipient__icontains=word))
        return found

    def of_year(self, year):
        return self.filter(awarded_on__year=year)

    def up_to(self, pence):
        """Small ones."""
        return self.filter(amount__lte=pence)

    def newest_first(self):
        return self.select_related("principal").order_by("-awarded_on", "-pk")

    def totals(self):
        """{"many": how many, "pence": how much in all, "recipients": how many organisations}."""
        found = self.aggregate(many=Count("pk"), pence=Sum("amount"), recipients=Count("recipient", distinct=True))
        return {**found, "pence": found["pence"] or 0}
