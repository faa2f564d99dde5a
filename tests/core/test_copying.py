"""COPY writes what the models would have written, whatever stands in it."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from core.copying import insert_rows, new_ids, update_records, update_rows
from core.models import StoredDocument
from councils.models import Council, ImportRun

pytestmark = pytest.mark.django_db
AWKWARD = [
    "Bishop’s \\ Waltham",
    'a "quoted" name',
    "tab\there",
    "two\nlines",
    "comma, {brace}",
    r"\N",
    "NULL",
    "Ŵy 💧",
]
NAMES = ("id", "slug", "tier", "name", "nation", "former_names", "search_name")


def test_texts_and_lists_arrive_as_they_are():
    ids = new_ids(Council, len(AWKWARD))
    rows = [(pk, f"s{pk}", "local", name, "England", AWKWARD, "x") for pk, name in zip(ids, AWKWARD, strict=True)]
    insert_rows(Council, NAMES, rows)
    found = Council.objects.in_bulk(ids)
    assert [found[pk].name for pk in ids] == AWKWARD
    assert all(council.former_names == AWKWARD for council in found.values())


def test_fields_not_named_get_their_default_and_the_database_gives_the_key():
    insert_rows(Council, NAMES[1:], [("s", "local", "Olney", "England", [], "olney")])
    council = Council.objects.get(slug="s")
    assert (council.status, council.type, council.ended_on, council.code) == ("listed", "not_known", None, "")


def test_json_moments_and_nothing():
    at = datetime(2026, 3, 29, 0, 59, 59, 123456, UTC)
    report = {"lines": AWKWARD, "n": None, "deep": {"a": [1, 2.5, True]}}
    names = ("at", "by_id", "principals_file", "areas_file", "principals", "areas", "report")
    insert_rows(ImportRun, names, [(at, None, "p", "a", 1, 2, report)])
    run = ImportRun.objects.get()
    assert (run.at, run.by, run.report) == (at, None, report)


def test_bytes():
    content = bytes(range(256))
    names = ("kind", "key", "title", "filename", "content", "sha256")
    insert_rows(StoredDocument, names, [("k", "k", "t", "f", content, "0" * 64)])
    assert bytes(StoredDocument.objects.get().content) == content


def test_updates_change_the_rows_named_and_no_others():
    ids = new_ids(Council, 2)
    insert_rows(Council, NAMES, [(pk, f"s{pk}", "local", "Olney", "England", [], "olney") for pk in ids])
    assert update_rows(Council, ("id", "name", "former_names"), [(ids[0], "New", AWKWARD)]) == 1
    assert [c.name for c in Council.objects.order_by("pk")] == ["New", "Olney"]
    assert Council.objects.get(pk=ids[0]).former_names == AWKWARD
    other = Council.objects.get(pk=ids[1])
    other.context = "Milton Keynes"
    assert update_records(Council, ("context",), [other]) == 1
    assert Council.objects.get(pk=ids[1]).context == "Milton Keynes"


def test_constraints_refuse_as_ever():
    with pytest.raises(IntegrityError, match="council_type_fits_tier"), transaction.atomic():
        insert_rows(Council, (*NAMES[1:], "type"), [("s", "local", "Olney", "England", [], "olney", "county")])


def test_history_is_written_by_trigger():
    council = Council.objects.create(slug="s", tier="local", name="Olney", nation="England")
    council.name = "Olney with Warrington"
    update_records(Council, ("name",), [council])
    assert [event.name for event in council.history.all()] == ["Olney"]
