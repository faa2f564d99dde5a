"""Reads of what councils say to opportunities."""

from django.db.models import Q, QuerySet

from councils.models import Council

LOOKING = "partner"


class InterestQuerySet(QuerySet):
    """Who is interested in what."""

    def visible_to(self, person):
        """Of one's own councils and of local councils one looks after as an officer; partners have their own read."""
        if not person.is_authenticated:
            return self.none()
        looked_after = self.model.objects.looked_after_by(person).values("pk")
        return self.filter(Q(council__in=person.council_ids()) | Q(pk__in=looked_after))

    def looked_after_by(self, person):
        """Of local councils whose own principal the person is an officer of."""
        return self.filter(council__in=Council.objects.administered_by(person).values("pk"))

    def of_council(self, council):
        return self.filter(council=council)

    def to_opportunity(self, opportunity):
        """With the council's name and mailbox, by name."""
        return self.filter(opportunity=opportunity).select_related("council").order_by("council__search_name", "pk")

    def looking_with(self, council):
        """Other councils that want a partner too and share a principal or a county with this one."""
        links = Council.parents.through.objects
        above = links.filter(from_council=council).values("to_council")
        near = links.filter(to_council__in=above).values("from_council")
        return self.filter(answer=LOOKING, council__in=near).exclude(council=council)

    def of_open(self, now):
        """Of published opportunities that are not closed, with the opportunity."""
        later = Q(opportunity__closes_at=None) | Q(opportunity__closes_at__gt=now)
        return self.filter(later, opportunity__status="published").select_related("opportunity")
