"""What somebody typed, as topics: forgiving, and the best first."""

from core.search import SPELT, Wanted, fit, spelt_as
from core.words import normalise
from liaison.topics import USUAL, Topic

# Words of a question that say nothing about its subject.
EMPTY = """
a about an and any are ask at can do does for from get has have how i in is it my near of on our somebody someone
that the there this to us we what when where which who whom with you your
"""
EMPTY_WORDS = frozenset(EMPTY.split())


def _known():
    """{topic: the plain words people use for it}, in the language of the reader."""
    return {topic: normalise(f"{topic.label} {USUAL[topic].words}") for topic in Topic}


def topics_for(text):
    """Topics that fit, the best first; words that say nothing are left out, slips are allowed for."""
    words = [word for word in Wanted.typed(text).words if word not in EMPTY_WORDS]
    if not words:
        return []
    known = _known()
    all_known = sorted({word for plain in known.values() for word in plain.split() if len(word) >= SPELT - 1})
    scores = _scores(words, known) or _scores([spelt_as(word, all_known) for word in words], known)
    best = max(scores.values(), default=0)
    return [topic for topic in sorted(scores, key=lambda each: -scores[each]) if scores[topic] == best]


def _scores(words, known):
    """{topic: how many of the words it knows}; those of none are absent."""
    wanted = [Wanted(word) for word in words]
    counted = {topic: sum(bool(fit(each, plain)) for each in wanted) for topic, plain in known.items()}
    return {topic: count for topic, count in counted.items() if count}
