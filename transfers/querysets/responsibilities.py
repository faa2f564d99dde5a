"""Reads of who does what."""

from django.db.models import QuerySet

from transfers.querysets.money import inside


class ResponsibilitiesQuerySet(QuerySet):
    """Matrices of transfers."""

    def visible_to(self, person):
        """Of published transfers everyone, unless it is exempt; the two councils and administrators all."""
        open_to_all = self.filter(is_exempt=False, transfer__published_at__isnull=False)
        return open_to_all if not person.is_authenticated else open_to_all | inside(person, self)

    def with_lines(self):
        return self.prefetch_related("lines")
