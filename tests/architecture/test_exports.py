"""Every list can be taken along as CSV, with columns that docs/exports.md names; or it says why not."""

import csv
import io
import re

import pytest
from django.urls import reverse

from core.csv import BOM, Export
from core.views import ExportedPage
from tests.accounts.factories import sign_in
from tests.architecture.routes import routes
from tests.architecture.source import ROOT
from tests.architecture.test_lists import LISTS, QUERY, batch, longer_batch, no_arguments, place  # noqa: F401 - the fixture
from tests.casestudies.factories import ChapterFactory, finished_run

pytestmark = pytest.mark.django_db
ROWS = re.compile(r"^\| `([\w:-]+)`[^|]*\| (.+) \|$", re.MULTILINE)
PAGES = {route.name: route.view for route in routes() if route.view and issubclass(route.view, ExportedPage)}
EXPORTED = {name: view for name, view in PAGES.items() if view.export}
NOT_LIST_PAGES = {"accounts:people": "accounts:people-csv",
                  "charters:commitments-csv": "charters:commitments-csv",
                  "charters:progress": "charters:progress-csv"}  # fmt: skip
NAMING_COUNCILS = {"council", "owner", "convener", "where", "principal_councils", "principal", "full_name"}
OPENED = {route: (route, reader, arguments, grow) for route, reader, arguments, grow in reversed(LISTS.values())}
OPENED["portal:home"] = LISTS["officer's home"]
OPENED["charters:progress"] = ("charters:progress", *LISTS["reports as a table"][1:])
OPENED["accounts:check-list"] = ("accounts:check-list", "officer", lambda here: [same_list(here)], longer_batch)
OPENED["casestudies:run-result"] = ("casestudies:run-result", "clerk", lambda here: [result(here)], lambda *_: None)
OPENED["transfers:costs"] = ("transfers:costs", "clerk", no_arguments, lambda *_: None)
ASKED = {"transfers:costs": "?staff=1000&percent=30"}  # a calculator has rows once it is asked
OPENED["charters:board"], OPENED["accounts:people"] = LISTS["board"], LISTS["people"]


def same_list(here):
    """The list of one test, however often its address is asked for."""
    return (here.batch if hasattr(here, "batch") else batch(here)).public_id


def result(here):
    """A finished run of three items."""
    if not hasattr(here, "run"):
        here.run = finished_run(here.council, ChapterFactory(code="C12", items=3), here.clerk)
    return here.run.public_id


def documented():
    """{name of the list: its columns} as docs/exports.md says."""
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    return {
        name: tuple(re.findall(r"`([\w]+)`", re.sub(r"\([^)]*\)", "", cells))) for name, cells in ROWS.findall(text)
    }


def test_every_list_offers_an_export_or_says_why_not():
    silent = [name for name, view in PAGES.items() if bool(view.export) == bool(view.not_exported)]
    assert silent == []


def test_the_columns_of_every_export_are_documented():
    assert set(documented()) == set(EXPORTED) | set(NOT_LIST_PAGES)


def address_of(name, here):
    """Where the file of a list is fetched."""
    route, _reader, arguments, _grow = OPENED[name]
    view = PAGES.get(name)
    if view and isinstance(view.export, Export):
        return f"{reverse(route, args=arguments(here))}{ASKED.get(name, '?')}&format=csv"
    return reverse(view.export if view else NOT_LIST_PAGES[name], args=arguments(here))


@pytest.mark.parametrize("name", sorted({*EXPORTED, *NOT_LIST_PAGES} - {"charters:commitments-csv"}))
def test_the_file_is_what_the_document_says_and_the_page_leads_to_it(client, place, name):  # noqa: F811
    route, reader, arguments, grow = OPENED[name]
    sign_in(client, getattr(place, reader))
    address = address_of(name, place)
    page = reverse(route, args=arguments(place)) if name not in ("core:job",) else address.removesuffix("report.csv")
    grow(place, 3)
    answer = client.get(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.getvalue().decode()
    assert text.startswith(BOM)
    rows = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
    columns = documented()[name]
    assert tuple(rows[0][: len(columns)]) == columns
    assert len(rows[0]) == len(columns)
    assert sum(len(row) == len(rows[0]) for row in rows[1:]) >= 3
    if NAMING_COUNCILS & {*columns} or name == "core:job":
        assert "Office for National Statistics" in rows[-1][0]
    assert "Download as CSV" in client.get(page + ASKED.get(name, QUERY.get(route, ""))).content.decode()
