"""Reads of contacts; every one that leaves the app starts with `visible_to`."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.roles import OFFICER_ROLES, Role
from councils.models import Council
from liaison.querysets.officers import MOST_WORDS

LOGGING_ROLES = (*OFFICER_ROLES, Role.LEAD_MEMBER)  # of a principal; of a local council its clerk


def principals_to_log(person, council):
    """Principals of a local council with whose side the person may note a contact, whichever side is the person's."""
    above = Council.objects.current().principal().filter(children=council).by_name()
    if person.holds(Role.CLERK, council):
        return above
    return above.filter(pk__in=person.council_ids(*LOGGING_ROLES))


class ContactQuerySet(QuerySet):
    """What two councils said of their being in touch."""

    def visible_to(self, person):
        """People of either side; what the principal keeps for itself, its own people; administrators all."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        mine = person.reading_council_ids()
        return self.filter(Q(principal__in=mine) | Q(council__in=mine, is_internal=False))

    def standing(self):
        """Not struck out."""
        return self.filter(struck_at=None)

    def of(self, council):
        """In which the council is either side."""
        return self.filter(Q(principal=council) | Q(council=council))

    def last_of_each_principal(self, council):
        """Of a local council, as far as both sides read it."""
        rows = self.standing().filter(council=council, is_internal=False)
        return rows.order_by("principal", "-took_place_on", "-pk").distinct("principal")

    def to_follow(self):
        """Something is to be done."""
        return self.standing().exclude(follows="").filter(followed_at=None)

    def due(self, days):
        """To be done by a day so many days from now, or earlier."""
        return self.to_follow().filter(follows_by__lte=timezone.localdate() + timezone.timedelta(days=days))

    def of_person(self, person):
        """What follows is the person's to do: it was handed over to them, or they wrote it and nobody took it over."""
        return self.filter(Q(falls_to__user=person) | Q(falls_to=None, logged_by=person))

    def to_follow_by(self, membership):
        """The same for the council of a membership."""
        mine = self.to_follow().filter(principal=membership.council, logged_for=membership.council)
        return mine.of_person(membership.user)

    def with_words(self, text):
        """Those that have every word in the council's name or in what was written."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            place = Q(council__name__icontains=word) | Q(council__context__icontains=word)
            found = found.filter(place | Q(about__icontains=word) | Q(follows__icontains=word))
        return found

    def whole(self):
        """With everything that a line of the list shows."""
        return self.select_related("principal", "council", "logged_for", "logged_by")
