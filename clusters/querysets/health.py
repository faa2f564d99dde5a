"""Reads of how clusters are."""

from django.db.models import QuerySet


class HealthCheckQuerySet(QuerySet):
    """Answers of councils about their clusters."""

    def visible_to(self, person, cluster, year):
        """Those inside read all of a year once a council of theirs has answered it; administrators at once."""
        rows = self.filter(cluster=cluster, year=year)
        if person.is_staff:
            return rows
        own = rows.filter(council__in=person.reading_council_ids())
        return rows if own.exists() else own

    def whole(self):
        return self.select_related("council").order_by("council__search_name", "pk")
