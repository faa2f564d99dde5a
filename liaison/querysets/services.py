"""Reads of service contacts and of wrong doors."""

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from liaison.topics import Topic

CONFIRM_EVERY = timezone.timedelta(days=183)  # half a year
COUNTED = timezone.timedelta(days=365)


class ServiceContactQuerySet(QuerySet):
    """Whom to ask about a topic at a principal council."""

    def visible_to(self, person):
        """Everyone, as it names posts and teams; one taken off the list, people of the principal."""
        if person.is_authenticated and person.is_staff:
            return self
        own = person.reading_council_ids() if person.is_authenticated else []
        return self.filter(Q(is_listed=True) | Q(principal__in=own))

    def listed(self):
        return self.filter(is_listed=True)

    def of_principal(self, principal):
        return self.filter(principal=principal)

    def for_council(self, council):
        """Of the principals of a local council; of a principal its own."""
        return self.filter(Q(principal__children=council) | Q(principal=council)).distinct()

    def about(self, topics):
        return self.filter(topic__in=topics)

    def to_confirm(self):
        """On the list, and nobody has said for half a year that it is still right."""
        return self.listed().filter(confirmed_on__lt=timezone.localdate() - CONFIRM_EVERY)

    def with_wrong_doors(self):
        """How often in a year it was the wrong door, and how often since it was last put right."""
        year = Q(wrong_doors__said_at__gte=timezone.now() - COUNTED)
        since = year & (Q(mended_at=None) | Q(wrong_doors__said_at__gt=F("mended_at")))
        return self.annotate(
            wrong_in_year=Count("wrong_doors", filter=year), wrong_since=Count("wrong_doors", filter=since)
        )

    def in_order(self):
        """By topic as the topics are listed, then by team."""
        places = [When(topic=value, then=Value(place)) for place, value in enumerate(Topic.values)]
        return self.select_related("principal").order_by(
            Case(*places, default=Value(99), output_field=IntegerField()), "principal__name", "team", "pk"
        )


class WrongDoorQuerySet(QuerySet):
    """Times at which a contact was not the right one."""

    def newest_first(self):
        return self.select_related("council").order_by("-said_at", "-pk")
