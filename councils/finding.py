"""How councils are found by the search over everything: any name they have or had, a code, a place, or nearly so."""

from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db.models import Case, Count, FloatField, Q, Value, When, Window
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from core import search
from core.formatting import date
from core.search import Found, Hit, best_of
from core.words import all_words, words_of
from councils.models import Council
from councils.search import BETWEEN_NAMES, CODE, phrase_prefix, without_council_words

PRINCIPAL, GONE = 0.1, -0.2  # within a step: principals before parishes, those that ended last


def councils(person, wanted, most):
    """Councils by name, old name, code or place; the person's own first among equals."""
    everyone = Council.objects.visible_to(person).for_list()
    if CODE.match(wanted.text):
        found = everyone.search(wanted.text).annotate(score=Value(search.EXACT))
    elif wanted.near:
        found = _nearly(everyone, without_council_words(wanted.plain))
    else:
        found = _named(everyone, wanted, person)
    rows, total = best_of(
        found.annotate(total=Window(Count("*"))).order_by("-score", "search_name", "pk").values(*SHOWN), most
    )
    directory = reverse("councils:list")  # asked once
    hits = [_hit(row, directory) for row in rows[:most]]
    yield Found("councils", _("Council"), total, hits, many=_("Councils"))


SHOWN = ("slug", "name", "type", "context", "status", "ended_on", "score", "total")


def _hit(row, directory):
    council = Council(**{name: row[name] for name in ("slug", "name", "type", "context", "status", "ended_on")})
    note = _("Ended on %(day)s") % {"day": date(council.ended_on)} if council.is_dissolved else council.context
    return Hit(council.full_name, f"{directory}{council.slug}/", note, row["score"])


def _nearly(councils, plain):
    """Names that a typing error away from what was typed."""
    if len(plain) < 3:
        return councils.none().annotate(score=Value(search.NEAR))
    likeness = Cast(TrigramWordSimilarity(Value(plain), "search_name"), FloatField())
    return councils.filter(search_name__trigram_word_similar=plain).annotate(
        score=Value(search.NEAR) + likeness * search.STEP
    )


def _named(councils, wanted, person):
    """All words in the names or the place around them; without "town council" in the names alone."""
    short = without_council_words(wanted.plain)
    readings = [all_words(wanted.words)] if wanted.words else []
    if short and short != wanted.plain:
        readings.append(phrase_prefix(words_of(short)))
    if not readings:
        return councils.none().annotate(score=Value(search.TEXT))
    query = SearchQuery(" | ".join(f"({reading})" for reading in readings), config="simple", search_type="raw")
    fits = Case(
        *(When(_is_name(name), then=Value(search.EXACT)) for name in dict.fromkeys([wanted.plain, short]) if name),
        When(search_name__startswith=short or wanted.plain, then=Value(search.BEGINS)),
        When(search_vector=_in_names(wanted.words), then=Value(search.NAMED)),
        default=Value(search.TEXT),
        output_field=FloatField(),
    )
    return councils.filter(search_vector=query).annotate(score=fits + _standing(person))


def _in_names(words):
    return SearchQuery(" & ".join(f"'{word}':*A" for word in words), config="simple", search_type="raw")


def _is_name(plain):
    """One of the names of a council is exactly this."""
    exact = Q(search_name=plain) | Q(search_name__startswith=plain + BETWEEN_NAMES)
    exact |= Q(search_name__endswith=BETWEEN_NAMES + plain)
    return exact | Q(search_name__contains=f"{BETWEEN_NAMES}{plain}{BETWEEN_NAMES}")


def _standing(person):
    """What puts a council before another that fits as well."""
    standing = Case(When(status="dissolved", then=Value(GONE)), When(tier="principal", then=Value(PRINCIPAL)),
                    default=Value(0.0), output_field=FloatField())  # fmt: skip
    if not person.is_authenticated or not person.council_ids():
        return standing
    own = Q(pk__in=[*person.council_ids(), *person.looked_after_ids])
    return standing + Case(When(own, then=Value(search.OWN)), default=Value(0.0), output_field=FloatField())


def addresses(person, wanted):
    """Pages behind events that are about councils or their profiles."""
    for label, path in (("councils.council", "pk"), ("councils.profile", "profile")):
        ids = wanted.get(label, ())
        if ids:
            for pk, slug in Council.objects.visible_to(person).filter(**{f"{path}__in": ids}).values_list(path, "slug"):
                yield label, pk, f"{reverse('councils:list')}{slug}/"
