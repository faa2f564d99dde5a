"""(b) Everything that reads a file or a letter from outside: it understands it or says why not, and changes nothing."""

import io
import json
from copy import deepcopy
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import SimpleNamespace
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pikepdf
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from accounts.mailbox_list import read_list
from casestudies import loading
from casestudies.loading import spreadsheet
from charters.verification import compare
from core.attachments import accepted
from core.exceptions import Refused
from core.inlet import letters, sorting
from core.inlet.views import unpacked
from core.policies import SYSTEM
from core.text import to_html, to_plain
from core.words import all_words, normalise, words_of
from councils.actions import import_councils
from councils.sources import SourceError, parse_areas, parse_principals
from funding.importing import checked
from funding.importing import read_rows as opportunity_rows
from funding.importing.awards import grants_of, read_grant
from tests.architecture.source import LAYERS
from tests.casestudies.test_loading import small_library
from tests.councils.lists import area_list, principal_list
from tests.fuzz.rubbish import FUZZED, files, json_bodies, one_of_all, spoilt, spoilt_book, words

SAMPLES = Path(__file__).parent.parent / "core" / "samples" / "bounces"
MAILBOXES = (
    b"Council;E-mail address;Clerk's name;Role\r\nOlney Town Council;clerk@olney.example;A. Clerk;Clerk\r\n"
    b'Astwood PC;"clerk@astwood.example";"Smith, J";Clerk and RFO\r\n'
)
FUNDS = b"Funder;Programme;Closes;Types\r\nTrust;Greens;31/03/2027 5pm;parish\r\n"
ROUNDS = b'[{"fund_name": "Trees", "round": "R1", "opens": "2027-03-31T09:00:00", "deadline": "2027-03-31T17:00:00"}]'
FLAT_GRANTS = b"Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Name\n1,Trees,GBP,5,2026-01-31,A\n"
GRANTS = (
    b'{"grants": [{"id": "360G-1", "title": "Trees", "currency": "GBP", "amountAwarded": 12.5, '
    b'"awardDate": "2026-02-28", '
    b'"fundingOrganization": [{"name": "Trust"}], "recipientOrganization": [{"name": "Friends"}]}]}'
)
NOWHERE = SimpleNamespace(of=lambda place: None)
LONGEST_SECTION = 20_000  # letters; the form takes no more
CELL = "three-parishes-one-caretaker"
LIBRARY = small_library(None)


def _filled_book():
    """The columns of the template with the example in each sheet."""
    book = Workbook()
    for sheet, columns in spreadsheet.COLUMNS.items():
        page = book.create_sheet(sheet)
        page.append(columns)
        page.append([spreadsheet.EXAMPLE[sheet].get(column) for column in columns])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


BOOK = _filled_book()
WHOLE_IMPORT = 40  # one of so many: it compares with the whole database


def mailbox_lists(data):
    rows = read_list(data.draw(st.one_of(spoilt(MAILBOXES), files)))
    assert all(isinstance(row["address"], str) for row in rows)


def lists_of_areas(data):
    for row in parse_areas(data.draw(st.one_of(spoilt(area_list().encode()), files)), "areas.csv"):
        assert row.code


def lists_of_principals(data):
    for row in parse_principals(data.draw(st.one_of(spoilt(principal_list().encode()), files)), "principals.csv"):
        assert row.code


def letters_that_came(data):
    sample = data.draw(st.sampled_from(sorted(SAMPLES.glob("*.txt")))).read_bytes()[:20_000]
    letter = letters.read(
        data.draw(st.one_of(spoilt(sample), files)), tuple(data.draw(st.lists(one_of_all, max_size=2)))
    )
    if letter is None:
        raise Refused("too deeply nested to be an honest e-mail")
    sorting.sort(letter)
    for text in (letter.subject, letter.sender, letter.text):
        assert "\x00" not in text
        text.encode()
    assert all(isinstance(address, str) for address in letter.recipients)
    letter.everything()


def letters_as_json(data):
    """A door for programs: the words of a ValueError are its answer."""
    try:
        raw, to = unpacked(data.draw(st.one_of(json_bodies, files)))
    except ValueError as error:
        raise Refused(str(error)) from error
    letters.read(raw, tuple(to))


def copies_to_verify(data):
    compare(SimpleUploadedFile("copy.pdf", data.draw(files)), data.draw(one_of_all))


def evidence(data):
    """A file somebody attached: a PDF or a picture, spoilt or not, or anything else."""
    out = io.BytesIO()
    if data.draw(st.booleans()):
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.save(out)
    else:
        Image.new("RGB", (8, 8), "green").save(out, "PNG")
    kept = accepted(SimpleUploadedFile("evidence", data.draw(st.one_of(spoilt(out.getvalue()), files))))
    assert kept.content_type in ("application/pdf", "image/png", "image/jpeg")


def typed_texts(data):
    text = data.draw(one_of_all)[:LONGEST_SECTION]
    assert "<script" not in to_html(text)
    to_plain(text).encode()
    assert normalise(normalise(text)) == normalise(text)
    if words := words_of(text):
        assert "''" not in all_words(words)


odd_values = st.one_of(
    words, st.none(), st.booleans(), st.integers(), st.floats(), st.lists(words, max_size=3),
    st.just([[{}]]), st.just({"a": []}), words.map(lambda text: [text]), words.map(lambda text: [["theme", text]]),
)  # fmt: skip


@st.composite
def odd_libraries(draw):
    """A library of one study in which a few values are what they should not be."""
    rows = deepcopy(LIBRARY)
    for row in draw(st.lists(st.sampled_from(rows), max_size=3)):
        row["fields"][draw(st.sampled_from([*row["fields"], "nonsense"]))] = draw(odd_values)
    if draw(st.integers(0, 9)) == 7:
        draw(st.sampled_from(rows))["model"] = draw(odd_values)
    return "library.json", json.dumps(rows).encode()


@st.composite
def odd_books(draw):
    """A filled spreadsheet in which one part is spoilt, or an odd text stands in a cell."""
    part = draw(st.sampled_from(ZipFile(io.BytesIO(BOOK)).namelist()))
    if draw(st.booleans()):
        content = draw(spoilt(ZipFile(io.BytesIO(BOOK)).read(part)))
        return "library.xlsx", spoilt_book(BOOK, {part: lambda _xml: content})
    text = escape(draw(words)).encode("utf-8", "replace")
    return "library.xlsx", spoilt_book(BOOK, {part: lambda xml: xml.replace(CELL.encode(), text)})


def library_files(data):
    """A file of case studies: what the check lets pass can also be written."""
    name, content = data.draw(
        st.one_of(
            odd_libraries(),
            odd_books(),
            st.tuples(st.sampled_from(["a.json", "a.xlsx"]), files),
            spoilt(json.dumps(LIBRARY).encode()).map(lambda content: ("library.json", content)),
        )
    )
    entries, faults = loading.read_upload(name, content)
    faults += loading.check(entries)
    if faults:
        assert all(fault.words for fault in faults)
        raise Refused("; ".join(str(fault) for fault in faults).encode().decode())
    with transaction.atomic():
        loading.apply(entries)
        transaction.set_rollback(True)


def files_of_opportunities(data):
    """Each row becomes facts or is told with its place."""
    name = data.draw(st.sampled_from(["a.csv", "a.xlsx", "a.json"]))
    samples = st.one_of(spoilt(FUNDS), spoilt(ROUNDS), files, json_bodies)
    rows = opportunity_rows(name, data.draw(samples))
    good, faults = checked(rows[:20])
    assert len(good) + len({fault.place for fault in faults}) == len(rows[:20])
    assert all(fault.words for fault in faults)


def files_of_grants(data):
    """Each grant is kept as facts or left out for a reason; nothing is asked of the database."""
    content = data.draw(st.one_of(spoilt(GRANTS), spoilt(FLAT_GRANTS), files, json_bodies))
    with NamedTemporaryFile(suffix=data.draw(st.sampled_from([".json", ".csv", ".xlsx"]))) as file:
        file.write(content)
        file.flush()
        for grant in grants_of(Path(file.name)):
            read = read_grant(grant, NOWHERE)
            assert (read.outcome == "read") is bool(read.facts)


READERS = (
    mailbox_lists, lists_of_areas, lists_of_principals, letters_that_came, letters_as_json, copies_to_verify,
    typed_texts, evidence, library_files, files_of_opportunities,
    files_of_grants,
)  # fmt: skip
SAYS_NO = (Refused, SourceError)


@pytest.fixture
def lists(tmp_path):
    """Two files to be overwritten by each whole import."""
    return tmp_path / "principals.csv", tmp_path / "areas.csv"


def rows():
    """How many rows there are of everything; a dry run writes and takes back, so writes cannot be counted."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.app_label in LAYERS}


def test_whatever_is_read_it_is_understood_or_refused(tried, lists):
    @FUZZED
    @given(st.data())
    def try_one(data):
        reader = data.draw(st.sampled_from(READERS))
        try:
            reader(data)
            tried["read"] += 1
        except SAYS_NO as refusal:
            tried["refused" if str(refusal).strip() else "refused without a word"] += 1
        if data.draw(st.integers(1, WHOLE_IMPORT)) == 7:  # not 1, which hypothesis likes
            whole_import(data, tried, *lists)
            tried["whole imports"] += 1

    before = rows()
    try_one()
    assert rows() == before
    assert tried["read"]
    assert tried["refused"]
    assert not tried["refused without a word"]


def whole_import(data, tried, principals, areas):
    """A dry run with spoilt lists: a report or a refusal."""
    principals.write_bytes(data.draw(spoilt(principal_list().encode())))
    areas.write_bytes(data.draw(spoilt(area_list().encode())))
    try:
        import_councils(principals=principals, parishes=areas, dry_run=True, allow_fewer=True, by=SYSTEM)
    except SAYS_NO:
        tried["imports refused"] += 1
