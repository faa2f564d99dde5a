"""Reads of promises: of the two councils between which they stand."""

from django.db.models import F, Q, QuerySet
from django.utils import timezone

MOST_WORDS = 8


class PromiseQuerySet(QuerySet):
    """What one side promised the other."""

    def visible_to(self, person):
        """People of the two councils; administrators all."""
        if not person.is_authenticated:
            return self.none()
        ids = person.reading_council_ids()
        return self if person.is_staff else self.filter(Q(principal__in=ids) | Q(council__in=ids))

    def of(self, council):
        """In which the council is one of the two."""
        return self.filter(principal=council) if council.is_principal else self.filter(council=council)

    def between(self, council_ids):
        """In which one of these councils is one of the two."""
        return self.filter(Q(principal__in=council_ids) | Q(council__in=council_ids))

    def recent(self, start):
        """Due since a day, or still open."""
        return self.filter(Q(due_on__gte=start) | Q(outcome=""))

    def counting(self):
        """Neither withdrawn nor said not to have been promised."""
        return self.filter(withdrawn_at=None, denied_at=None)

    def open(self):
        """Nobody has said yet what became of it."""
        return self.counting().filter(outcome="")

    def overdue(self):
        return self.open().filter(due_on__lt=timezone.localdate())

    def not_yet_due(self):
        return self.open().filter(due_on__gte=timezone.localdate())

    def kept(self):
        return self.counting().filter(outcome="kept", contested_at=None)

    def kept_on_time(self):
        return self.kept().filter(outcome_on__lte=F("due_on"))

    def kept_late(self):
        return self.kept().filter(outcome_on__gt=F("due_on"))

    def not_kept(self):
        return self.counting().filter(Q(outcome="not_kept") | Q(contested_at__isnull=False))

    def gone(self):
        """Withdrawn, or said not to have been promised: counts nowhere."""
        return self.filter(Q(withdrawn_at__isnull=False) | Q(denied_at__isnull=False))

    def in_state(self, state):
        """One of the states of the filter; any other word narrows nothing."""
        reads = {
            "open": self.open, "overdue": self.overdue, "kept": self.kept_on_time, "late": self.kept_late,
            "not_kept": self.not_kept, "gone": self.gone,
        }  # fmt: skip
        return reads[state]() if state in reads else self

    def with_words(self, text):
        """Every word in the promise, or in the name or place of the local council."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            place = Q(council__name__icontains=word) | Q(council__context__icontains=word)
            found = found.filter(place | Q(text__icontains=word))
        return found

    def whole(self):
        """With everything that a line of the list shows."""
        return self.select_related("principal", "council", "answers__user")
