"""How names are compared: one normal form for what is stored and for what people type."""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u2018\u02bc`\u00b4\u2032\u02bb"))  # also primes, lone accents
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
NOT_A_WORD = re.compile(r"[\W_]+")
CODE = re.compile(r"^[EW]\d{8}$", re.IGNORECASE)
BETWEEN_NAMES = " aka "  # between two names of one council, so that no phrase runs from one into the other
KINDS = "parish|town|community|city|village|neighbourhood|district|borough|county|metropolitan"
COUNCIL_WORDS = re.compile(rf"( ({KINDS}))* (council|meeting)$")
LONGEST_SEARCH = 10  # words; more are a pasted paragraph


def _plain(text):
    """Lower case without accents or apostrophes."""
    if text.isascii():  # nearly every name
        return text.translate(APOSTROPHES).lower()
    folded = text.translate(APOSTROPHES).casefold().translate(LETTERS)
    letters = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return letters.translate(APOSTROPHES)


@lru_cache(maxsize=2048)
def normalise(name):
    """ "Bishop's Waltham" and "bishops-waltham" become the same plain words."""
    plain = _plain(name)
    if not name.isascii():
        plain = _plain(plain)  # some signs decompose into capitals
    return " ".join(NOT_A_WORD.sub(" ", plain.replace("&", " and ")).split())


def joined(names):
    """The searchable text of all names a council has or had, each once."""
    return BETWEEN_NAMES.join(dict.fromkeys(filter(None, map(normalise, names))))


def indexed(names, context):
    """What the search compares: (searchable names, searchable place) of a council."""
    return joined(names), normalise(context)


def words_of(text):
    """The words of a search, few enough to answer quickly."""
    return normalise(text).split()[:LONGEST_SEARCH]


def without_council_words(text):
    """ "Olney Town Council" is looked up as "olney": the published names carry no "council"."""
    return COUNCIL_WORDS.sub("", text)


def phrase_prefix(words):
    """A tsquery for these words in this order, the last one perhaps unfinished: "st m" finds St Mary."""
    return " <-> ".join([f"'{word}':A" for word in words[:-1]] + [f"'{words[-1]}':*A"])


def all_words(words):
    """A tsquery for these words anywhere in the names or the place around them: "middleton selby"."""
    return " & ".join([f"'{word}'" for word in words[:-1]] + [f"'{words[-1]}':*"])
