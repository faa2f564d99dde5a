"""Reads of what councils say about how they want to be in touch."""

from django.db.models import QuerySet

from councils.models import Council


class CommsPreferenceQuerySet(QuerySet):
    """How councils want to be in touch."""

    def visible_to(self, person):
        """The council's own people and those of the other side: a principal above it, a local council of its area."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        mine, links = person.reading_council_ids(), Council.parents.through.objects
        below = links.filter(to_council__in=mine).values("from_council")
        above = links.filter(from_council__in=mine).values("to_council")
        return self.filter(council__in=mine) | self.filter(council__in=below) | self.filter(council__in=above)

    def of_councils(self, councils):
        return self.filter(council__in=councils)

    def whole(self):
        return self.select_related("council", "said_by")
