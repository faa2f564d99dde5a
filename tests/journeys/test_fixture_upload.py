"""An administrator loads case studies: a broken file is refused whole, a good one previewed, then applied."""

import io
import json

import pytest
from openpyxl import load_workbook

from casestudies.models import CaseStudy
from core.models import AuditEvent
from tests.accounts.factories import UserFactory
from tests.journeys.library import shelve, warm

STUDY = {
    "slug": "one-mower",
    "kind": "study",
    "title": "One mower for three parishes",
    "did": "They bought it together.",
    "lesson": "Ask the neighbours first.",
    "chapters": "B8",
    "themes": "cluster, grass-cutting",
    "source": "one-community",
    "as_at": "2026-01-31",
    "superseded": "no",
}
ENTRY = {
    "model": "casestudies.casestudy",
    "fields": {
        "slug": "one-mower", "title": "One mower", "did": "Bought", "source": ["one-community"], "as_at": "2026-01-31",
    },
}  # fmt: skip


def broken(**fields):
    return json.dumps([{**ENTRY, "fields": {**ENTRY["fields"], **fields}}]).encode()


PARTY = {"study": ["one-mower"], "position": 1, "name": "Nowhere", "role": "local", "council": ["E04999999"]}
BROKEN = {
    "unknown council": (
        json.dumps([ENTRY, {"model": "casestudies.party", "fields": PARTY}]).encode(), "Unknown council: “E04999999”",
    ),
    "duplicate slug": (json.dumps([ENTRY, ENTRY]).encode(), "The same as entry 1 of library.json"),
    "missing source": (broken(source=None), "Name the source"),
    "bad date": (broken(as_at="31 January"), "“31 January” is no date like 2018-05-31"),
}  # fmt: skip


def upload(admin, name, content):
    admin.go("/library/administer/")
    admin.follow("Load a file into the library")
    admin.attach("Fixture file (JSON) or filled spreadsheet (xlsx)", name, content)
    admin.press("Show what would change")


def until(admin, words):
    """The page of the work goes on by itself; without JavaScript it is loaded again."""
    admin.page.wait_for_function("words => document.body.innerText.includes(words)", arg=words, timeout=90_000)


def filled(content):
    """The template with one study and its party, as an administrator fills it in."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Case studies"]
    for cell in sheet[1]:
        sheet.cell(row=2, column=cell.column, value=STUDY.get(cell.value))
    sheet = book["Parties"]
    party = {"study": "one-mower", "position": 1, "name": "Three parishes", "role": "partner"}
    for cell in sheet[1]:
        sheet.cell(row=2, column=cell.column, value=party.get(cell.value))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def admin(signed_in, portal):
    shelve()
    warm("/library/")
    return signed_in(UserFactory(is_staff=True, app=True))


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_is_refused_whole_and_the_fault_named(admin, fault):
    content, words = BROKEN[fault]
    before = CaseStudy.objects.count()
    upload(admin, "library.json", content)
    until(admin, "nothing of it can be loaded")
    until(admin, words)
    admin.look()
    assert CaseStudy.objects.count() == before


def test_a_spreadsheet_is_filled_in_previewed_and_applied(admin):
    admin.go("/library/administer/load/")
    template = admin.download("Download the spreadsheet to fill in")
    admin.attach("Fixture file (JSON) or filled spreadsheet (xlsx)", "mowers.xlsx", filled(template))
    admin.press("Show what would change")
    until(admin, "2 records would change")
    assert not CaseStudy.objects.filter(slug="one-mower").exists()
    admin.follow("Apply these changes")
    admin.press("Apply")
    until(admin, "2 records changed")
    admin.go("/library/?q=mower")
    admin.sees("One mower for three parishes")
    loaded = AuditEvent.objects.filter(verb="casestudies.loaded").latest("pk")
    assert loaded.sentence.startswith("Library loaded from mowers")
    upload(admin, "mowers.xlsx", filled(template))
    until(admin, "Nothing differs from what the library holds")
