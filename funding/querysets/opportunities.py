"""Reads of opportunities."""

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from core.words import words_of
from councils.models import Council
from funding.states import State, state_expression

RANK = {State.CLOSING_SOON: 0, State.OPEN: 1, State.OPENING_SOON: 2, State.CLOSED: 3}


class OpportunityQuerySet(QuerySet):
    """Money councils may ask for."""

    def visible_to(self, person):
        """What is published; of the rest, what one's own principal curates; administrators see everything."""
        published = Q(status="published")
        if not person.is_authenticated:
            return self.filter(published)
        if person.is_staff:
            return self
        return self.filter(published | Q(owner__in=person.officer_council_ids()))

    def published(self):
        """Everybody may read these."""
        return self.filter(status="published")

    def offered_to(self, council):
        """What concerns a council: national ones, its principals' own, and those that neighbours share."""
        return self.filter(Q(owner=None) | Q(owner__in=principals_of(council)) | shared_with(council))

    def with_state(self, now=None):
        """Each with `state_now`, the value of its state at this moment."""
        return self.annotate(state_now=state_expression(now or timezone.now()))

    def in_state(self, *states, now=None):
        """In one of these states at this moment."""
        return self.alias(state_then=state_expression(now or timezone.now())).filter(state_then__in=states)

    def not_closed(self, now=None):
        """Open now or later."""
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=now or timezone.now()))

    def by_urgency(self, now=None):
        """What closes soon first, then what is open, what opens, and last what is closed, the latest first."""
        now = now or timezone.now()
        state = state_expression(now)
        ranks = [When(state_there=each.value, then=Value(rank)) for each, rank in RANK.items()]
        past = Case(When(closes_at__lte=now, then=F("closes_at")))
        ahead = Case(When(opens_at__gt=now, then=F("opens_at")), default=F("closes_at"))
        return self.alias(
            state_there=state, rank=Case(*ranks, output_field=IntegerField()), past=past, ahead=ahead
        ).order_by("rank", F("past").desc(nulls_last=True), F("ahead").asc(nulls_last=True), "programme", "pk")

    def for_list(self):
        """With what a row of a list shows."""
        return self.select_related("owner").prefetch_related("themes")

    def whole(self):
        """With everything its page shows."""
        return self.for_list().prefetch_related("areas", "stages", "deadline_changes")

    def with_words(self, text):
        """With all these words in funder, programme, round or summary."""
        found = self
        for word in words_of(text):
            has = Q(funder__icontains=word) | Q(programme__icontains=word) | Q(round_name__icontains=word)
            found = found.filter(has | Q(summary__icontains=word))
        return found

    def with_theme(self, slug):
        """Of one theme of the library."""
        links = self.model.themes.through.objects.filter(term__slug=slug, term__taxonomy="theme")
        return self.filter(pk__in=links.values("opportunity"))

    def open_to_type(self, kind):
        """For which councils of this type may apply."""
        return self.filter(Q(types=[]) | Q(types__contains=[kind]), open_to="councils")

    def helping_with(self, need):
        """That can help with what a council looks for."""
        return self.filter(needs__contains=[need])

    def paying_for(self, kind):
        """That pay for this kind of cost, alone or among others."""
        return self.filter(pays_for__in=[kind, "both"])


def principals_of(council):
    """The council itself and the principals above it, as a condition's value."""
    links = Council.parents.through.objects.filter(from_council=council).values("to_council")
    return Council.objects.filter(Q(pk=council.pk) | Q(pk__in=links)).values("pk")


def shared_with(council):
    """Condition: shared by the county above the council or by another district of that county."""
    above = principals_of(council)
    counties = Council.objects.filter(Q(districts__in=above) | Q(pk__in=above, type="county")).values("pk")
    return Q(is_shared=True) & (Q(owner__in=counties) | Q(owner__county__in=counties))
