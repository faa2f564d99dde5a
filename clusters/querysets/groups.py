"""Reads of clusters and of the councils in them."""

from django.db.models import Count, F, Q, QuerySet

IN = Q(members__left_on=None, members__invited_at__isnull=False, members__consented_role=F("members__role"))


class ClusterQuerySet(QuerySet):
    """Councils that join forces."""

    def visible_to(self, person):
        """One that has started everyone; before, the people of its principal and of the councils that are asked."""
        if person.is_authenticated and person.is_staff:
            return self
        own = person.reading_council_ids() if person.is_authenticated else []
        started = Q(started_at__isnull=False)
        if not own:
            return self.filter(started)
        inside = self.model.objects.filter(members__council__in=own, members__left_on=None).order_by().values("pk")
        return self.filter(started | Q(principal__in=own) | Q(pk__in=inside))

    def of_principals(self, ids):
        return self.filter(principal__in=ids)

    def kept_by(self, ids):
        """Those of principal councils, and those that local councils lead."""
        parts = self.model.members.rel.related_model.objects.present().filter(council__in=ids, role="lead")
        return self.filter(Q(principal__in=ids) | Q(pk__in=parts.order_by().values("cluster")))

    def of_councils(self, ids):
        """Those that councils are in, are asked by or ask to join."""
        inside = self.model.objects.filter(members__council__in=ids, members__left_on=None).order_by().values("pk")
        return self.filter(pk__in=inside)

    def standing(self):
        """Not ended."""
        return self.filter(ended_at=None)

    def at_work(self):
        return self.standing().filter(started_at__isnull=False)

    def of_point_person(self, membership):
        return self.standing().filter(point_person=membership)

    def whole(self):
        """With its principal and how many councils are in it."""
        return self.select_related("principal", "agreement").annotate(many_members=Count("members", filter=IN))

    def with_people(self):
        """With who answers for it, its councils and their profiles: for what asks that it be confirmed."""
        people = ("lead_officer__user", "point_person__user", "principal__profile")
        return self.select_related(*people).prefetch_related("members__council__profile")

    def by_title(self):
        return self.order_by("title", "pk")


class MemberQuerySet(QuerySet):
    """Councils in clusters."""

    def visible_to(self, person, cluster):
        """Those that are in everyone; the rest the people of the principal and of the councils concerned."""
        if person.is_authenticated and (person.is_staff or self.is_inside(person, cluster)):
            return self
        return self.taking_part()

    def is_inside(self, person, cluster):
        """True for the people of the principal and of any council that is in, asked or asking."""
        own = person.reading_council_ids()
        if cluster.principal_id in own:
            return True
        return cluster.members.filter(council__in=own, left_on=None).exists()

    def taking_part(self):
        """Asked, consented to the role they have, and not gone."""
        return self.present().filter(invited_at__isnull=False, consented_role=F("role"))

    def present(self):
        return self.filter(left_on=None)

    def by_council(self):
        return self.select_related("council").order_by("council__search_name", "pk")
