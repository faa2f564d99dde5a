"""Finding case studies: words and facets from the address, never a reason for an error page."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.models import CaseStudy, Chapter, Party, Resource, Term
from councils.models import CouncilType

LONGEST_QUERY = 200
FACETS = {  # name in the address, heading
    "theme": gettext_lazy("Theme"),
    "chapter": gettext_lazy("Chapter of the guide"),
    "council": gettext_lazy("Type of council"),
    "size": gettext_lazy("Size of council"),
    "structure": gettext_lazy("How it was set up"),
    "partner": gettext_lazy("Other partners"),
}
LONG_LISTS = {"theme", "structure", "partner"}  # the most frequent first; sizes have an order of their own
TERMS = {"theme", "size", "structure", "partner"}


@dataclass(frozen=True)
class Option:
    """One value of a facet, with how many studies it would leave."""

    value: str
    text: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way of narrowing the list."""

    name: str
    title: str
    options: tuple[Option, ...]

    @property
    def chosen(self):
        return [option for option in self.options if option.chosen]


class Finder:
    """What somebody is looking for in the library. Values of one facet widen, facets narrow each other."""

    def __init__(self, data, studies):
        self.text = data.get("q", "").strip()[:LONGEST_QUERY]
        self.asked = {name: {value[:60] for value in data.getlist(name)[:20] if value} for name in FACETS}
        self.all = studies
        self.matching = studies.search(self.text) if self.text else studies.in_order()
        ids = list(self.matching.values_list("pk", flat=True)) if self.text else None
        self.base = studies if ids is None else studies.filter(pk__in=ids)

    def studies(self):
        """The studies that fit everything, the best first."""
        found = self.matching
        for name, values in self.asked.items():
            found = narrowed(found, name, values)
        return found

    def facets(self):
        """Every facet with its counts; a value nobody fits any more stays if it is chosen."""
        return [Facet(name, str(title), tuple(self._options(name))) for name, title in FACETS.items()]

    def _options(self, name):
        left = self.base
        for other, values in self.asked.items():
            if other != name:
                left = narrowed(left, other, values)
        asked = self.asked[name]
        for value, text, count in counted(name, left):
            yield Option(value, text, count, value in asked)

    @property
    def is_narrowed(self):
        return bool(self.text or any(self.asked.values()))


def narrowed(studies, name, values):
    """The studies that have any of these values of a facet; all when none is asked for."""
    if not values:
        return studies
    if name in TERMS:
        return studies.with_term(name, values)
    return studies.in_chapter(values) if name == "chapter" else studies.with_council_type(values)


def counted(name, studies):
    """(value, text, count) of a facet over these studies, in the facet's own order."""
    inside = studies.order_by().values("pk")
    if name in TERMS:
        rows = Term.objects.filter(taxonomy=name, studies__in=inside).annotate(many=Count("studies"))
        order = ("-many", "name") if name in LONG_LISTS else ("position", "name")
        return [(term.slug, term.name, term.many) for term in rows.order_by(*order)]
    if name == "chapter":
        rows = Chapter.objects.filter(studies__in=inside).annotate(many=Count("studies")).order_by("number")
        return [(chapter.code, f"{chapter.code} {chapter.title}", chapter.many) for chapter in rows]
    rows = Party.objects.filter(study__in=inside).exclude(council_type="").order_by("council_type")
    counts = dict(rows.values_list("council_type").annotate(many=Count("study", distinct=True)))
    return [(kind.value, str(kind.label), counts[kind.value]) for kind in CouncilType if kind.value in counts]


def chosen_studies(data, studies):
    """The studies somebody ticked, in the order of the library."""
    slugs = [slug[:80] for slug in data.getlist("study")[:1000]]
    return studies.filter(slug__in=slugs).in_order()


class ResourceFinder:
    """What somebody is looking for among the resources."""

    def __init__(self, data, resources):
        self.text = data.get("q", "").strip()[:LONGEST_QUERY]
        self.kind = data.get("kind", "") if data.get("kind", "") in Resource.Kind.values else ""
        self.chapters = list(Chapter.objects.order_by("number"))
        codes = {chapter.code for chapter in self.chapters}
        self.chapter = data.get("chapter", "") if data.get("chapter", "") in codes else ""
        self.found = resources.filtered(kind=self.kind, chapter=self.chapter, text=self.text)

    @property
    def is_narrowed(self):
        return bool(self.text or self.kind or self.chapter)

    def kinds(self):
        """Choices of a list box: value, text, whether it is chosen."""
        return [("", _("Any kind"), not self.kind)] + [(k.value, k.label, k.value == self.kind) for k in Resource.Kind]

    def chapter_choices(self):
        rows = [(chapter.code, str(chapter), chapter.code == self.chapter) for chapter in self.chapters]
        return [("", _("Any chapter"), not self.chapter), *rows]


def published_studies(person):
    """The studies that a page of the library or the guide may list for this person."""
    return CaseStudy.objects.visible_to(person).published()
