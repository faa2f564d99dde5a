"""What two people made of the same answer, side by side, in words and with the differing words marked."""

import re
from dataclasses import dataclass
from datetime import date as day_type
from difflib import SequenceMatcher

from django import forms
from django.utils.translation import gettext as _

from core.formatting import date, list_and, money, number
from core.govuk_forms import DateInputField, MoneyField

WORDS = re.compile(r"\s+|[^\s]+")
MOST_WORDS = 5000  # beyond that the texts are shown without marks
KEPT = 80  # characters of unchanged text left beside a change
LONG = 3 * KEPT  # unchanged text longer than this is shortened


@dataclass(frozen=True)
class Row:
    """One answer three times, each as a list of (text, whether it differs); None where it is not known."""

    label: str
    was: list | None
    now: list
    typed: list


@dataclass(frozen=True)
class Compared:
    """What the page shows above the form; `first` names an answer that differs, `url` opens the page afresh."""

    message: str
    first: str
    rows: list
    url: str


def compare(label, *, was, now, typed):
    """The three readings of one answer, each marked against what it came from."""
    if was is None:
        return Row(label, None, _marked(typed, now), _marked(now, typed))
    return Row(label, _marked(now, was), _marked(was, now), _marked(was, typed))


def _marked(before, after):
    """The words of `after`, those that `before` has not marked; long stretches alike are shortened."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [(after, False)]
    steps = SequenceMatcher(None, old, new).get_opcodes()
    parts = [("".join(new[start:end]), tag != "equal") for tag, _i, _j, start, end in steps if end > start]
    return [
        (text if differs else _shortened(text, at, len(parts)), differs) for at, (text, differs) in enumerate(parts)
    ]


def _shortened(text, at, count):
    """The beginning and the end of a long text that both have; only the side next to a change is needed."""
    if len(text) <= LONG:
        return text
    head = text[:KEPT].rsplit(" ", 1)[0] if at > 0 or count == 1 else ""
    tail = text[-KEPT:].split(" ", 1)[-1] if at < count - 1 else ""
    return f"{head} […] {tail}".strip(" ") if head else f"[…] {tail}"


def in_words(field, value):
    """How an answer to a field of a form reads; `value` is a clean value or its plain form."""
    if value in (None, "", []):
        return ""
    try:
        return _in_words(field, value)
    except (TypeError, ValueError):  # the page was opened before a release that asks otherwise
        return str(value)


def _in_words(field, value):
    if isinstance(field, forms.MultipleChoiceField):
        return list_and([_choice(field, each) for each in value])
    if isinstance(field, forms.ChoiceField):
        return _choice(field, field.prepare_value(value))
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, MoneyField):
        return money(value)
    if isinstance(field, DateInputField):
        return date(day_type.fromisoformat(value) if isinstance(value, str) else value)
    return number(value) if isinstance(value, int) else str(value)


def _choice(field, value):
    return next((str(label) for key, label in _flat(field.choices) if str(key) == str(value)), str(value))


def _flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
