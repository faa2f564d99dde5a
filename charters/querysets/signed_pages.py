"""Reads of signatures on paper; every one that leaves the app starts with `visible_to`."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone


class SignedPageQuerySet(QuerySet):
    """Pages that an officer recorded."""

    def visible_to(self, person):
        """Those signed for one's own council, and all of agreements that it convenes. Administrators read all."""
        if person.is_authenticated and person.is_staff:
            return self
        councils = list(person.reading_council_ids()) if person.is_authenticated else []
        rows = self.model._meta.get_field("signed_for").related_model.objects
        mine = rows.filter(page=OuterRef("pk"), party__council__in=councils)
        return self.filter(Q(version__agreement__convener__in=councils) | Exists(mine))

    def whole(self):
        """With all that a page shows; the file itself stays where it is."""
        joined = self.select_related("version__agreement__convener__own_portal", "scan")
        return joined.defer("scan__content").prefetch_related("signed_for__party__council", "signed_for__signature")

    def of_associations(self):
        return self.exclude(association="")

    def to_count(self):
        """Of associations whose period is over, as long as a council that did not object is not counted."""
        rows = self.model._meta.get_field("signed_for").related_model.objects
        waiting = rows.waiting().filter(page=OuterRef("pk"))
        over = self.filter(object_until__lt=timezone.localdate(), version__status__in=["out", "in_force"])
        return over.filter(Exists(waiting))


class SignedForQuerySet(QuerySet):
    """Councils for which pages were signed."""

    def visible_to(self, person):
        """Of one's own council, and all of agreements that it convenes. Administrators read all."""
        if person.is_authenticated and person.is_staff:
            return self
        councils = list(person.reading_council_ids()) if person.is_authenticated else []
        return self.filter(Q(party__council__in=councils) | Q(version__agreement__convener__in=councils))

    def standing(self):
        """Nobody has objected."""
        return self.filter(objected_at=None)

    def with_page(self):
        """With what a page says of it: the page, the council, the agreement."""
        found = self.select_related(
            "page__version__agreement__convener__own_portal",
            "page__scan",
            "party__council",
            "version__agreement__convener",
        )
        return found.defer("page__scan__content")

    def waiting(self):
        """Listed by an association, no objection, not signed for yet in any way, and the council still exists."""
        signature = self.model._meta.get_field("signature").related_model.objects
        signed = signature.filter(version=OuterRef("version"), party=OuterRef("party"))
        listed = self.standing().exclude(page__association="").exclude(party__council__status="dissolved")
        return listed.filter(~Exists(signed))
