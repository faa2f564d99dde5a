"""Reads of what core keeps: audit events, mail, documents."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.utils import timezone

BLOCK = 100  # shared e-mails that go over one connection to the mail server
ABOUT_ONE = Q(council_ids__len=1, restricted=False)  # as the index `audit_of_one_council` says it


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
        ids = person.reading_council_ids() if person.is_authenticated else []
        return self.filter(Q(restricted=False) | Q(council_ids__overlap=list(ids)))

    def with_seal(self):
        """Sealed events in the order of the chain, as light rows with their `digest`."""
        facts = ("pk", "at", "by_id", "actor", "verb", "sentence", "content_type_id", "object_id", "council_ids")
        rows = self.filter(seal__isnull=False).annotate(digest=F("seal__digest")).order_by("pk")
        return rows.values_list(*facts, "restricted", "parts", "digest", named=True)

    def concerning(self, own, looked_after=()):
        """In which one of one's own councils took part, or open events about one looked-after council alone.

        `looked_after` are ids or a query of ids.
        """
        return self.filter(Q(council_ids__overlap=list(own)) | Q(ABOUT_ONE, council_ids__0__in=looked_after))

    def about_one_of(self, councils):
        """Open events about one of these councils alone; `councils` are ids or a query of ids."""
        return self.filter(ABOUT_ONE, council_ids__0__in=councils)

    def newest_first(self):
        return self.order_by("-at", "-pk")

    def before(self, event):
        """Older than this one, in the order of `newest_first`."""
        return self.filter(Q(at__lt=event.at) | Q(pk__lt=event.pk), at__lte=event.at)

    def after(self, event):
        """Newer than this one."""
        return self.filter(Q(at__gt=event.at) | Q(pk__gt=event.pk), at__gte=event.at)

    def unsealed(self):
        """Events not yet in the hash chain, oldest first."""
        return self.filter(seal=None).order_by("pk")


class OutgoingEmailQuerySet(QuerySet):
    """The outbox."""

    def waiting(self):
        return self.filter(status="waiting")

    def letters(self):
        """Those with a text of their own; they are sent one by one."""
        return self.filter(body=None)

    def due(self):
        """Waiting and past the back-off of an earlier failure: codes first, what goes to many last."""
        return self.waiting().filter(next_attempt_at__lte=timezone.now()).order_by("priority", "pk")

    def shared(self):
        """Those whose text is kept once for many; they are sent block by block."""
        return self.filter(body__isnull=False)

    def in_block(self, number):
        """Of one block of a hundred rows."""
        return self.filter(pk__gte=number * BLOCK, pk__lt=(number + 1) * BLOCK)

    def blocks(self):
        """The numbers of the blocks in which there are some."""
        return self.order_by().annotate(number=F("pk") / BLOCK).values_list("number", flat=True).distinct()

    def codes(self):
        """What a person waits for at this moment."""
        return self.filter(priority=1)

    def visible_to(self, person):
        """Only administrators look into the outbox."""
        return self if person.is_authenticated and person.is_staff else self.none()

    def stuck(self):
        """What did not go out: failed, withheld, or still waiting after a failure."""
        return self.filter(Q(status__in=["failed", "withheld"]) | Q(status="waiting", attempts__gt=0))

    def without_texts(self):
        """Rows of a list: nobody reads other people's e-mails there."""
        return self.defer("text", "html")


class IncomingEmailQuerySet(QuerySet):
    """What came back."""

    def visible_to(self, person):
        """Only administrators read it."""
        return self if person.is_authenticated and person.is_staff else self.none()

    def letters(self):
        """Written by people."""
        return self.filter(sort="letter")

    def open(self):
        """Letters that were neither passed on nor dealt with."""
        return self.letters().filter(forwarded=None, settled_at=None)


class AddressStateQuerySet(QuerySet):
    """Addresses that fail or have failed."""

    def visible_to(self, person):
        """The whole list is for administrators; others learn of the addresses of their councils."""
        return self if person.is_authenticated and person.is_staff else self.none()

    def stopped(self):
        """To these nothing is sent that goes to many alike."""
        return self.filter(state__in=["suppressed", "hard", "complained"])

    def failing(self):
        return self.exclude(state="ok")

    def of(self, address):
        """The state of one address, or None if it never failed."""
        return self.filter(address=address.strip().lower()).first()

    def failing_among(self, addresses):
        """{address in small letters: its state} of those that fail."""
        small = {address.lower() for address in addresses if address}
        return {row.address: row for row in self.failing().filter(address__in=small)} if small else {}

    def stopped_among(self, addresses):
        """Of these addresses, in small letters, those to which nothing is sent that goes to many."""
        return {address for address, row in self.failing_among(addresses).items() if row.is_stopped}


class RetentionRunQuerySet(QuerySet):
    """What went because it had been kept long enough."""

    def visible_to(self, person):
        """Only administrators follow it."""
        return self if person.is_authenticated and person.is_staff else self.none()

    def newest_first(self):
        return self.order_by("-at", "-pk")
