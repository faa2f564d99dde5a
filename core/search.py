"""What somebody looks for, and what was found, on one scale: so that hits of different kinds can be ranked together.

An app offers a `SEARCH` provider, `(person, wanted, most) -> Found`: the `most` best of what this person may see, and
how many there are in all, in one query. Where nothing at all is found the providers are asked once more with
`wanted.near` for what is spelt nearly so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from markupsafe import Markup, escape

from core.text import without_controls
from core.words import NOT_A_WORD, all_words, normalise, words_of

# How well a hit fits; within each step a part below STEP orders hits of the same kind of fit.
EXACT, BEGINS, NAMED, TEXT, NEAR = 5.0, 4.0, 3.0, 2.0, 1.0
STEP = 0.9
OWN = 0.3  # for the person's own councils, so that the Newton they work for comes first

SHORTEST = 2
LONGEST = 200
ENGLISH = "portal_english"  # the stems of English words, accents left out
REFERENCE = re.compile(r"^CG[A-Z0-9]{8}$")
MARK_ON, MARK_OFF = "\x02", "\x03"  # no text that was typed holds these
MARKED = re.compile(f"{MARK_ON}(.*?){MARK_OFF}", re.DOTALL)
SPELT = 6  # letters from which a word can be told from others; "olny" could be anything
CLOSE = 0.75  # likeness from which a word counts as a slip of another


@dataclass(frozen=True)
class Wanted:
    """What was typed. `near` allows for slips; `spelt` are then the words as they were probably meant."""

    text: str
    near: bool = False
    spelt: tuple = ()

    @classmethod
    def typed(cls, text):
        """From the address of a page, whatever stands there."""
        return cls(without_controls(text).strip()[:LONGEST])

    @cached_property
    def plain(self):
        return normalise(self.text)

    @cached_property
    def words(self):
        return words_of(self.text)

    @property
    def is_long_enough(self):
        return len(self.plain) >= SHORTEST

    @property
    def reference(self):
        """ "cg 7k3f 9qx2" as CG-7K3F-9QX2, or "" when it is no reference."""
        letters = NOT_A_WORD.sub("", self.text).upper()
        return f"CG-{letters[2:6]}-{letters[6:]}" if REFERENCE.match(letters) else ""

    @property
    def english(self):
        """A query of a vector that was made with ENGLISH."""
        return SearchQuery(all_words(list(self.spelt) or self.words), config=ENGLISH, search_type="raw")

    def nearly(self, known):
        """The same words spelt as in `known`, for a second look."""
        spelt = tuple(spelt_as(word, known) for word in self.words)
        return Wanted(self.text, near=True, spelt=spelt)


def spelt_as(word, known):
    """The known word that was probably meant; the word itself if there is none like it."""
    if word in known or len(word) < SPELT:
        return word
    like = [other for other in known if other[0] == word[0] and abs(len(other) - len(word)) <= 2]
    return next(iter(get_close_matches(word, like, 1, CLOSE)), word)


@dataclass(frozen=True)
class Hit:
    """One result: `score` says how well it fits, `key` is for the provider's own `describe`."""

    title: str
    url: str
    note: str = ""
    score: float = TEXT
    snippet: str = ""  # markup: the place in the text with the words marked
    key: object = None


@dataclass(frozen=True)
class Found:
    """What one kind of record has to offer: the best hits, and how many there are in all."""

    kind: str  # stays in addresses: "councils"
    label: str
    total: int
    hits: list = field(default_factory=list)
    many: str = ""  # the kind in the plural, for the filter
    describe: Callable | None = None  # (hits) -> hits with snippets; called for those that are shown only


def best_of(rows, most):
    """The best rows of a queryset with `score`, and how many there are in all, in one query.

    Rows are dictionaries with `total`, the count over all of them; `most` is at least one.
    """
    rows = list(rows[: max(most, 1)])
    return rows, rows[0]["total"] if rows else 0


def fit(wanted, title, text=""):
    """How well words in memory fit, on the same scale; 0 when they do not."""
    plain = normalise(title)
    if not wanted.words:
        return 0
    if plain == wanted.plain:
        return EXACT
    if plain.startswith(wanted.plain):
        return BEGINS
    words = list(wanted.spelt) or wanted.words
    if _all_in(words, plain.split()):
        return NAMED
    return TEXT if _all_in(words, [*plain.split(), *normalise(text).split()]) else 0


def _all_in(words, known):
    return all(any(_same_stem(word, other) for other in known) for word in words)


def _same_stem(word, other):
    """ "invite" meets "invitation" no, "charters" meets "charter" yes: one begins with the other but for an ending."""
    return other.startswith(word) or (len(other) > 3 and word.startswith(other) and len(word) - len(other) <= 2)


def headline(field, query):
    """The places of a text where the words stand, marked for `marked()`."""
    return SearchHeadline(
        field,
        query,
        config=ENGLISH,
        start_sel=MARK_ON,
        stop_sel=MARK_OFF,
        max_words=24,
        min_words=10,
        max_fragments=2,
        fragment_delimiter=" … ",
    )


def marked(text):
    """What `headline()` found, as markup."""
    safe = MARKED.sub(r"<mark>\1</mark>", str(escape(text)))
    return Markup(safe.replace(MARK_ON, "").replace(MARK_OFF, ""))  # noqa: S704 - escaped two lines above
