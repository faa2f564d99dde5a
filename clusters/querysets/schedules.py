"""Reads of who pays what."""

from django.db.models import Prefetch, Q, QuerySet

from councils.models import Council


class ScheduleQuerySet(QuerySet):
    """What councils want to pay together."""

    def visible_to(self, person):
        """People of the councils in it, of the one that leads, and of the lead's principals; administrators."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        mine = person.reading_council_ids()
        inside = self.model.members.rel.related_model.objects.filter(council__in=mine).order_by().values("schedule")
        above = Council.parents.through.objects.filter(to_council__in=mine).values("from_council")
        return self.filter(Q(lead__in=mine) | Q(lead__in=above) | Q(pk__in=inside))

    def of_leads(self, ids):
        return self.filter(lead__in=ids)

    def whole(self):
        """With its lead and its members, in one query more."""
        members = self.model.members.rel.related_model.objects.select_related("council").order_by("pk")
        return self.select_related("lead", "cluster").prefetch_related(
            Prefetch("members", members, to_attr="all_members")
        )

    def newest_first(self):
        return self.order_by("-year", "title", "pk")
