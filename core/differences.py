"""What was taken out of a text and what was put in, word by word; nothing of either text is lost."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from core.comparing import MOST_WORDS

SAME, GONE, NEW = "same", "gone", "new"
WORDS = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")  # a comma after a word is not part of it
LINES = re.compile(r"[^\n]*\n+|[^\n]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both have, that is gone, or that is new."""

    text: str
    mark: str = SAME


def before(pieces):
    """The old text, put together again."""
    return "".join(piece.text for piece in pieces if piece.mark != NEW)


def after(pieces):
    """The new text, put together again."""
    return "".join(piece.text for piece in pieces if piece.mark != GONE)


def difference(old, new):
    """The new text as pieces, with what it lost; lines that both have are found first, then words."""
    one, two = LINES.findall(old), LINES.findall(new)
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        gone, come = "".join(one[i:j]), "".join(two[k:m])
        found += [Piece(come)] if tag == "equal" else _by_words(gone, come)
    return tuple(_joined(found))


def _by_words(gone, come):
    """Two versions of the same lines; where they have little in common, the one and then the other."""
    old, new = WORDS.findall(gone), WORDS.findall(come)
    matcher = SequenceMatcher(None, old, new, autojunk=False) if len(old) + len(new) <= MOST_WORDS else None
    if matcher is None or matcher.ratio() < 0.5:
        return [Piece(text, mark) for text, mark in ((gone, GONE), (come, NEW)) if text]
    pieces = []
    for gone_now, come_now, alike in _stretches(matcher.get_opcodes(), old, new):
        if alike:
            pieces.append(Piece(come_now))
        else:
            pieces += [Piece(text, mark) for text, mark in ((gone_now, GONE), (come_now, NEW)) if text]
    return pieces


def _stretches(steps, old, new):
    """(old text, new text, whether they are alike); what is no word between two changes belongs to them."""
    gone, come = "", ""
    for at, (tag, i, j, k, m) in enumerate(steps):
        words = sum(1 for token in new[k:m] if token[0].isalnum())
        between = 0 < at < len(steps) - 1
        if tag == "equal" and not (between and words == 0):
            if gone or come:
                yield gone, come, False
                gone, come = "", ""
            text = "".join(new[k:m])
            yield text, text, True
        else:
            gone, come = gone + "".join(old[i:j]), come + "".join(new[k:m])
    if gone or come:
        yield gone, come, False


def _joined(pieces):
    """Neighbours of one mark as one piece."""
    last = None
    for piece in pieces:
        if last is not None and last.mark == piece.mark:
            last = Piece(last.text + piece.text, last.mark)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
