"""Reads of transfers, of what they ask, and of what principal councils ask of them."""

from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, When

from core.words import words_of
from transfers.stages import OVER, PATH, RUNNING


class TransferQuerySet(QuerySet):
    """Transfers between a principal and a local council."""

    def visible_to(self, person):
        """Published ones everyone; all of theirs the people of the two councils, and administrators."""
        if not person.is_authenticated:
            return self.filter(published_at__isnull=False)
        if person.is_staff:
            return self
        own = person.reading_council_ids()
        return self.filter(Q(published_at__isnull=False) | Q(principal__in=own) | Q(local__in=own))

    def with_money_for(self, person):
        """Whose page about money the person may open: of theirs always, else where it is entered and not exempt."""
        if person.is_authenticated and person.is_staff:
            return self
        own = person.reading_council_ids() if person.is_authenticated else ()
        shown = Q(published_at__isnull=False, money__is_exempt=False)
        return self.filter(shown | Q(principal__in=own) | Q(local__in=own))

    def of_councils(self, ids):
        """In which one of these gives or takes."""
        return self.filter(Q(principal__in=ids) | Q(local__in=ids))

    def under_way(self):
        return self.exclude(stage__in=OVER)

    def on_their_way(self):
        """Not live yet."""
        return self.filter(stage__in=PATH)

    def running(self):
        return self.filter(stage__in=RUNNING)

    def led_by(self, membership):
        return self.filter(lead=membership)

    def with_words(self, text):
        """With all these words in the title or what moves."""
        found = self
        for word in words_of(text):
            found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
        return found

    def whole(self):
        """With both councils and how many questions of each stand open."""
        open_now = Count("tasks", filter=~Q(tasks__state="done"))
        return self.select_related("principal", "local", "asset", "lead__user", "follows", "agreement").annotate(
            many_tasks=Count("tasks"), many_open=open_now
        )

    def with_tasks(self, tasks):
        return self.prefetch_related(Prefetch("tasks", tasks))

    def owing(self, year):
        """`owes_year`: live in this financial year, its costs are shared, and no statement of it is in force."""
        begins_next = date(year + 1, 4, 1)
        shared = Q(money__percent__isnull=False) | Q(money__fixed__isnull=False)
        stated = Exists(self.model.statements.field.model.objects.in_force().filter(transfer=OuterRef("pk"), year=year))
        live = Q(live_on__lt=begins_next, over_on=None)
        return self.annotate(owes_year=Case(When(shared & live & ~stated, then=True), default=False))

    def newest_first(self):
        return self.order_by("-stage_since", "-pk")


class RequirementQuerySet(QuerySet):
    """What principal councils ask of transfers."""

    def asked(self):
        """What new ones are asked."""
        return self.filter(ended_at=None)


class TransferTaskQuerySet(QuerySet):
    """Questions to the two sides."""

    def visible_to(self, person, transfer):
        """The two councils read all; everyone else what is complete and not exempt."""
        if person.is_authenticated and (person.is_staff or self.is_party(person, transfer)):
            return self
        return self.filter(state="done", exempt="")

    def inside(self, person):
        """Of transfers in which a council of the person takes part; administrators read all."""
        if person.is_staff:
            return self
        own = person.reading_council_ids() if person.is_authenticated else ()
        return self.filter(Q(transfer__principal__in=own) | Q(transfer__local__in=own))

    @staticmethod
    def is_party(person, transfer):
        """True for people of one of the two councils."""
        return bool({transfer.principal_id, transfer.local_id} & set(person.reading_council_ids()))

    def not_done(self):
        return self.exclude(state="done")

    def of_stage(self, stage):
        return self.filter(stage=stage)

    def whole(self):
        return self.select_related("requirement", "answered_by", "commented_by").order_by("place", "pk")
