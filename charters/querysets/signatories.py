"""Reads of requests to sign."""

from django.db.models import QuerySet


class SigningRequestQuerySet(QuerySet):
    """Who was asked to sign for a council."""

    def standing(self):
        """Not ended: the person who is asked now."""
        return self.filter(ended_at=None)

    def of_person(self, person):
        return self.filter(person=person.pk)
