"""Reads of devolution offers and of who is interested."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

SHOWN_TO_ALL = ("agreed", "live")


class DevolutionOfferQuerySet(QuerySet):
    """What principals offer to their local councils."""

    def visible_to(self, person):
        """Published ones everyone; a draft the people of its principal and administrators."""
        if person.is_authenticated and person.is_staff:
            return self
        own = person.reading_council_ids() if person.is_authenticated else []
        published = Q(published_at__isnull=False)
        return self.filter(published | Q(principal__in=own)) if own else self.filter(published)

    def standing(self):
        """Published and not ended."""
        return self.filter(published_at__isnull=False, ended_at=None)

    def taking_answers(self):
        """Those that local councils may answer today."""
        today = timezone.localdate()
        return self.standing().filter(Q(closes_on=None) | Q(closes_on__gte=today), opens_on__lte=today)

    def of_principals(self, ids):
        return self.filter(principal__in=ids)

    def whole(self):
        """With its principal and how many stand where."""
        states = ("interested", "exploring", "agreed", "live")
        counts = {f"many_{state}": Count("interests", filter=Q(interests__state=state)) for state in states}
        return self.select_related("principal").annotate(**counts)

    def newest_first(self):
        return self.order_by("-opens_on", "-pk")


class InterestQuerySet(QuerySet):
    """Where local councils stand."""

    def visible_to(self, person, offer):
        """What is agreed everyone; the rest the people of the principal and of its local councils."""
        if person.is_authenticated and (person.is_staff or self._is_of_the_area(person, offer)):
            return self
        return self.filter(state__in=SHOWN_TO_ALL)

    def _is_of_the_area(self, person, offer):
        mine = person.reading_council_ids()
        if offer.principal_id in mine:
            return True
        local = [m.council for m in person.current_memberships if m.council.is_local]
        return any(offer.principal_id in {parent.pk for parent in council.parent_list} for council in local)

    def standing(self):
        return self.exclude(state="withdrawn")

    def by_council(self):
        return self.select_related("council").order_by("council__search_name", "pk")
