"""Reads of the life of versions in force."""

from django.db.models import QuerySet
from django.utils import timezone


class RenewalQuerySet(QuerySet):
    """Renewals in their order."""


class ReviewQuerySet(QuerySet):
    """Reviews, the newest first."""

    def open(self):
        return self.filter(closed_at=None)


class WithdrawalQuerySet(QuerySet):
    """Notices given."""

    def over(self):
        """Those whose last day has passed."""
        return self.filter(last_day__lt=timezone.localdate())
