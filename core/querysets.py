"""Reads of what core keeps: audit events, mail, documents."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone


class AuditEventQuerySet(QuerySet):
    """The timeline of records."""

    def about(self, record):
        """Events of one record, newest first."""
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk).select_related("by").order_by("-pk")

    def touching(self, parts):
        """Events that changed one of these parts of their record."""
        return self.filter(parts__overlap=list(parts))

    def about_council(self, council):
        """Events in which one council took part, newest first."""
        return self.filter(council_ids__contains=[council.pk]).select_related("by").order_by("-pk")

    def readable_by(self, person):
        """Open events, and restricted ones in which a council of the person's took part."""
        if person.is_staff:
            return self
        ids = person.council_ids() if person.is_authenticated else []
        return self.filter(Q(restricted=False) | Q(council_ids__overlap=list(ids)))

    def unsealed(self):
        """Events not yet in the hash chain, oldest first."""
        return self.filter(seal=None).order_by("pk")


class OutgoingEmailQuerySet(QuerySet):
    """The outbox."""

    def waiting(self):
        return self.filter(status="waiting")

    def due(self):
        """Waiting and past the back-off of an earlier failure."""
        return self.waiting().filter(next_attempt_at__lte=timezone.now()).order_by("pk")
