"""The search over everything: hits of all apps in one order, the filter by kind, and what may have been meant."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from jinja2 import Environment

from core.facts import cache
from core.registry import CREATE, DESTINATION, KNOWN_WORDS, NAVIGATION, REFERENCE, SEARCH, Destination, collect
from core.search import TEXT, Found, Hit, Wanted, fit
from core.urls import STATIC_PAGES
from core.words import normalise

PER_PAGE = 20
ANEW = 60 * 60  # seconds
LAST_PAGE = 25  # whoever has read 500 results should add a word


@dataclass
class Results:
    """What a person found, as a list that is cut into pages: each app is asked for no more than the page needs."""

    person: object
    typed: Wanted
    kind: str = ""
    need: int = PER_PAGE  # how many hits the page wanted will show, counted from the first
    near: Wanted | None = field(default=None, init=False)

    @cached_property
    def found(self):
        """Of every kind that has something; of what is spelt nearly so if nothing fits as it was typed."""
        if not self.typed.is_long_enough:
            return []
        found = self._asked(self.typed)
        if not found:
            self.near = self.typed.nearly(known_words(get_language()))
            found = self._asked(self.near)
        return sorted(found, key=lambda kind: (-kind.total, kind.label))

    def _asked(self, wanted):
        return [found for found in collect(SEARCH, self.person, wanted, self.need) if found.total]

    @property
    def shown(self):
        """Of the kind that was chosen, or of all."""
        return [found for found in self.found if self.kind in ("", found.kind)]

    @property
    def meant(self):
        """The words as they were probably meant, when results are shown that do not fit what was typed."""
        if self.near is None or list(self.near.spelt) == self.typed.words:
            return ""
        return " ".join(self.near.spelt)

    @property
    def all_kinds(self):
        return sum(found.total for found in self.found)

    def __len__(self):
        return min(sum(found.total for found in self.shown), LAST_PAGE * PER_PAGE)

    def __getitem__(self, page):
        """The hits of one page, the best first, each with its kind, and with snippets where there are any."""
        ranked = [(hit, found) for found in self.shown for hit in found.hits]
        ranked.sort(key=lambda pair: (-pair[0].score, pair[0].title))
        chosen = ranked[page]
        described = {}
        for found in self.shown:
            hits = [hit for hit, of in chosen if of is found]
            if hits and found.describe:
                described |= dict(zip(hits, found.describe(hits), strict=True))
        return [(described.get(hit, hit), found.label) for hit, found in chosen]


def straight_to(person, wanted):
    """The address of the one record whose reference was typed, or ""."""
    reference = wanted.reference
    return next(iter(collect(REFERENCE, person, reference)), "") if reference else ""


def known_words(language):
    """Words that everyone may read, of the portal's own texts and published ones, counted anew every hour."""
    return cache.get_or_set(f"known-words-{language}", lambda: _known_words(language), ANEW)


def _known_words(language):
    words = {word for word in collect(KNOWN_WORDS) if len(word) > 3}
    for page in static_pages(language):
        words.update(word for word in normalise(f"{page.title} {page.text}").split() if len(word) > 3)
    return words


@dataclass(frozen=True)
class TextPage:
    """A page of fixed text: help, privacy and the like."""

    name: str
    title: str
    text: str


@lru_cache(maxsize=8)
def static_pages(language):
    """The fixed pages with all their words, read from the templates themselves, in one language."""
    reader = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 - reads texts, renders nothing
    pages = []
    for name in STATIC_PAGES:
        source = get_template(f"core/{name}.html").template.filename
        with open(source, encoding="utf-8") as template:
            found = reader.extract_translations(template.read())
        texts = [_(message) for _line, _call, message in found if isinstance(message, str)]
        pages.append(TextPage(name, texts[0], " ".join(texts)))
    return pages


def pages(person, wanted, most):
    """Pages one can go to and pages of fixed text: few enough to look through in memory."""
    hits = [*_destinations(person, wanted), *_texts(wanted)]
    best = {}
    for hit in sorted(hits, key=lambda hit: (-hit.score, hit.title)):
        best.setdefault(hit.url, hit)
    hits = list(best.values())
    yield Found("pages", _("Page"), len(hits), hits[:most], many=_("Pages"))


def _destinations(person, wanted):
    offered = [Destination(item.text, item.href) for item in collect(NAVIGATION, person)]
    if person.is_authenticated:
        offered += [Destination(link.text, link.href) for link in collect(CREATE, person)]
    else:
        offered.append(Destination(_("Sign in"), reverse("account_login"), _("log in login code password account")))
    for page in [*offered, *collect(DESTINATION, person)]:
        score = fit(wanted, page.title, page.words)
        if score:
            yield Hit(page.title, page.url, page.note, score)


def _texts(wanted):
    for page in static_pages(get_language()):
        score = fit(wanted, page.title, page.text)
        if score:
            note = "" if score > TEXT else _in_the_text(page, wanted)
            yield Hit(page.title, reverse(f"core:{page.name}"), note, score)


def _in_the_text(page, wanted):
    """The sentence in which the first of the words stands."""
    words = list(wanted.spelt) or wanted.words
    for sentence in page.text.split(". "):
        if any(word in normalise(sentence) for word in words):
            return sentence[:200]
    return ""
