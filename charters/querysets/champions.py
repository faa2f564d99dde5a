"""Reads of champions and their logs; every one that leaves the app starts with `visible_to`."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from councils.models import Council

ENDS_SOON = timedelta(days=60)  # the board and the home page say so from then on
FEW = 10  # councils to be ticked on a phone


def below(person):
    """Councils whose logs the person reads: their own, and those in the area of a principal of theirs."""
    own = person.reading_council_ids()
    inside = Council.parents.through.objects.filter(to_council__in=own).values("from_council")
    return Council.objects.filter(Q(pk__in=own) | Q(county__in=own) | Q(pk__in=inside))


def across(person):
    """Councils whose champion the person may ask: those below, and the principals above their own councils."""
    own = person.reading_council_ids()
    above = Council.parents.through.objects.filter(from_council__in=own).values("to_council")
    counties = Council.objects.filter(pk__in=own).values("county")
    return Council.objects.filter(Q(pk__in=below(person).values("pk")) | Q(pk__in=above) | Q(pk__in=counties))


def covered_by(principal, *, local):
    """The councils of a principal's board.

    The local councils of its area; of a county either these, or the principal councils that have local councils.
    """
    councils = Council.objects.current()
    if local or principal.type != "county":
        return councils.local().of_principal(principal)
    children = Council.objects.current().local().filter(parents=OuterRef("pk"))
    return councils.principal().filter(Q(pk=principal.pk) | Q(county=principal)).filter(Exists(children))


def near(council):
    """Councils with which a champion is likely to do something: those across the tiers, as far as they are few."""
    above = Q(children=council) | Q(districts=council)
    found = Council.objects.current().filter(above | Q(county=council)).values("pk")
    local = Council.objects.current().local().of_principal(council)
    few = local.values("pk") if council.is_principal and local.count() <= FEW else ()
    return Council.objects.current().filter(Q(pk__in=found) | Q(pk__in=few))


class AppointmentQuerySet(QuerySet):
    """Who is champion of which council, when."""

    def visible_to(self, person):
        """Of councils across the tiers from one's own; administrators read all, visitors what a council's page says."""
        if not person.is_authenticated:
            return self.none()
        return self if person.is_staff else self.filter(council__in=across(person).values("pk"))

    def standing(self):
        """Not struck out."""
        return self.filter(struck_at=None)

    def current(self, on=None):
        """On the days of the appointment, the last one included."""
        day = on or timezone.localdate()
        return self.standing().filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def during(self, first, last):
        """With at least one day between these two, both included."""
        return self.standing().filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)

    def of_council(self, council):
        return self.filter(council=council)

    def held_by(self, person):
        return self.filter(person=person)

    def whole(self):
        """With the council and the person."""
        return self.select_related("council", "person")

    def without_successor(self):
        """Nobody begins after them, and the council still exists and wants somebody."""
        standing = self.model.objects.standing()
        later = standing.filter(council=OuterRef("council"), starts_on__gt=OuterRef("starts_on"))
        return self.standing().filter(~Exists(later), is_last=False).exclude(council__status="dissolved")

    def lapsing(self, before):
        """Ended, or ending until this day, with nobody to follow."""
        return self.without_successor().filter(ends_on__lte=before)

    def overlapping(self, starts_on, ends_on):
        """With a day in common; `ends_on` None has no end."""
        begun = Q(starts_on__lte=ends_on) if ends_on else Q()
        return self.standing().filter(begun, Q(ends_on=None) | Q(ends_on__gte=starts_on))


class LogEntryQuerySet(QuerySet):
    """What champions did."""

    def visible_to(self, person):
        """Of one's own council, and of those in the area of one's principal council."""
        if not person.is_authenticated:
            return self.none()
        return self if person.is_staff else self.filter(appointment__council__in=below(person).values("pk"))

    def standing(self):
        """Not struck out."""
        return self.filter(struck_at=None)

    def of_council(self, council):
        return self.filter(appointment__council=council)

    def of_councils(self, councils):
        return self.filter(appointment__council__in=councils)

    def between(self, first, last):
        """Done from one day to another, both included."""
        return self.filter(done_on__range=(first, last))

    def whole(self):
        """With the champion's council and those it was done with."""
        return self.select_related("appointment__council").prefetch_related("councils")


def with_champions(councils, appointments):
    """Each council with its champion of today, who follows or was before, and the last day of the log.

    `champion_pk`, `champion_role`, `champion_since`, `champion_until`, `champion_is_last`, `starts_later_on`,
    `last_ended_on`, `logged_on`.
    """
    today = timezone.localdate()
    own = appointments.standing().filter(council=OuterRef("pk"))
    current = own.current(today).order_by()
    entries = appointments.model._meta.get_field("entries").related_model.objects.standing()
    of_champion = entries.filter(appointment=OuterRef("champion_pk")).order_by("-done_on")
    return councils.annotate(
        champion_pk=Subquery(current.values("pk")[:1]),
        champion_role=Subquery(current.values("role_title")[:1]),
        champion_since=Subquery(current.values("starts_on")[:1]),
        champion_until=Subquery(current.values("ends_on")[:1]),
        champion_is_last=Subquery(current.values("is_last")[:1]),
        starts_later_on=Subquery(own.filter(starts_on__gt=today).order_by("starts_on").values("starts_on")[:1]),
        last_ended_on=Subquery(own.filter(ends_on__lt=today).order_by(F("ends_on").desc()).values("ends_on")[:1]),
        logged_on=Subquery(of_champion.values("done_on")[:1]),
    )
