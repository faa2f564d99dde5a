"""Reads of subscriptions, of what was sent, and of what each has been told."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import Membership
from core.models import AddressState, OutgoingEmail

NEVER = "never"


class ReaderQuerySet(QuerySet):
    """Who gets the funding e-mail."""

    def due(self, kind, batch, also=None):
        """Whoever has a subscription of this rhythm that counts, or one of those in `also`, and an address e-mail
        reaches, and is not yet in the batch, if one is named. Readers of one council stand together: they mostly get
        the same.
        """
        wanted = Q(rhythm=kind) if also is None else Q(rhythm=kind) | Q(pk__in=also)
        mine = self._subscriptions().counting().filter(wanted, reader=OuterRef("pk"))
        stopped = AddressState.objects.stopped().filter(address=OuterRef("address"))
        found = self.filter(person__is_active=True, person__email__isnull=False).alias(address=Lower("person__email"))
        found = found.filter(Exists(mine), ~Exists(stopped))
        if batch:
            there = OutgoingEmail.objects.filter(batch=batch, to=OuterRef("person__email"))
            found = found.filter(~Exists(there))
        return found.annotate(first_council=Min("subscriptions__council")).order_by("first_council", "pk")

    def _subscriptions(self):
        return self.model.subscriptions.rel.related_model.objects


class SubscriptionQuerySet(QuerySet):
    """What is wanted for which council."""

    def counting(self, on=None):
        """Of people who act for the council today; one that has ended asks for nothing."""
        held = Membership.objects.current(on).filter(user=OuterRef("reader__person"), council=OuterRef("council"))
        return self.filter(Exists(held), council__ended_on=None).exclude(rhythm=NEVER)

    def with_theme_ids(self):
        """Each with `theme_ids`; an empty list stands for all themes."""
        some = ArrayAgg("themes", filter=Q(themes__isnull=False), default=[])
        return self.annotate(theme_ids=some)

    def of_councils(self, ids):
        return self.filter(council__in=ids)

    def themes_followed(self, council_ids):
        """{council: address parts of the themes that its people chose}, one query."""
        followed = {council: set() for council in council_ids}
        chosen = self.counting().of_councils(council_ids).filter(themes__isnull=False)
        for council, slug in chosen.values_list("council", "themes__slug"):
            followed[council].add(slug)
        return followed


class TellingQuerySet(QuerySet):
    """What each subscription was told."""

    def arrived(self):
        """Without those whose e-mail was stopped, ran out, or can never go any more: nobody has read them."""
        status = OutgoingEmail.Status
        too_late = Q(status__in=[status.WITHHELD, status.FAILED], useful_until__lt=timezone.now())
        lost = OutgoingEmail.objects.filter(Q(status__in=[status.CANCELLED, status.EXPIRED]) | too_late)
        reader = OuterRef("subscription__reader__person__email")
        return self.exclude(Exists(lost.filter(body=OuterRef("edition__body"), to=reader)))

    def about(self, opportunities):
        """One row for each of these opportunities that was told, with what was said of it."""
        here = Q(edition__lines__opportunity__in=opportunities)
        here &= Q(edition__lines__council_ids__contains=[F("subscription__council")])
        said = {name: F(f"edition__lines__{name}") for name in ("opportunity", "closes_at", "is_gone")}
        return self.filter(here).annotate(**said)

    def outdated(self, opportunities, now):
        """The last word to a subscription about one of these, where it would mislead: it has another closing time now,
        or was withdrawn.
        """
        later = self.model.objects.arrived().about(opportunities)
        later = later.filter(
            subscription=OuterRef("subscription"), opportunity=OuterRef("opportunity"), pk__gt=OuterRef("pk")
        )
        there = {name: F(f"edition__lines__opportunity__{name}") for name in ("status", "closes_at")}
        told = self.arrived().about(opportunities).annotate(status=there["status"], closes_now=there["closes_at"])
        was_open = Q(closes_at=None) | Q(closes_at__gt=now)
        is_open = Q(closes_now=None) | Q(closes_now__gt=now)
        differs = ~Q(closes_at=F("closes_now")) | Q(closes_at=None, closes_now__isnull=False)
        differs |= Q(closes_at__isnull=False, closes_now=None)
        moved = Q(status="published", is_gone=False) & differs & (was_open | is_open)
        gone = Q(status="withdrawn", is_gone=False) & was_open
        return told.filter(moved | gone).exclude(Exists(later))


class DigestRunQuerySet(QuerySet):
    """What was sent when."""

    def visible_to(self, person):
        """Officers of principal councils and administrators see which e-mails went out."""
        if not person.is_authenticated:
            return self.none()
        return self if person.is_staff or person.officer_council_ids() else self.none()

    def of_interest_to(self, person):
        """Without those at once of which no council the person looks after got anything: there are many of them."""
        editions = self.model.editions.rel.related_model.objects.for_councils_of(person)
        return self.filter(~Q(kind="now") | Exists(editions.filter(run=OuterRef("pk"))))

    def finished(self):
        return self.filter(finished_at__isnull=False)

    def newest_first(self):
        return self.order_by("-ends_at", "-pk")


class DigestEditionQuerySet(QuerySet):
    """What readers of one run got alike."""

    def visible_to(self, person):
        """Readable for anyone who has the address, which nobody can guess: it holds published facts alone."""
        return self

    def for_councils_of(self, person):
        """Those that went to local councils an officer looks after; all for administrators."""
        if person.is_staff:
            return self
        return (
            self.filter(council_ids__overlap=list(person.looked_after_ids)) if person.looked_after_ids else self.none()
        )

    def figures(self, runs):
        """{run: {sent, waiting, failed, bounced}} of these editions."""
        emails = OutgoingEmail.objects.filter(body__edition__in=self.filter(run__in=runs).values("pk"))
        failed = Q(status__in=["failed", "withheld", "expired", "cancelled"])
        rows = emails.values(run=F("body__edition__run")).annotate(
            written=Count("pk", distinct=True),
            sent=Count("pk", filter=Q(status="sent"), distinct=True),
            waiting=Count("pk", filter=Q(status="waiting"), distinct=True),
            failed=Count("pk", filter=failed, distinct=True),
            bounced=Count("pk", filter=Q(answers__sort__in=["hard", "complaint"]), distinct=True),
        )
        return {row["run"]: row for row in rows}
