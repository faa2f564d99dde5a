"""Reads of named officers; every one that leaves the app starts with `visible_to` or `on_public_list`."""

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.models import Membership
from councils.models import Council

CONFIRM_EVERY = timezone.timedelta(days=183)  # half a year
MOST_WORDS = 8


def principals_of(person):
    """Principal councils whose officers the person knows by name: their own, and those above their local councils."""
    own = person.reading_council_ids()
    above = Council.parents.through.objects.filter(from_council__in=own).values("to_council")
    return Council.objects.principal().filter(Q(pk__in=own) | Q(pk__in=above))


class AssignmentQuerySet(QuerySet):
    """Who answers for which council, when."""

    def visible_to(self, person):
        """With names: to people of the principal and of the local councils of its area; administrators all."""
        if not person.is_authenticated:
            return self.none()
        return self if person.is_staff else self.filter(principal__in=principals_of(person).values("pk"))

    def standing(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def current(self, on=None):
        """On its days, the last one included."""
        day = on or timezone.localdate()
        return self.standing().filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def to_come(self):
        return self.standing().filter(starts_on__gt=timezone.localdate())

    def over(self):
        """Ended before today, or withdrawn."""
        return self.filter(Q(ends_on__lt=timezone.localdate()) | Q(withdrawn_at__isnull=False))

    def not_over(self):
        """Its last day, if it has one, is today or later."""
        return self.standing().filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))

    def of_principal(self, principal):
        return self.filter(principal=principal)

    def for_council(self, council):
        """For this council by name, or for the whole area of a principal of it."""
        return self.filter(Q(council=council) | Q(council=None, principal__children=council))

    def answered(self):
        """By somebody who still acts for the principal today."""
        return self.filter(membership__in=Membership.objects.current().order_by().values("pk"))

    def overlapping(self, starts_on, ends_on):
        """With a day in common; `ends_on` None has no end."""
        begun = Q(starts_on__lte=ends_on) if ends_on else Q()
        return self.standing().filter(begun, Q(ends_on=None) | Q(ends_on__gte=starts_on))

    def to_confirm(self, on=None):
        """Current, and nobody has said for half a year that it is still right."""
        day = on or timezone.localdate()
        return self.current(day).filter(confirmed_on__lt=day - CONFIRM_EVERY)

    def with_words(self, text):
        """Those of councils whose name or place, or whose post, has every word."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            place = Q(council__name__icontains=word) | Q(council__context__icontains=word)
            found = found.filter(place | Q(post__icontains=word))
        return found

    def whole(self):
        """With everything that a line of the list shows."""
        return self.select_related("principal", "council", "membership__user")

    def by_council(self):
        """The whole area first, then by council; the primary before deputies."""
        return self.order_by(
            F("council__search_name").asc(nulls_first=True), "council", "role", "-is_primary", "starts_on", "pk"
        )


class CoverQuerySet(QuerySet):
    """Who stands in for whom."""

    def visible_to(self, person):
        """People of the principal; administrators all."""
        if not person.is_authenticated:
            return self.none()
        return self if person.is_staff else self.filter(away__council__in=person.council_ids())

    def standing(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def current(self, on=None):
        """On its days, by somebody who still acts for the principal."""
        day = on or timezone.localdate()
        people = Membership.objects.current(day).order_by().values("pk")
        return self.standing().filter(starts_on__lte=day, ends_on__gte=day, stand_in__in=people)

    def not_over(self):
        return self.standing().filter(ends_on__gte=timezone.localdate())

    def of_principal(self, principal):
        return self.filter(away__council=principal)

    def overlapping(self, starts_on, ends_on):
        return self.standing().filter(starts_on__lte=ends_on, ends_on__gte=starts_on)

    def with_people(self):
        return self.select_related("away__user", "away__council", "stand_in__user")
