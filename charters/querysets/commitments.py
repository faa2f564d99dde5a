"""Reads of what is reported about commitments."""

from django.db.models import Exists, OuterRef, Q, QuerySet


class ProgressQuerySet(QuerySet):
    """Entries about commitments."""

    def visible_to(self, person):
        """Of agreements that one of one's councils convenes or was sent. Administrators read all."""
        if person.is_authenticated and person.is_staff:
            return self
        ids = list(person.reading_council_ids()) if person.is_authenticated else []
        party = self.model._meta.get_field("party").related_model
        sent = party.objects.filter(agreement=OuterRef("party__agreement"), council__in=ids, responses__isnull=False)
        return self.filter(Q(party__agreement__convener__in=ids) | Exists(sent))

    def of_agreement(self, agreement):
        return self.filter(party__agreement=agreement)

    def whole(self):
        """With all that a page shows of an entry; the file itself stays where it is."""
        return self.select_related("commitment", "party__council", "party__agreement__convener", "evidence").defer(
            "evidence__content"
        )


class CommentQuerySet(QuerySet):
    """What the other side said."""

    def with_council(self):
        return self.select_related("party__council")


class EvidenceQuerySet(QuerySet):
    """Files."""
