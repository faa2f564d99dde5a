"""Case studies in a spreadsheet: the template to fill in, and reading what was filled in."""

import io
import zlib
from datetime import date, datetime
from itertools import islice
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from casestudies.loading.entries import Fault, read_rows
from casestudies.models import Chapter, Source, Term

MOST_ROWS = 5_000  # filled ones of a sheet
LAST_ROW = 1_048_576  # of any spreadsheet; a damaged file may speak of more
UNREADABLE = (
    BadZipFile, InvalidFileException, zlib.error, OSError, EOFError, SyntaxError,  # no archive, or broken XML in it
    LookupError, ValueError, TypeError, AttributeError, RuntimeError, ArithmeticError,  # XML that is no spreadsheet
)  # fmt: skip
STUDIES, PARTIES, FIGURES = "Case studies", "Parties", "Figures"
TAXONOMIES = {"themes": "theme", "structures": "structure", "sizes": "size", "partners": "partner"}
COLUMNS = {
    STUDIES: (
        "slug", "kind", "title", "did", "structure", "money", "outcome", "lesson", "credit", "keywords", "chapters",
        *TAXONOMIES, "source", "source_place", "as_at", "happened", "superseded", "superseded_note",
    ),
    PARTIES: ("study", "position", "name", "role", "council", "council_type", "note"),
    FIGURES: ("study", "position", "label", "value", "text", "unit"),
}  # fmt: skip
MODELS = {STUDIES: "casestudies.casestudy", PARTIES: "casestudies.party", FIGURES: "casestudies.figure"}
SEVERAL = {"chapters"}  # written with commas between
KEYS = {"source", "study", "council"}  # one natural key
NUMBERS = {"position"}
YES = {"yes", "y", "true", "1", "ja", "ie"}


def read_spreadsheet(name, content):
    """The entries of a filled-in template, and what keeps it from being read."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        filled = {sheet: _filled(book[sheet]) for sheet in COLUMNS if sheet in book.sheetnames}
    except UNREADABLE:
        return [], [Fault(name, "", "", _("This is no spreadsheet that can be read. Save it as .xlsx."))]
    rows, faults = [], []
    for sheet, (heads, lines) in filled.items():
        found, wrong = _read_sheet(name, sheet, heads, lines)
        rows += found
        faults += wrong
    if not rows and not faults:
        faults.append(Fault(name, "", "", _("There is nothing in the sheets of the template")))
    entries, wrong = read_rows(name, rows)
    return entries, faults + wrong


def _filled(cells):
    """The first row of a sheet, and its filled rows below with their numbers: one more than may be, at most."""
    rows = cells.iter_rows(values_only=True, max_row=LAST_ROW)
    heads = [str(head or "").strip() for head in next(rows, ())]
    filled = ((number, row) for number, row in enumerate(rows, start=2) if any(v not in (None, "") for v in row))
    return heads, list(islice(filled, MOST_ROWS + 1))


def _read_sheet(name, sheet, heads, lines):
    """The filled rows of one sheet as a fixture has them; its first row names the columns."""
    unknown = [head for head in heads if head and head not in COLUMNS[sheet]]
    place = _("sheet %(sheet)s") % {"sheet": sheet}
    faults = [Fault(name, place, head[:40], _("There is no such column in the template")) for head in unknown]
    if len(lines) > MOST_ROWS:
        words = _("The sheet has more than %(most)s rows. Split it into several files.") % {"most": f"{MOST_ROWS:,}"}
        faults.append(Fault(name, place, "", words))
    found = []
    for number, row in lines[:MOST_ROWS]:
        cells_of = {head: value for head, value in zip(heads, row, strict=False) if head in COLUMNS[sheet]}
        if any(value not in (None, "") for value in cells_of.values()):
            where = _("sheet %(sheet)s, row %(row)s") % {"sheet": sheet, "row": number}
            found.append({"model": MODELS[sheet], "place": where, "fields": fields_of(cells_of)})
    return found, faults


def fields_of(cells):
    """The cells of one row as a fixture has them; blank cells are left out."""
    texts = {name: as_text(value) for name, value in cells.items()}
    fields = {name: _value(name, text) for name, text in texts.items() if text and name not in TAXONOMIES}
    if TAXONOMIES.keys() & texts.keys():
        named = [(TAXONOMIES[name], text) for name, text in texts.items() if name in TAXONOMIES]
        fields["terms"] = [[taxonomy, word] for taxonomy, text in named for word in _words(text)]
    return fields


def _value(name, text):
    """One filled cell in the form of its field."""
    if name in SEVERAL:
        return [[word] for word in _words(text)]
    if name in KEYS:
        return [text]
    if name in NUMBERS:
        return int(text) if text.isdecimal() and len(text) < 5 else text
    return text.casefold() in YES if name == "superseded" else text


def as_text(value):
    """A cell as a person reads it: 2018-05-31, 12, 12.5, text without blanks around it."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _words(text):
    return [word.strip() for word in text.replace(";", ",").split(",") if word.strip()]


EXAMPLE = {
    STUDIES: {
        "slug": "three-parishes-one-caretaker", "kind": "study", "title": "Three parishes, one caretaker",
        "did": "What was done", "lesson": "What others can learn", "chapters": "B8, C10", "themes": "cluster",
        "as_at": "2026-01-31", "superseded": "no",
    },
    PARTIES: {"study": "three-parishes-one-caretaker", "position": "1", "name": "Example Parish Council",
              "role": "local", "council": "the ONS code, or empty", "council_type": "parish"},
    FIGURES: {"study": "three-parishes-one-caretaker", "position": "1", "label": "Parishes", "value": "3",
              "unit": "parishes"},
}  # fmt: skip


def template():
    """The spreadsheet to fill in: three sheets with their columns, and one that explains them."""
    book = Workbook()
    book.remove(book.active)
    for sheet, columns in COLUMNS.items():
        page = book.create_sheet(sheet)
        page.append(columns)
        page.freeze_panes = "B2"
        for cell in page[1]:
            cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="12372F")
            page.column_dimensions[cell.column_letter].width = 40 if cell.value in LONG else 18
    _explain(book.create_sheet("Explanation"))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


LONG = {"title", "did", "structure", "money", "outcome", "lesson", "name", "label"}


def _explain(page):
    """What each column takes, with an example, and the words that may stand in it."""
    page.append((_("Sheet"), _("Column"), _("Example")))
    for sheet, columns in COLUMNS.items():
        for column in columns:
            page.append((sheet, column, EXAMPLE[sheet].get(column, "")))
    page.append(())
    page.append((_("Words that may stand in a column"), "", ""))
    for chapter in Chapter.objects.order_by("number"):
        page.append(("chapters", chapter.code, chapter.title))
    for source in Source.objects.order_by("slug"):
        page.append(("source", source.slug, source.title))
    columns = {taxonomy: column for column, taxonomy in TAXONOMIES.items()}
    for term in Term.objects.order_by("taxonomy", "position"):
        page.append((columns[term.taxonomy], term.slug, term.name))
    for letter, width in (("A", 30), ("B", 30), ("C", 60)):
        page.column_dimensions[letter].width = width
    for cell in page[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(vertical="top")
