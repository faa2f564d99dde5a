"""Reads of what councils say about single sections."""

from django.db.models import Exists, OuterRef, Q, QuerySet


class SectionCommentQuerySet(QuerySet):
    """Comments on sections, in the order in which they were written."""

    def visible_to(self, person):
        """One's own council's; all that one's council convenes; those decided, of agreements one was asked about."""
        if person.is_authenticated and person.is_staff:
            return self
        councils = list(person.reading_council_ids()) if person.is_authenticated else []
        response = self.model._meta.get_field("response").related_model
        asked = response.objects.filter(
            version__agreement=OuterRef("response__version__agreement"), party__council__in=councils
        )
        return self.filter(
            Q(response__version__agreement__convener__in=councils)
            | Q(response__party__council__in=councils)
            | (~Q(decision="") & Exists(asked))
        )

    def about(self, agreement):
        return self.filter(response__version__agreement=agreement)

    def undecided(self):
        return self.filter(decision="")

    def whole(self):
        """With what a page shows: council, version, agreement."""
        return self.select_related("response__party__council", "response__version__agreement__convener")

    def newest_round_first(self):
        """The newest version first; in it by section as they were asked, then by council."""
        return self.order_by("-response__version__number", "section_key", "response__party__council__search_name", "pk")
