"""Files of opportunities -> rows of text: a CSV file, a spreadsheet, or a list of fund rounds as JSON. Pure."""

import csv
import io
import json
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from accounts.mailbox_list import decode
from casestudies.loading.spreadsheet import LAST_ROW, UNREADABLE
from core.exceptions import Refused
from core.text import without_controls

LARGEST_FILE = 5 * 1024 * 1024  # bytes
MOST_ROWS = 2_000
HEADING_WITHIN = 20  # junk rows that may stand above the names of the columns
EXAMPLE = {
    "funder": "Green Trust", "programme": "Village Greens Fund", "round": "Spring 2027",
    "summary": "For greens, trees and play areas", "pays_for": "capital", "smallest_grant": "300",
    "largest_grant": "10,000", "money_in_all": "500,000", "match_percent": "20", "joint_bids": "no",
    "open_to": "councils", "types": "parish; town", "others_may_apply": "charities", "residents_from": "",
    "residents_to": "10,000", "nations": "England", "areas": "Milton Keynes; Kent", "opens": "1 February 2027 9am",
    "closes": "31 March 2027 5pm", "other_days": "7 May 2027: decisions", "themes": "heritage; open-spaces",
    "services": "play; open_spaces", "needs": "outdoors; equipment", "link": "https://example.org/greens",
    "apply_link": "", "contact_email": "greens@example.org", "note": "", "source": "",
}  # fmt: skip
COLUMNS = tuple(EXAMPLE)
NEEDED = {"funder", "programme"}
OTHER_NAMES = {
    "round_name": "round",
    "name": "programme",
    "fund": "programme",
    "deadline": "closes",
    "closing": "closes",
    "opening": "opens",
    "description": "summary",
}
GOVERNMENT = "Ministry of Housing, Communities and Local Government"
CROWN = "Facts from a Crown-copyright configuration of the Ministry’s application service (MIT licence)"


def read_rows(name, content):
    """[(place in the file, {column: text})]; Refused with a sentence for the reader if it is no such file."""
    if len(content) > LARGEST_FILE:
        raise Refused(_("The file is larger than 5 MB. Split it into several files."), field="file")
    kind = name.lower().rpartition(".")[2]
    rows = {"json": _of_json, "xlsx": _of_spreadsheet}.get(kind, _of_csv)(content)
    rows = list(islice(rows, MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise Refused(_("The file has more than %(most)s rows.") % {"most": f"{MOST_ROWS:,}"}, field="file")
    if not rows:
        raise Refused(_("The file has no rows."), field="file")
    return rows


def _of_csv(content):
    text = decode(content)
    if "\x00" in text:
        raise Refused(_("This is not a CSV file. In your spreadsheet choose “Save as”, then “CSV”."), field="file")
    divider = max(",;\t", key="".join(text.splitlines(keepends=True)[:HEADING_WITHIN]).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error:
        words = _("Line %(line)s of the file could not be read.") % {"line": reader.line_num}
        raise Refused(words, field="file") from None
    yield from _below_heading(lines)


def _of_spreadsheet(content):
    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        cells = sheet.iter_rows(values_only=True, max_row=LAST_ROW)
        filled = ((number, row) for number, row in enumerate(cells, start=1) if any(v not in (None, "") for v in row))
        lines = [
            (number, [_cell(value) for value in row]) for number, row in islice(filled, MOST_ROWS + HEADING_WITHIN)
        ]
    except UNREADABLE:
        words = _("This is no spreadsheet that can be read. Save it as .xlsx.")
        raise Refused(words, field="file") from None
    yield from _below_heading(lines)


def _cell(value):
    """A moment as "2027-03-31 17:00", a number without ".0", text without blanks around it."""
    if hasattr(value, "hour") and hasattr(value, "year"):
        return f"{value:%Y-%m-%d %H:%M}" if (value.hour, value.minute) != (0, 0) else f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _below_heading(lines):
    """The rows under the one that names the columns, wherever it stands."""
    headings = [[_column(cell) for cell in cells] for _number, cells in lines[:HEADING_WITHIN]]
    at = next((at for at, names in enumerate(headings) if set(names) >= NEEDED), None)
    if at is None:
        raise Refused(_("No line of the file names the columns “funder” and “programme”."), field="file")
    cells, names = lines[at][1], headings[at]
    if unknown := [cell for cell, column in zip(cells, names, strict=True) if cell.strip() and not column]:
        words = _("There is no column “%(name)s” in the template. Take it out, or give it another name.")
        raise Refused(words % {"name": unknown[0].strip()[:60]}, field="file")
    for number, row in lines[at + 1 :]:
        texts = {name: without_controls(text).strip() for name, text in zip(names, row, strict=False) if name}
        if any(texts.values()):
            yield _("row %(row)s") % {"row": number}, texts


def _column(cell):
    """The column a heading means, or ""."""
    word = "_".join(str(cell).casefold().replace("_", " ").replace("-", " ").split())
    word = OTHER_NAMES.get(word, word)
    return word if word in COLUMNS else ""


def _of_json(content):
    """A list of rounds as government publishes them; columns of ours may stand in it, too."""
    try:
        entries = json.loads(content)
    except (ValueError, RecursionError):
        raise Refused(_("This is no JSON file that can be read."), field="file") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Refused(_("The file holds no list of rounds."), field="file")
    for number, entry in enumerate(entries, start=1):
        flat = {key: without_controls(str(value)).strip() for key, value in entry.items() if value not in (None, "")}
        yield _("entry %(number)s") % {"number": number}, _round(flat) if "fund_name" in flat else _ours(flat)


def _ours(flat):
    return {name: flat[name] for name in COLUMNS if name in flat}


def _round(flat):
    """One round of a fund of central government."""
    words = flat.get("round", "")
    if flat.get("funding_type") == "EOI" and "interest" not in words.casefold():
        words = _("%(round)s, expression of interest") % {"round": words}
    invited = flat.get("funding_type") == "UNCOMPETED" or "received an invitation" in flat.get("instructions", "")
    return {
        "funder": GOVERNMENT,
        "programme": flat["fund_name"],
        "round": words,
        "summary": flat.get("description", ""),
        "pays_for": "both",
        "open_to": "invited" if invited else "councils",
        "opens": flat.get("opens", ""),
        "closes": flat.get("deadline", ""),
        "link": flat.get("prospectus", ""),
        "contact_email": flat.get("contact_email", ""),
        "source": CROWN,
        **_ours({name: text for name, text in flat.items() if name not in ("round", "opens")}),
    }
