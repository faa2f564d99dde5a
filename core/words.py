"""How words are compared: one normal form for what is stored and for what people type."""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u2018\u02bc`\u00b4\u2032\u02bb"))  # also primes, lone accents
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
NOT_A_WORD = re.compile(r"[\W_]+")
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


def words_of(text):
    """The words of a search, few enough to answer quickly."""
    return normalise(text).split()[:LONGEST_SEARCH]


def all_words(words):
    """A tsquery for these words anywhere, the last one perhaps unfinished: "middleton selb"."""
    return " & ".join([f"'{word}'" for word in words[:-1]] + [f"'{words[-1]}':*"])
