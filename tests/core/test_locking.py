"""What a form says it was filled with, and how two people's texts are compared."""

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from core.audit import broken_seals, last_change, record, seal_events
from core.comparing import compare, in_words
from core.govuk_forms import DateInputField, MoneyField
from core.locking import Changed, Seen, changed_by, plain, refuse_if_changed, token
from tests.accounts.factories import UserFactory

KEY = "/here/"
THERE = {"text": "as it was", "day": date(2026, 12, 2), "hours": Decimal("7.50"), "services": ["b", "a"], "flag": None}


def read(text, /, key=KEY, **typed):
    return Seen.read(text, key, typed)


def check(seen, now, subject=None):
    refuse_if_changed(seen, now, record=subject, parts=["text"])


@pytest.fixture
def subject(db):
    return UserFactory()


def test_a_form_that_nobody_overtook_is_saved():
    check(read(token(KEY, THERE), text="mine"), THERE)


def test_what_is_stored_and_what_a_form_gives_back_is_the_same():
    again = {**THERE, "text": "as it was \r\n", "hours": Decimal("7.5"), "services": ("a", "b")}
    check(read(token(KEY, THERE)), again)


def test_the_second_is_told_every_difference(subject):
    now = {**THERE, "text": "theirs", "hours": Decimal(8)}
    with pytest.raises(Changed) as caught:
        check(read(token(KEY, THERE), **{**THERE, "text": "mine"}), now, subject)
    told = {d.name: (d.was, d.now, d.typed) for d in caught.value.differences if d.is_there}
    assert told == {"text": ("as it was", "theirs", "mine"), "hours": ("7.5", Decimal(8), Decimal("7.50"))}
    assert caught.value.merged == {**THERE, "text": "mine", "hours": Decimal(8)}  # theirs where I changed nothing


def test_two_who_write_the_same_do_not_disagree():
    check(read(token(KEY, THERE), **{**THERE, "text": "same"}), {**THERE, "text": "same"})


@pytest.mark.parametrize("text", ["", "x", "a:b:c", token("/elsewhere/", THERE), token(KEY, THERE)[:-1] + "?"])
def test_a_form_that_does_not_say_what_it_showed_overwrites_nothing(subject, text):
    with pytest.raises(Changed):
        check(read(text, **{**THERE, "text": "mine"}), THERE, subject)


def test_who_was_first_is_read_from_the_trail(subject):
    colleague = UserFactory()
    for part in ("text", "other"):
        record("core.test", subject, "changed", by=colleague, parts=[part])
    event = last_change(subject, ["text"])
    assert event.parts == ["text"]
    assert changed_by(event, subject).startswith("Changed by A person on ")
    assert changed_by(event, colleague).startswith("You changed this in another window on ")
    assert changed_by(None) == "Changed by someone else meanwhile"


def test_the_parts_are_under_the_seal(subject):
    record("core.test", subject, "changed", by=subject, parts=["text"])
    record("core.test", subject, "changed", by=subject)
    seal_events()
    assert list(broken_seals()) == []


def test_long_texts_show_their_differences_only():
    same = "word " * 300
    row = compare("Text", was=f"{same}old end", now=f"{same}new end", typed=f"{same}old end, mine")
    assert [text for text, differs in row.now if differs] == ["new"]
    assert [text for text, differs in row.was if differs] == ["old"]
    assert all(len(text) < 300 for reading in (row.was, row.now, row.typed) for text, _ in reading)


@given(was=st.text(max_size=300), now=st.text(max_size=300), typed=st.text(max_size=300))
def test_short_texts_are_shown_whole(was, now, typed):
    row = compare("Text", was=was, now=now, typed=typed)
    for reading, text in ((row.was, was), (row.now, now), (row.typed, typed)):
        if all(len(part) <= 240 for part, _ in reading):
            assert "".join(part for part, _ in reading) == text


@pytest.mark.parametrize("texts", [("a " * 10_000, "b " * 10_000), ("a b " * 1_000, "b a " * 1_000)])
def test_no_text_takes_long_to_compare(texts):
    start = time.process_time()
    compare("Text", was=texts[0], now=texts[1], typed=texts[0][1:])
    assert timedelta(seconds=time.process_time() - start) < timedelta(seconds=20)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (forms.CharField(), None, ""),
        (forms.CharField(), "text", "text"),
        (forms.IntegerField(), 12500, "12,500"),
        (forms.DecimalField(), "7.5", "7.5"),
        (MoneyField(), 123450, "£1,234.50"),
        (DateInputField(), "2026-12-02", "2 December 2026"),
        (DateInputField(), date(2026, 12, 2), "2 December 2026"),
        (forms.BooleanField(), False, "No"),
        (forms.ChoiceField(choices=[("a", "First"), ("Group", [("b", "Second")])]), "b", "Second"),
        (forms.TypedChoiceField(choices=[(1, "One")], coerce=int), 1, "One"),
        (forms.ChoiceField(choices=[("a", "First")]), "gone", "gone"),
        (forms.MultipleChoiceField(choices=[("a", "First"), ("b", "Second")]), ["a", "b"], "First and Second"),
    ],
)
def test_answers_read_as_on_the_page(field, value, words):
    assert in_words(field, value) == words


def test_what_has_no_plain_form_is_a_mistake_of_ours():
    with pytest.raises(TypeError):
        plain(object())
