"""Reads of what the portal keeps."""

from django.db.models import QuerySet


class UpdatesSeenQuerySet(QuerySet):
    """How far people have read."""

    def visible_to(self, person):
        """One's own only."""
        return self.filter(person=person)
