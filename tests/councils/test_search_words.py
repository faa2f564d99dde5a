"""The normal form of names and the addresses made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.search import all_words, joined, normalise, phrase_prefix, without_council_words, words_of
from councils.slugs import free_slug


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Bishop’s Waltham", "bishops waltham"),
        ("Richard's Castle (Shropshire)", "richards castle shropshire"),
        ("Loughton & Great Holm", "loughton and great holm"),
        ("Llanfair-ar-y-bryn", "llanfair ar y bryn"),
        ("Ynys Môn", "ynys mon"),
        ("  ST.  ANN   (Without) ", "st ann without"),
        ("Ærø Straße", "aero strasse"),
        ("", ""),
    ],
)
def test_normalise_knows_how_places_are_written(name, words):
    assert normalise(name) == words


@given(st.text(max_size=60))
def test_normalise_twice_is_normalise_once(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=60))
def test_normalise_leaves_only_words(text):
    assert all(word.isalnum() for word in normalise(text).split())


@given(st.text(max_size=40))
def test_normalise_ignores_case_and_outer_space(text):
    assert normalise(f"  {text.upper()} ") == normalise(text.upper())


@given(st.lists(st.text(max_size=20), max_size=4))
def test_queries_hold_nothing_but_quoted_words(names):
    words = words_of(" ".join(names))
    if words:
        for query in (phrase_prefix(words), all_words(words)):
            assert query.count("'") == 2 * len(words)


def test_joined_names_each_once():
    assert joined(["Hay", "", "Y Gelli", "HAY"]) == "hay aka y gelli"


@pytest.mark.parametrize("typed", ["olney town council", "olney parish meeting", "olney council", "olney"])
def test_council_words_are_left_out(typed):
    assert without_council_words(typed) == "olney"


def test_slugs_are_numbered_when_taken():
    taken = set()
    assert [free_slug("Olney Milton Keynes", taken) for _ in range(3)] == [
        "olney-milton-keynes",
        "olney-milton-keynes-2",
        "olney-milton-keynes-3",
    ]


def test_slugs_avoid_pages_of_the_directory():
    assert free_slug("Pick", set()) == "pick-2"


def test_a_name_without_letters_still_gets_an_address():
    assert free_slug("…", set()) == "council"
