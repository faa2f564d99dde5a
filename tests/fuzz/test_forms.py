"""(a) Every form, whatever is sent to it: it says what is wrong, or what it takes can be kept."""

from datetime import date, datetime
from decimal import Decimal
from inspect import signature

import pytest
from allauth.core.context import request_context
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from core.jinja import crispy
from tests.architecture.writes import changed_since, written
from tests.fuzz.forms import form_classes
from tests.fuzz.rubbish import FILE_NAMES, FUZZED, files, one_of_all

LARGEST = 2**63 - 1
WRONG_CODES = {"core_auditevent", "accounts_signintrace"}  # the trail and the log say that a wrong code was typed


def assert_can_be_kept(value):
    """PostgreSQL takes it: no null, no half character, no number or day beyond what it knows."""
    if isinstance(value, str):
        assert "\x00" not in value
        value.encode()
    elif isinstance(value, int):
        assert -LARGEST <= value <= LARGEST
    elif isinstance(value, Decimal):
        assert value.is_finite()
    elif isinstance(value, date | datetime):
        assert 1 <= value.year <= 9999
    elif isinstance(value, list | tuple | set):
        for item in value:
            assert_can_be_kept(item)


def names_of(form):
    """Every name under which a browser would send something for this form."""
    names = []
    for name, field in form.fields.items():
        names += [name, *(f"{name}{mark}{part}" for mark in "_-" for part in ("0", "1", "2", "day", "month", "year"))]
        names += list(getattr(field.widget, "attrs", {}).get("data-typeahead-name", "").split())
    return names


def sent(draw_from, names):
    """Strategy of what a form receives: some of its names, each once or several times."""
    return st.lists(st.tuples(st.sampled_from(names), draw_from), max_size=8)


def as_posted(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    return data


def takes_files(form_class, uploads):
    """The files as an argument, unless the form reads an address only."""
    parameters = signature(form_class).parameters.values()
    return [uploads] if any(p.kind is p.VAR_POSITIONAL or p.name == "files" for p in parameters) else []


@pytest.fixture
def in_session(rf):
    """The form that sets up the app keeps its secret in the session of the request it is made for."""
    request = rf.get("/")
    request.session = {}
    with request_context(request):
        yield


def test_whatever_a_form_is_sent_it_answers(walk, tried, in_session):
    classes = sorted(walk.made, key=lambda form: f"{form.__module__}.{form.__name__}")
    assert sorted(f.__name__ for f in form_classes() - set(classes)) == [], "no page of the matrix shows these forms"
    recipes = [(form, given) for form in classes for given in walk.made[form][:3]]

    @FUZZED
    @given(st.data())
    def try_one(data):
        form_class, arguments = data.draw(st.sampled_from(recipes))
        blank = form_class(QueryDict(), **arguments)
        names = names_of(blank) or ["x"]
        pairs = data.draw(sent(one_of_all, names))
        name = data.draw(st.sampled_from(FILE_NAMES))
        uploads = MultiValueDict()
        for key in data.draw(st.lists(st.sampled_from(names), max_size=2)):
            uploads.appendlist(key, SimpleUploadedFile(name or "x", data.draw(files)))
        form = form_class(as_posted(pairs), *takes_files(form_class, uploads), **arguments)
        tried["valid" if form.is_valid() else "refused"] += 1
        for value in getattr(form, "cleaned_data", {}).values():
            assert_can_be_kept(value)
        for messages in form.errors.values():
            assert all(str(message).strip() for message in messages)
        if data.draw(st.integers(0, 9)) == 0:
            tried["shown again"] += 1
            crispy({"csrf_token": "token"}, form).encode("utf-8", "replace")

    before = written()
    try_one()
    assert changed_since(before) <= WRONG_CODES
    assert tried["valid"]
    assert tried["refused"]
