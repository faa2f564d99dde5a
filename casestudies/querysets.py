"""Reads of the library, the guide and what councils do with them."""

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Count, F, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from core.words import words_of

MARK_START, MARK_END = "\x02", "\x03"  # never part of a text: `core.text` lets no control character in


class KeyedQuerySet(QuerySet):
    """Rows that fixtures name by their natural key, the fields listed in the model's `NATURAL`."""

    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.NATURAL, key, strict=True)))

    def visible_to(self, person):
        """The library's own content is public."""
        return self


class ChapterQuerySet(KeyedQuerySet):
    """The guide's chapters."""

    def with_content(self):
        """With section, checklist and resources, for the page of a chapter."""
        return self.select_related("section", "source").prefetch_related("items", "resources")

    def with_counts(self):
        """Each with `item_count` and `study_count`, the published ones."""
        published = Q(studies__publication=None) | Q(studies__publication__status="published")
        return self.select_related("section").annotate(
            item_count=Count("items", distinct=True),
            study_count=Count("studies", filter=published & Q(studies__isnull=False), distinct=True),
        )


class ResourceQuerySet(KeyedQuerySet):
    """Toolkits, templates, reports."""

    def with_chapters(self):
        return self.select_related("source").prefetch_related("chapters")

    def filtered(self, *, kind="", chapter="", text=""):
        """Of one kind, for one chapter, with some words in title, publisher or description."""
        found = self.filter(kind=kind) if kind else self
        found = found.filter(chapters__code=chapter) if chapter else found
        for word in words_of(text):
            found = found.filter(Q(title__icontains=word) | Q(publisher__icontains=word) | Q(about__icontains=word))
        return found


class StudyQuerySet(KeyedQuerySet):
    """Case studies, examples and practice notes."""

    def visible_to(self, person):
        """What is published; of the rest, one's own council's and those it is asked to approve."""
        published = Q(publication=None) | Q(publication__status="published")
        if not person.is_authenticated:
            return self.filter(published)
        if person.is_staff:
            return self
        mine = person.council_ids()
        approvals = self.model._meta.get_field("publication").related_model.approvals.rel.related_model
        asked = approvals.objects.filter(council__in=mine).values("publication__study")
        return self.filter(published | Q(publication__owner__in=mine) | Q(pk__in=asked))

    def published(self):
        """Everybody may read these: shipped and not archived, or approved by all parties."""
        return self.filter(Q(publication=None) | Q(publication__status="published"))

    def for_cards(self):
        """With what the card in a list shows."""
        parties = self.model.parties.rel.related_model.objects.select_related("council")
        return self.select_related("source", "publication").prefetch_related(
            "chapters", "terms", Prefetch("parties", queryset=parties)
        )

    def whole(self):
        """With everything its page and its PDF show."""
        return self.for_cards().prefetch_related("figures", "chapters__items", "chapters__section")

    def of_council(self, council):
        """Studies in which a council took part."""
        return self.filter(pk__in=self.model.parties.rel.related_model.objects.filter(council=council).values("study"))

    def with_term(self, taxonomy, slugs):
        links = self.model.terms.through.objects.filter(term__taxonomy=taxonomy, term__slug__in=slugs)
        return self.filter(pk__in=links.values("casestudy"))

    def in_chapter(self, codes):
        links = self.model.chapters.through.objects.filter(chapter__code__in=codes)
        return self.filter(pk__in=links.values("casestudy"))

    def with_council_type(self, types):
        parties = self.model.parties.rel.related_model.objects.filter(council_type__in=types)
        return self.filter(pk__in=parties.values("study"))

    def search(self, text):
        """The best first: all words, each perhaps unfinished; if no study has all of them, any of them."""
        words = words_of(text)
        found = self.with_words(words)
        return found if found.exists() else self.with_words(words, joint=" | ")

    def with_words(self, words, joint=" & "):
        """Studies with all these words (or any), each perhaps unfinished; with `rank` and `excerpt`, the best first."""
        if not words:
            return self.none()
        query = SearchQuery(joint.join(f"'{word}':*" for word in words), config="english", search_type="raw")
        rank = SearchRank(F("search_vector"), query)
        found = self.filter(search_vector=query).annotate(rank=rank, excerpt=_excerpt(query))
        return found.order_by("-rank", "-kind", "title")

    def in_order(self):
        """Whole studies before short examples, each by its title."""
        return self.order_by("-kind", "title", "slug")


def _excerpt(query):
    """The passage of the text that fits best, the words found between two marks."""
    text = Concat(
        "did",
        Value(" "),
        "structure",
        Value(" "),
        "money",
        Value(" "),
        "outcome",
        Value(" "),
        "lesson",
        output_field=TextField(),
    )
    return SearchHeadline(
        text,
        query,
        config="english",
        start_sel=MARK_START,
        stop_sel=MARK_END,
        max_fragments=1,
        max_words=28,
        min_words=12,
    )


class PartyQuerySet(KeyedQuerySet):
    """Who took part."""


class LocalEditQuerySet(QuerySet):
    """Administrators' words in place of the shipped ones."""

    def of(self, kind, keys):
        return self.filter(kind=kind, key__in=keys)


class PublicationQuerySet(QuerySet):
    """Where the studies that councils write stand."""

    def visible_to(self, person):
        """The owner's people, those of councils asked for approval, administrators."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        mine = person.council_ids()
        asked = self.model.approvals.rel.related_model.objects.filter(council__in=mine)
        return self.filter(Q(owner__in=mine) | Q(pk__in=asked.values("publication")))

    def with_study(self):
        """With text, parties and approvals."""
        return self.select_related("study", "owner").prefetch_related(
            "approvals__council", "study__parties__council", "study__chapters", "study__terms", "study__figures"
        )

    def to_review(self):
        """Published, with an owner and a day on which its people look again."""
        return self.filter(status="published", owner__isnull=False, review_on__isnull=False)

    def latest_first(self):
        return self.order_by("-started_at", "-pk")


class ApprovalQuerySet(QuerySet):
    """What parties said about the words and the credit."""

    def visible_to(self, person):
        """Of publications one may follow."""
        publications = self.model._meta.get_field("publication").related_model.objects.visible_to(person)
        return self.filter(publication__in=publications)

    def waiting(self):
        """Asked, not answered, and the study still waits for it."""
        return self.filter(answer="asked", publication__status="out")


class ChecklistRunQuerySet(QuerySet):
    """A council's passes through checklists."""

    def visible_to(self, person):
        """One's own councils' and no others, whoever asks."""
        return self.filter(council__in=person.council_ids()) if person.is_authenticated else self.none()

    def of_council(self, council):
        return self.filter(council=council)

    def under_way(self):
        return self.filter(finished_at=None)

    def finished(self):
        """The council's history, oldest first."""
        return self.filter(finished_at__isnull=False).order_by("finished_at", "pk")

    def chapters_finished(self, council):
        """The codes of the chapters that the council has gone through."""
        return set(self.of_council(council).finished().order_by().values_list("chapter__code", flat=True).distinct())

    def with_tally(self):
        """Each with how many items are `done`, `partly`, `not_yet` and `not_for_us`."""
        names = ("done", "partly", "not_yet", "not_for_us")
        counts = {name: Count("answers", filter=Q(answers__standing=name)) for name in names}
        return self.select_related("chapter__section").annotate(**counts)


class ItemAnswerQuerySet(QuerySet):
    """What was said about single items."""

    def visible_to(self, person):
        """Of runs one may see."""
        runs = self.model._meta.get_field("run").related_model.objects.visible_to(person)
        return self.filter(run__in=runs)

    def in_order(self):
        """By chapter, each run after the one before it, with what a table of them says."""
        return self.select_related("item", "run__chapter").order_by(
            "run__chapter__number", "run__started_at", "run", "item__number"
        )


class PrintoutQuerySet(QuerySet):
    """Files made on demand."""

    def unmade(self):
        """Asked for, and the worker has not made them."""
        return self.filter(content=None).order_by("pk")

    def outlived(self, kind, age):
        """Older than anybody will still fetch them."""
        return self.filter(kind=kind, asked_on__lt=timezone.now() - age)


class LibraryLoadQuerySet(QuerySet):
    """What administrators loaded."""

    def visible_to(self, person):
        """Administrators only."""
        return self if person.is_authenticated and person.is_staff else self.none()
