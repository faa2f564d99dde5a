"""How names of councils are stored and looked up, in the normal form of `core.words`."""

import re

from core.words import all_words, normalise, words_of

__all__ = [
    "all_words",
    "joined",
    "normalise",
    "phrase_prefix",
    "without_council_words",
    "words_of",
]

CODE = re.compile(r"^[EW]\d{8}$", re.IGNORECASE)
BETWEEN_NAMES = " aka "  # between two names of one council, so that no phrase runs from one into the other
KINDS = "parish|town|community|city|village|neighbourhood|district|borough|county|metropolitan"
COUNCIL_WORDS = re.compile(rf"( ({KINDS}))* (council|meeting)$")


def joined(names):
    """The searchable text of all names a council has or had, each once."""
    return BETWEEN_NAMES.join(dict.fromkeys(filter(None, map(normalise, names))))


def indexed(names, context):
    """What the search compares: (searchable names, searchable place) of a council."""
    return joined(names), normalise(context)


def without_council_words(text):
    """ "Olney Town Council" is looked up as "olney": the published names carry no "council"."""
    return COUNCIL_WORDS.sub("", text)


def phrase_prefix(words):
    """A tsquery for these words in this order, the last one perhaps unfinished: "st m" finds St Mary."""
    return " <-> ".join([f"'{word}':A" for word in words[:-1]] + [f"'{words[-1]}':*A"])
