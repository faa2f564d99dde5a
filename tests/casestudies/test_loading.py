"""Loading: whole or not at all, every fault named, again changes nothing, edits survive."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from casestudies import actions
from casestudies.edits import edited_one
from casestudies.loading import FaultsFound, read_upload, spreadsheet, template
from casestudies.models import CaseStudy, LibraryLoad, LocalEdit, Party
from core.models import AuditEvent
from core.policies import SYSTEM
from councils.models import Council
from tests.accounts.factories import UserFactory
from tests.casestudies.factories import Story
from tests.casestudies.shipped import FILES, rows
from tests.councils.factories import CouncilFactory
from tests.fuzz.rubbish import spoilt_book

pytestmark = pytest.mark.django_db


def entry(model, **fields):
    return {"model": f"casestudies.{model}", "fields": fields}


def small_library(council):
    """One of each kind that a study needs."""
    return [
        entry("source", slug="guide", title="The guide", publisher="LGA", year=2018),
        entry("term", taxonomy="theme", slug="cluster", name="Clusters"),
        entry("section", letter="B", slug="participation", title="Participation", purpose="Together"),
        entry("chapter", code="B8", section=["B"], number=8, title="Join forces", summary="Short",
              explanation="Long", source=["guide"], as_at="2018-05-01"),
        entry("checklistitem", chapter=["B8"], number=1, text="Look for common ground"),
        entry("casestudy", slug="caretaker", title="One caretaker", did="They employ one", chapters=[["B8"]],
              terms=[["theme", "cluster"]], source=["guide"], source_place="chapter B8", as_at="2018-05-01"),
        entry("party", study=["caretaker"], position=1, name="Olney", role="local",
              council=[council.slug] if council else None, council_type="parish"),
        entry("figure", study=["caretaker"], position=1, label="Parishes", value="4", unit="parishes"),
    ]  # fmt: skip


@pytest.fixture
def council():
    return CouncilFactory(slug="olney")


@pytest.fixture
def file(tmp_path):
    """Writes entries (or bytes) into a fixture file."""

    def write(content, name="library.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def load(path):
    return actions.load_library(files=[path], by=SYSTEM)


def faults_of(path):
    with pytest.raises(FaultsFound) as found:
        load(path)
    assert not CaseStudy.objects.exists()
    return [str(fault) for fault in found.value.faults]


def test_library_is_loaded_with_its_links(file, council):
    report = load(file(small_library(council)))
    assert report.counts["new"] == 8
    study = CaseStudy.objects.get()
    assert study.parties.get().council == council
    assert [term.slug for term in study.terms.all()] == ["cluster"]
    assert AuditEvent.objects.get(verb="casestudies.loaded").sentence.endswith("8 records changed")


def test_loading_again_changes_nothing(file, council):
    path = file(small_library(council))
    load(path)
    before = [list(CaseStudy.objects.values()), list(Party.objects.values()), AuditEvent.objects.count()]
    assert load(path).changes == 0
    assert [list(CaseStudy.objects.values()), list(Party.objects.values()), AuditEvent.objects.count()] == before
    assert LibraryLoad.objects.count() == 1


def test_a_newer_edition_changes_what_differs_and_takes_out_what_is_gone(file, council):
    rows = small_library(council)
    load(file(rows))
    rows[5]["fields"]["title"] = "One caretaker for four"
    report = load(file(rows[:6]))
    assert dict(report.counts) == {"same": 5, "changed": 1, "removed": 2}
    study = CaseStudy.objects.get()
    assert study.title == "One caretaker for four"
    assert not study.parties.exists()


def test_an_edit_survives_a_newer_edition_and_is_found(file, council):
    rows = small_library(council)
    load(file(rows))
    admin = UserFactory(is_staff=True)
    study = CaseStudy.objects.get()
    texts = {**actions.texts_of("study", study), "title": "Our lengthsman", "superseded_note": ""}
    actions.edit_shipped(kind="study", row=study, texts=texts, by=admin)
    rows[5]["fields"]["did"] = "They employ one and a half"
    load(file(rows))
    study = CaseStudy.objects.get()
    assert study.title == "One caretaker"
    assert edited_one("study", study).title == "Our lengthsman"
    assert study.did == "They employ one and a half"
    assert CaseStudy.objects.search("lengthsman").get().slug == "caretaker"
    assert not CaseStudy.objects.search("one caretaker").filter(rank__gt=1).exists()


def test_putting_the_shipped_words_back_ends_the_edit(file, council):
    load(file(small_library(council)))
    admin, study = UserFactory(is_staff=True), CaseStudy.objects.get()
    texts = actions.texts_of("study", study)
    actions.edit_shipped(kind="study", row=study, texts={**texts, "did": "Otherwise"}, by=admin)
    assert LocalEdit.objects.get().shipped == "They employ one"
    actions.edit_shipped(kind="study", row=study, texts=texts, by=admin)
    assert not LocalEdit.objects.exists()


def test_plain_loaddata_reads_the_same_file(file, council):
    path = file(small_library(council))
    call_command("loaddata", str(path), verbosity=0)
    call_command("loaddata", str(path), verbosity=0)
    assert CaseStudy.objects.search("cluster").get().parties.get().council == council
    assert load(path).changes == 0


def test_plain_loaddata_reads_the_shipped_files_and_a_load_finds_nothing_to_change():
    codes = {row["council"][0] for row in rows("party") if row.get("council")}
    Council.objects.bulk_create(
        Council(name=code, search_name=code.lower(), slug=code.lower(), code=code, tier="principal", type="unitary",
                nation="wales" if code.startswith("W") else "england")
        for code in codes
    )  # fmt: skip
    call_command("loaddata", *map(str, FILES), verbosity=0)
    assert CaseStudy.objects.filter(kind="study").count() == 53
    assert actions.load_library(by=SYSTEM).changes == 0


def test_four_kinds_of_fault_are_named_by_file_entry_and_field(file, council):
    rows = small_library(council)
    rows[6]["fields"]["council"] = ["E06999999"]
    rows.append({**rows[5]})
    rows.append(entry("casestudy", slug="no-source", title="T", did="D", as_at="31.5.2018"))
    found = faults_of(file(rows, "broken.json"))
    assert "broken.json: entry 7 (party caretaker 1): council: Unknown council: “E06999999”" in found
    assert "broken.json: entry 9 (casestudy caretaker): slug: The same as entry 6 of broken.json" in found
    assert "broken.json: entry 10 (casestudy no-source): source: Name the source" in found
    assert "broken.json: entry 10 (casestudy no-source): as_at: “31.5.2018” is no date like 2018-05-31" in found
    assert len(found) == 4


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "no valid JSON"),
        (b"[1, {}]", "“model” and “fields”"),
        (b"{}", "a list of entries"),
        (b"\xff\xfe[", "not in UTF-8"),
        (b'[{"model": "auth.user", "fields": {}}]', "There is no “auth.user” in the library"),
        (b"[" * 100_000, "no valid JSON"),
        (b"[" + b"1" * 5000 + b"]", "no valid JSON"),
        (b'[{"model": [], "fields": {}}]', "There is no “[]” in the library"),
        (b'[{"model": "x\\u0000", "fields": {}}]', "There is no “x” in the library"),
    ],
)
def test_what_is_no_fixture_is_refused_in_words(file, content, words):
    assert words in " ".join(faults_of(file(content)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"nonsense": 1}, "nonsense: There is no such field"),
        ({"origin": "council"}, "origin: There is no such field"),
        ({"title": None}, "title: This is missing"),
        ({"title": 5}, "title: This must be text"),
        ({"chapters": [["Z9"]]}, "chapters: There is no chapter “Z9”"),
        ({"chapters": "B8"}, "chapters: This must be a list"),
        ({"chapters": [[{}]]}, "chapters: This must be a list"),
        ({"superseded": True}, "superseded_note: Say what superseded it"),
        ({"slug": "No slug!"}, "slug: Enter a valid “slug”"),
        ({"slug": "a\0b"}, "slug: The text holds a character that nobody can see (U+0000)"),
        ({"did": "They \ud800 met"}, "did: The text holds a character that nobody can see (U+D800)"),
        ({"terms": [["theme", "a\0b"]]}, "terms: The text holds a character that nobody can see"),
    ],
)
def test_a_fault_in_a_study_is_named(file, council, change, words):
    rows = small_library(council)
    rows[5]["fields"] |= change
    assert words in " ".join(faults_of(file(rows)))


def test_a_study_that_councils_wrote_is_not_overwritten(file, council):
    story = Story(title="Caretaker")
    rows = small_library(council)
    with pytest.raises(FaultsFound, match="written by councils has this address"):
        load(file(rows))
    story.study.refresh_from_db()
    assert story.study.title == "Caretaker"


def test_unknown_councils_are_let_pass_where_only_a_part_of_the_country_is_loaded(file, council):
    rows = small_library(council)
    rows[6]["fields"]["council"] = ["E06999999"]
    actions.load_library(files=[file(rows)], allow_unknown_councils=True, by=SYSTEM)
    assert Party.objects.get().council is None


def test_the_command_names_the_faults_and_loads_nothing(file, council):
    rows = small_library(council)
    del rows[5]["fields"]["source"]
    with pytest.raises(CommandError, match=r"1 faults:\n.*source: Name the source\nNothing was loaded"):
        call_command("load_library", str(file(rows)), verbosity=0)


def test_the_template_can_be_filled_in_and_read_back(council):
    from_template, faults = read_upload("empty.xlsx", template())
    assert from_template == []
    assert [fault.words for fault in faults] == ["There is nothing in the sheets of the template"]


def test_a_file_that_only_pretends_to_be_a_spreadsheet_is_refused():
    for content in (b"", b"PK\x03\x04", b"hello"):
        entries, faults = read_upload("x.xlsx", content)
        assert entries == []
        assert "no spreadsheet" in faults[0].words


@pytest.mark.parametrize("code", ["\0", "olney\0", "E06\0", "\ud800"])
def test_a_council_that_no_database_can_look_for_is_a_fault(file, council, code):
    rows = small_library(council)
    rows[6]["fields"]["council"] = [code]
    assert "council: The text holds a character that nobody can see" in " ".join(faults_of(file(rows)))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b""),
        ("xl/worksheets/sheet1.xml", b'r="A1"', b'r="1A1"'),
        ("xl/workbook.xml", b"<sheets>", b"<she"),
        ("[Content_Types].xml", b"<Types", b"Types"),
    ],
)
def test_a_damaged_spreadsheet_is_refused(part, old, new):
    entries, faults = read_upload("x.xlsx", spoilt_book(template(), {part: lambda xml: xml.replace(old, new, 1)}))
    assert entries == []
    assert "no spreadsheet" in faults[0].words


def test_rows_beyond_the_most_are_a_fault(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 2)
    book = Workbook()
    sheet = book.create_sheet("Parties")
    for row in (spreadsheet.COLUMNS["Parties"], ["a", 1, "A"], [], ["a", 2, "B"], [], ["a", 3, "C"]):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    entries, faults = read_upload("x.xlsx", kept.getvalue())
    assert [entry.place for entry in entries] == ["sheet Parties, row 2", "sheet Parties, row 4"]
    assert [str(fault) for fault in faults] == [
        "x.xlsx: sheet Parties: The sheet has more than 2 rows. Split it into several files."
    ]


def test_as_at_is_kept_as_a_day(file, council):
    load(file(small_library(council)))
    assert CaseStudy.objects.get().as_at == date(2018, 5, 1)
