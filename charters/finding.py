"""How agreements are found: by reference, by title, by the words of their texts, and from a line of the trail."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db.models import Case, Count, F, FloatField, Max, Q, Value, When, Window
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from charters.models import Agreement, Kind, VersionWords
from charters.outlines import OUTLINES
from core import search
from core.search import ENGLISH, Found, Hit, best_of, headline, marked
from core.words import normalise
from councils.models import Council

AGREEMENT = "version__agreement__"
PUBLISHED = 100  # versions whose words are known; the texts of one country are much alike
HEADING = 0.4  # within a step: the words stand in a heading, not just somewhere in the text


def agreements(person, wanted, most):
    """Agreements one of whose versions, as far as the person may read it, holds all the words."""
    words = VersionWords.objects.visible_to(person)
    found = words.filter(_matches(wanted)).values(
        agreement=F("version__agreement"),
        reference=F(f"{AGREEMENT}reference"),
        name=F(f"{AGREEMENT}title"),
        kind=F(f"{AGREEMENT}kind"),
        convener_name=F(f"{AGREEMENT}convener__name"),
        convener_context=F(f"{AGREEMENT}convener__context"),
        convener_type=F(f"{AGREEMENT}convener__type"),
    )
    scored = found.annotate(score=Max(_score(person, wanted)), total=Window(Count("*")))
    rows, total = best_of(scored.order_by("-score", "-agreement"), most)
    yield Found(
        kind="agreements",
        label=_("Agreement"),
        many=_("Agreements"),
        total=total,
        hits=[_hit(row) for row in rows[:most]],
        describe=lambda hits: _with_snippets(words, wanted, hits),
    )


def _matches(wanted):
    if not wanted.near:
        return Q(vector=wanted.english)
    return Q(vector=wanted.english) | Q(title__trigram_word_similar=wanted.plain)


def _score(person, wanted):
    """The title counts more than a heading, a heading more than the text; of equals one's own charter comes first."""
    in_title = SearchQuery(_weighted(wanted, "A"), config=ENGLISH, search_type="raw")
    in_headings = SearchQuery(_weighted(wanted, "AB"), config=ENGLISH, search_type="raw")
    fits = Case(
        When(title__iexact=wanted.text, then=Value(search.EXACT)),
        When(title__istartswith=wanted.text, then=Value(search.BEGINS)),
        When(head=in_title, then=Value(search.NAMED)),
        When(head=in_headings, then=Value(search.TEXT + HEADING)),
        default=Value(search.TEXT),
        output_field=FloatField(),
    )
    if wanted.near:
        likeness = TrigramWordSimilarity(Value(wanted.plain), "title")
        return Value(search.NEAR) + Cast(likeness, FloatField()) * search.STEP
    own = list(person.council_ids()) if person.is_authenticated else []
    mine = Case(When(version__agreement__convener__in=own, then=Value(search.OWN)), default=Value(0.0))
    return fits + mine


def _weighted(wanted, weight):
    """The words as a query of one part of the vector only: 'grass':A & 'verg':*A."""
    return " & ".join([f"'{word}':{weight}" for word in wanted.words[:-1]] + [f"'{wanted.words[-1]}':*{weight}"])


def _hit(row):
    convener = Council(name=row["convener_name"], context=row["convener_context"], type=row["convener_type"])
    return Hit(
        title=row["name"],
        url=reverse("charters:detail", args=[row["reference"]]),
        note=f"{Kind(row['kind']).label} {row['reference']}, {convener.label}",
        score=row["score"],
        key=row["agreement"],
    )


def _with_snippets(words, wanted, hits):
    """Each hit with the places in its text where the words stand; of several versions the newest one's."""
    texts = words.filter(version__agreement__in=[hit.key for hit in hits], vector=wanted.english)
    newest = texts.order_by("version__agreement", "-version__number").distinct("version__agreement")
    found = dict(newest.annotate(place=headline("words", wanted.english)).values_list("version__agreement", "place"))
    return [Hit(**{**vars(hit), "snippet": marked(found.get(hit.key, ""))}) for hit in hits]


def by_reference(person, reference):
    """The page of the agreement with this reference, for those who may see it."""
    if Agreement.objects.visible_to(person).filter(reference=reference).exists():
        yield reverse("charters:detail", args=[reference])


def known_words():
    """Words of the outlines and of what is published lately: nothing in them that not everyone may read."""
    for outline in OUTLINES.values():
        for part in outline:
            texts = [value for value in vars(part).values() if isinstance(value, (str, Promise))]
            yield from normalise(" ".join(map(str, texts))).split()
    newest = VersionWords.objects.visible_to(AnonymousUser()).order_by("-version")
    for words in newest.values_list("words", flat=True)[:PUBLISHED]:
        yield from normalise(words).split()


def addresses(person, wanted):
    """Pages behind events that are about agreements or versions."""
    for label, path in (("charters.agreement", "pk"), ("charters.agreementversion", "versions")):
        ids = wanted.get(label, ())
        if ids:
            seen = Agreement.objects.visible_to(person).filter(**{f"{path}__in": ids})
            for pk, reference in seen.values_list(path, "reference"):
                yield label, pk, reverse("charters:detail", args=[reference])
