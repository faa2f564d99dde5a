"""Reads of the money of transfers."""

from django.db.models import Q, QuerySet


def inside(person, rows):
    """Of transfers in which a council of the person takes part; administrators read all."""
    if person.is_staff:
        return rows
    own = person.reading_council_ids() if person.is_authenticated else ()
    return rows.filter(Q(transfer__principal__in=own) | Q(transfer__local__in=own))


class TransferMoneyQuerySet(QuerySet):
    """What transfers cost, and who pays."""

    def visible_to(self, person):
        """Of published transfers everyone, unless it is exempt; the two councils and administrators all."""
        open_to_all = self.filter(is_exempt=False, transfer__published_at__isnull=False)
        return open_to_all if not person.is_authenticated else open_to_all | inside(person, self)


class LeaseBackQuerySet(QuerySet):
    """Rooms that one council lets to the other."""

    def visible_to(self, person):
        """With the money: where that is not entered or is exempt, only the two councils and administrators."""
        shown = {"transfer__money__is_exempt": False, "transfer__published_at__isnull": False}
        open_to_all = self.filter(**shown)
        return open_to_all if not person.is_authenticated else self.filter(Q(**shown)) | inside(person, self)

    def of_transfer(self, transfer):
        return self.filter(transfer=transfer).select_related("transfer__principal", "transfer__local")
