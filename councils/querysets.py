"""Reads of councils, areas, succession and profiles."""

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.core.cache import caches
from django.db.models import Case, Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat, Lower, Substr
from django.utils import timezone

from councils.search import (
    BETWEEN_NAMES,
    CODE,
    all_words,
    normalise,
    phrase_prefix,
    without_council_words,
    words_of,
)

CONFIRM_EVERY = timedelta(days=365)
TAKEN_OVER = "councils.taken_over"


class CouncilQuerySet(QuerySet):
    """Which councils there are, by tier, place and name."""

    def visible_to(self, person):
        """The directory is public: everyone sees every council."""
        return self

    def get_by_natural_key(self, code):
        """How fixtures name a council: by its ONS code or that of a parish it serves, else by its address part."""
        return (self._by_code(code.upper()) if CODE.match(code) else self.filter(slug=code)).get()

    def principal(self):
        return self.filter(tier="principal")

    def local(self):
        return self.filter(tier="local")

    def current(self):
        """Councils that still exist."""
        return self.exclude(status="dissolved")

    def dissolved(self):
        return self.filter(status="dissolved")

    def of_principal(self, council):
        """The local councils in a principal's area, whichever tier of principal it is."""
        return self.filter(parents=council)

    def of_county(self, county):
        """The districts of a county and the local councils in them."""
        return self.filter(Q(county=county) | Q(pk__in=self._links(to_council=county)))

    def principals_beside(self, council):
        """The other principals of a two-tier area: the county and all its districts."""
        county = council.county_id or council.pk
        return self.current().principal().filter(Q(county=county) | Q(pk=county)).exclude(pk=council.pk).by_name()

    def parent_unknown(self):
        """Local councils whose principal the published data do not say."""
        return self.local().current().filter(parents=None)

    def administered_by(self, person):
        """Local councils whose own principal the person is an officer of; a county is not their own."""
        links = self._links(to_council__in=person.officer_council_ids()).exclude(to_council__type="county")
        return self.local().filter(pk__in=links)

    def with_mailbox_in(self, addresses):
        """Whose shared mailbox is one of these addresses, given in small letters."""
        return self.alias(mailbox=Lower("role_mailbox")).filter(mailbox__in=addresses)

    def groupable_with(self, council):
        """Listed local councils of the same principal, whose parish this council may come to serve."""
        links = self._links(to_council__in=council.own_principal_ids)
        return self.local().filter(status="listed", pk__in=links).exclude(pk=council.pk)

    def _links(self, **condition):
        return self.model.parents.through.objects.filter(**condition).values("from_council")

    def by_name(self):
        """Alphabetical as people expect it: accents, apostrophes and capitals do not count."""
        return self.order_by("search_name", "pk")

    def with_parents(self):
        """For pages that show the principals: one query more, however many rows."""
        return self.prefetch_related("parents")

    def with_portal_owner(self):
        """`portal_owner`: the principal whose own portal its people see, or none; it is among the parents read."""
        portals = self.model.own_portal.related.related_model.objects.seen_by_people_of(OuterRef("pk"))
        owner = Subquery(portals.values("council")[:1])
        return self.annotate(portal_owner=owner).prefetch_related("parents__own_portal__logo")

    def with_codes_and_parents(self):
        """`area_codes` and `parent_names` of each council, found by the database."""
        links = self.model.parents.through.objects.filter(from_council=OuterRef("pk"))
        served = self.model.areas.rel.related_model.objects.filter(councils=OuterRef("pk"))
        return self.annotate(
            area_codes=ArraySubquery(served.order_by("code").values("code")),
            parent_names=ArraySubquery(links.order_by("-to_council__type").values("to_council__name")),
        )

    def for_list(self):
        """Rows of a list: without the columns only searches read."""
        return self.defer("search_name", "search_context", "search_vector", "former_names")

    def for_page(self):
        """A council with what its page shows of it: county, profile, own portal, and whether it has a clerk."""
        memberships = self.model.memberships.rel.related_model.objects.current()
        has_clerk = Exists(memberships.filter(council=OuterRef("pk"), role="clerk"))
        return self.select_related("county", "profile", "own_portal").annotate(has_clerk=has_clerk)

    def for_officer(self):
        """Rows of an officer's table, each with `profile_confirmed_at`."""
        return self.for_list().annotate(profile_confirmed_at=F("profile__last_confirmed_at"))

    def search(self, text):
        """Councils by any name they have or had, by code, by name and place, or nearly so; the best first.

        The first of these ways that finds anything decides, so a search for "st m" is not diluted by guesses.
        """
        text = text.strip()
        if CODE.match(text):
            return self._by_code(text.upper())
        for words in self._readings(normalise(text)):
            for query in (phrase_prefix(words), all_words(words)):
                found = self.filter(search_vector=SearchQuery(query, config="simple", search_type="raw"))
                if found.exists():
                    return found._best_first(" ".join(words))
        return self._nearly(without_council_words(normalise(text)))

    def pickable(self, text, *, tier="", most=10):
        """Councils of today to choose from; one that was abolished is offered as those that took over."""
        found = list((self.filter(tier=tier) if tier else self).for_list().search(text)[:most])
        gone = [council.pk for council in found if council.is_dissolved]
        if not gone:
            return found
        heirs = self.model.successions.rel.related_model.objects.living_heirs(gone)
        today = {council.pk: council for council in self.current().filter(pk__in=set().union(*heirs.values()))}
        chosen = []
        for council in found:
            chosen.extend(
                [today[pk] for pk in sorted(heirs[council.pk]) if pk in today] if council.pk in heirs else [council]
            )
        return list(dict.fromkeys(chosen))

    def _readings(self, plain):
        """The words as typed, then without "town council" at the end."""
        return [words_of(reading) for reading in dict.fromkeys([plain, without_council_words(plain)]) if reading]

    def _by_code(self, code):
        areas = self.model.areas.rel.related_model.objects.filter(codes__code=code)
        return self.filter(Q(code=code) | Q(pk__in=areas.values("councils"))).by_name()

    def _best_first(self, plain):
        """The very name, then names that begin so, then the rest; principals before parishes."""
        exact = Q(search_name=plain) | Q(search_name__startswith=plain + BETWEEN_NAMES)
        exact |= Q(search_name__endswith=BETWEEN_NAMES + plain) | Q(
            search_name__contains=f"{BETWEEN_NAMES}{plain}{BETWEEN_NAMES}"
        )
        rank = Case(
            When(exact, then=0),
            When(search_name__startswith=plain, then=1),
            default=2,
            output_field=IntegerField(),
        )
        return self.alias(rank=rank).order_by("rank", "-tier", "search_name", "pk")

    def _nearly(self, plain):
        """Names that sound like a typing error of what was typed."""
        if len(plain) < 3:
            return self.none()
        likeness = TrigramWordSimilarity(Value(plain), "search_name")
        close = self.filter(search_name__trigram_word_similar=plain)
        return close.alias(likeness=likeness).order_by("-likeness", "search_name", "pk")


class SuccessionQuerySet(QuerySet):
    """What became of councils."""

    def living_heirs(self, council_ids):
        """The councils existing today that took over from these, through any chain: {id: {ids}}."""
        heirs = {pk: {pk} for pk in council_ids}
        onward = {}
        for old, new in self.values_list("predecessor", "successor"):
            onward.setdefault(old, set()).add(new)
        for pk in heirs:
            heirs[pk] = _end_of_chain(pk, onward)
        return heirs

    def inherited_by(self, council_ids):
        """Ids of the councils that ended and whose records came to these, through any chain."""
        return _reached(council_ids, [(new, old) for old, new in self.taken_over()])

    def heirs_of(self, council):
        """Ids of the councils whose people read this one's records because they took over; none while it lives."""
        return _reached({council.pk}, self.taken_over())

    def taken_over(self):
        """[(council that ended, council that took over)]: all of the country in one question, some fifty rows.

        Kept for a minute in each process: every page of an officer asks, and it changes when councils merge.
        """
        return caches["process"].get_or_set(TAKEN_OVER, self._read_taken_over)

    def _read_taken_over(self):
        return list(self.filter(predecessor__status="dissolved").values_list("predecessor", "successor"))

    def forget_taken_over(self):
        """A council was just taken over: this process reads it anew, others within a minute."""
        caches["process"].delete(TAKEN_OVER)


def _reached(start, links):
    """Everything to which these lead, step by step; not they themselves."""
    onward = {}
    for here, there in links:
        onward.setdefault(here, set()).add(there)
    found, todo = set(), set(start)
    while todo:
        todo = set().union(*(onward.get(pk, ()) for pk in todo)) - found
        found |= todo
    return found - set(start)


def _end_of_chain(pk, onward):
    """Everything reachable that has no successor itself; a council seen once is not followed again."""
    ends, todo, seen = set(), [pk], set()
    while todo:
        here = todo.pop()
        if here in seen:
            continue
        seen.add(here)
        todo.extend(onward.get(here, ()))
        if here not in onward:
            ends.add(here)
    return ends


class ParishAreaQuerySet(QuerySet):
    """The geography councils serve."""

    def visible_to(self, person):
        """Areas are published data."""
        return self

    def current(self):
        """Areas in the latest published list."""
        return self.filter(gone_on=None)

    def parent_unknown(self):
        """Areas whose principal the published data do not say, until somebody settles it."""
        return self.current().filter(parent=None).order_by("name", "code")

    def settled(self):
        """Areas whose principal an administrator has named."""
        return self.current().filter(parent_method="settled").order_by("name", "code")

    def with_neighbours(self):
        """`parent_before`, `name_before` and the same `_after`: of the nearest codes whose principal is known."""
        known = self.model.objects.current().filter(
            parent__isnull=False, code__startswith=Substr(OuterRef("code"), 1, 3)
        )
        known = known.annotate(called=Concat("name", Value(" ("), "code", Value(")")))
        before = known.filter(code__lt=OuterRef("code")).order_by("-code")
        after = known.filter(code__gt=OuterRef("code")).order_by("code")
        return self.annotate(
            parent_before=Subquery(before.values("parent")[:1]),
            name_before=Subquery(before.values("called")[:1]),
            parent_after=Subquery(after.values("parent")[:1]),
            name_after=Subquery(after.values("called")[:1]),
        )

    def named(self, text):
        """With these words in the name, or of this code."""
        return self.filter(Q(name__icontains=text) | Q(code__iexact=text)) if text else self

    def with_council_count(self):
        return self.annotate(council_count=Count("councils"))

    def unexplained(self):
        """Areas with neither a council nor a reason for having none: there should be none of these."""
        return self.filter(councils=None, reason_without_council="")


class ImportRunQuerySet(QuerySet):
    """Loads of published lists."""

    def visible_to(self, person):
        """Administrators' business."""
        return self if person.is_authenticated and person.is_staff else self.none()

    def newest_first(self):
        return self.select_related("by").order_by("-pk")


class ProfileQuerySet(QuerySet):
    """What councils say about themselves."""

    def visible_to(self, person):
        """Its public fields are public; the private ones ask the policy "councils.read_private"."""
        return self

    def stale(self, on=None):
        """Not confirmed within a year, of councils that still exist."""
        before = (on or timezone.now()) - CONFIRM_EVERY
        return self.exclude(council__status="dissolved").filter(
            Q(last_confirmed_at=None) | Q(last_confirmed_at__lt=before)
        )

    def confirmed_lately(self, on=None):
        """Confirmed within a year."""
        return self.filter(last_confirmed_at__gte=(on or timezone.now()) - CONFIRM_EVERY)

    def to_nudge(self, on=None):
        """Stale, with an address to write to, and not reminded within a year."""
        now = on or timezone.now()
        return (
            self.stale(now)
            .exclude(council__role_mailbox="")
            .filter(last_confirmed_at__isnull=False)
            .filter(Q(nudged_on=None) | Q(nudged_on__lt=(now - CONFIRM_EVERY).date()))
            .order_by("pk")
        )


class OwnPortalQuerySet(QuerySet):
    """What principal councils have made their own."""

    def visible_to(self, person):
        """Its name, look and rules are public; changing them asks the policy "councils.edit_portal"."""
        return self

    def seen_by_people_of(self, council):
        """A principal's own, or of a local council its own principal's; a county above it is none."""
        parents = self.model._meta.get_field("council").related_model.parents.through.objects
        one_deeper = OuterRef(council) if isinstance(council, OuterRef) else council
        own = parents.filter(from_council=one_deeper).exclude(to_council__type="county").values("to_council")
        return self.filter(Q(council=council) | Q(council__in=own)).exclude(name="").order_by("council__search_name")

    def earliest_reminder(self):
        """The most days before a reply-by date on which any principal reminds its councils; 0 if none does."""
        return self.aggregate(most=Max("reminder_days__0"))["most"] or 0
