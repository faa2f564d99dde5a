"""Reads of people and what they may act for."""

from django.db.models import Q, QuerySet
from django.utils import timezone


class MembershipQuerySet(QuerySet):
    """Who acts for which council, when."""

    def current(self, on=None):
        """Begun, not ended and not revoked; `ends_on` is the last day that counts."""
        day = on or timezone.localdate()
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day),
            starts_on__lte=day,
            revoked_at=None,
            user__is_active=True,
        )

    def of_council(self, council):
        return self.filter(council=council)

    def signatories(self):
        """Memberships that carry the right to sign."""
        return self.filter(may_sign=True)

    def visible_to(self, person):
        """A person's own, those of their councils, and of local councils of their principals."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        ids = person.council_ids()
        officer_of = person.officer_council_ids()
        return self.filter(
            Q(user=person) | Q(council__in=ids) | Q(council__parents__in=officer_of)
        ).distinct()
