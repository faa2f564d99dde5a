"""Reads of declared neighbours."""

from django.db.models import Q, QuerySet


class NeighboursQuerySet(QuerySet):
    """Pairs of local councils."""

    def of_councils(self, ids):
        return self.filter(Q(first__in=ids) | Q(second__in=ids))

    def between(self, one, other):
        first, second = sorted((one.pk, other.pk))
        return self.filter(first=first, second=second)
