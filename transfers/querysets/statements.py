"""Reads of yearly statements."""

from django.db.models import Q, QuerySet

from transfers.querysets.money import inside


class YearlyStatementQuerySet(QuerySet):
    """What transfers cost year by year."""

    def visible_to(self, person):
        """What is issued with the money that everyone reads; the two councils and administrators all, drafts too."""
        shown = {"transfer__money__is_exempt": False, "transfer__published_at__isnull": False}
        open_to_all = Q(**shown, issued_at__isnull=False)
        if not person.is_authenticated:
            return self.filter(open_to_all)
        return self.filter(open_to_all) | inside(person, self)

    def inside(self, person):
        """Of transfers in which a council of the person takes part; administrators read all."""
        return inside(person, self)

    def of_year(self, transfer, year):
        return self.filter(transfer=transfer, year=year).select_related("transfer__principal", "transfer__local")

    def drafts(self):
        return self.filter(issued_at=None)

    def in_force(self):
        return self.filter(in_force=True)
