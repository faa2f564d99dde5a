"""What was taken out of a text and what was put in: nothing of either text is lost."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.differences import GONE, NEW, SAME, Piece, after, before, difference

words = st.sampled_from(["council", "councils", "six", "eight", "weeks,", "is", "asked.", "\n", "\n\n", "- ", " ", "é"])
texts = st.lists(words, max_size=60).map(" ".join) | st.text(max_size=80)


@given(texts, texts)
def test_both_texts_can_be_put_together_again(old, new):
    pieces = difference(old, new)
    assert (before(pieces), after(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)
    assert all(one.mark != two.mark for one, two in pairwise(pieces))


@given(texts)
def test_the_same_text_has_no_difference(text):
    assert all(piece.mark == SAME for piece in difference(text, text))


def test_only_the_words_that_differ_are_marked():
    pieces = difference("Normally six weeks.\nNo more.", "Normally eight weeks.\nNo more.")
    assert pieces == (
        Piece("Normally "), Piece("six", GONE), Piece("eight", NEW), Piece(" weeks.\nNo more."),
    )  # fmt: skip


def test_a_line_written_anew_is_marked_as_a_whole():
    old, new = "Training is open to the others.", "We pay half of each course, every spring."
    assert difference(old, new) == (Piece(old, GONE), Piece(new, NEW))
