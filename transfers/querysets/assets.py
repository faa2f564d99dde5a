"""Reads of assets and services, and of the files they came from."""

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from core.words import words_of

NOT_OFFERED = ExpressionWrapper(Q(offered_at=None), output_field=BooleanField())  # False, what is offered, comes first


class AssetQuerySet(QuerySet):
    """What principal councils have that might move."""

    def visible_to(self, person):
        """Everyone; what is kept from the public, the people of its principal council and administrators."""
        if not person.is_authenticated:
            return self.filter(withheld_at=None)
        if person.is_staff:
            return self
        own = person.reading_council_ids()
        return self.filter(Q(withheld_at=None) | Q(principal__in=own)) if own else self.filter(withheld_at=None)

    def closed_to(self, person):
        """The others: kept from the public, and the person acts for no principal council of theirs."""
        if person.is_staff:
            return self.none()
        return self.filter(withheld_at__isnull=False).exclude(principal__in=person.reading_council_ids())

    def public(self):
        """What everyone may read."""
        return self.filter(withheld_at=None)

    def of_principal(self, principal):
        return self.filter(principal=principal)

    def listed(self):
        return self.filter(standing="listed")

    def gone(self):
        return self.filter(standing="gone")

    def offered(self):
        return self.filter(offered_at__isnull=False)

    def in_file(self):
        """Those that the newest file names."""
        return self.listed().filter(is_by_hand=False)

    def with_place(self):
        return self.filter(latitude__isnull=False)

    def without_place(self):
        return self.filter(latitude=None)

    def within(self, box):
        """Between west, south, east and north."""
        west, south, east, north = box
        return self.filter(longitude__range=(west, east), latitude__range=(south, north))

    def for_council(self, council):
        """Of the principals of a local council: what lies in its area, and what is not said to lie in another's."""
        here = Q(local_council=council) | Q(local_council=None)
        return self.filter(here, principal__in=[parent.pk for parent in council.parent_list])

    def with_words(self, text):
        """With all these words in name, address, use, code or UPRN."""
        found = self
        for word in words_of(text):
            found = found.filter(search_text__contains=word)
        return found

    def whole(self):
        """With the councils that a line or a page names."""
        return self.select_related("principal", "local_council")

    def offered_first(self):
        """What is open for transfer, then the others, each by name."""
        return self.order_by(NOT_OFFERED, "name", "pk")

    def points(self):
        """(reference, name, latitude, longitude, offered_at) of those that have a place."""
        found = self.with_place().order_by("pk")
        return found.values_list("reference", "name", "latitude", "longitude", "offered_at")

    def registers(self):
        """[{principal, slug, name, many, offered}]: whose register has how much on it."""
        found = self.listed().order_by("principal__search_name").values("principal_id", "principal__slug",
                                                                         "principal__name")  # fmt: skip
        return found.annotate(many=Count("pk"), offered=Count("pk", filter=Q(offered_at__isnull=False)))


class AssetBatchQuerySet(QuerySet):
    """Files that were loaded."""

    def of_principal(self, principal):
        return self.filter(principal=principal)
