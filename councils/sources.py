"""Reading published lists: whatever year, encoding or column order, or a clear refusal.

Pure: bytes in, rows out. Nothing here knows the database.
"""

import csv
import gzip
import io
import re
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

UTF8_READ_AS_CP1252 = re.compile(r"Ã[\x80-\xbf¡-ÿ]|â€|Å[µ·]")
HEADER_WITHIN = 30  # junk rows (title, licence, blank) that may stand above the column names
AREA_CODE = re.compile(r"^(E04|W04|E43|W43)\d{6}$")
PRINCIPAL_CODE = re.compile(r"^[EW](06|07|08|09|10)\d{6}$")
DELIMITERS = ",;\t"

AREA_COLUMNS = {
    "code": r"gss_code|PAR(NCP|ISH)?\d\dCD|COM\d\dCD",
    "name": r"name|PAR(NCP|ISH)?\d\dNM|COM\d\dNM",
    "name_cy": r"name_cy|PAR(NCP|ISH)?\d\dNMW|COM\d\dNMW",
    "parent_code": r"parent_gss|LAD\d\dCD",
    "county_code": r"county_gss|CTY\d\dCD",
    "parent_2019_code": r"parent_2019_gss",
    "parent_2019_name": r"parent_2019_name",
    "parent_method": r"parent_method",
}
PRINCIPAL_COLUMNS = {
    "code": r"gss_code|LAD\d\dCD",
    "letters": r"code",
    "name": r"official_name|LAD\d\dNM",
    "short_name": r"nice_name",
    "nation": r"nation",
    "region": r"region",
    "type": r"type",
    "county_code": r"county_gss",
    "started_on": r"start_date",
    "ended_on": r"end_date",
    "replaced_by": r"replaced_by_gss",
    "population": r"pop_2020",
}


class SourceError(Exception):
    """A file cannot be trusted: says which file, which row and why. Nothing of it is used."""

    def __init__(self, file, reason, row=None):
        self.file, self.row, self.reason = file, row, reason
        where = _("%(file)s, row %(row)s") % {"file": file, "row": row} if row else file
        super().__init__(f"{where}: {reason}")


@dataclass(frozen=True)
class PrincipalRow:
    """One principal council as published."""

    row: int
    code: str
    letters: str
    name: str
    short_name: str
    nation: str
    region: str
    type: str
    county_code: str
    started_on: date | None
    ended_on: date | None
    replaced_by: tuple[str, ...]
    population: int | None


@dataclass(frozen=True)
class AreaRow:
    """One area as published; `parent_code` None means that the file does not say."""

    row: int
    code: str
    name: str
    name_cy: str
    parent_code: str | None
    county_code: str
    parent_2019_code: str
    parent_2019_name: str
    parent_method: str


def read_bytes(path):
    """The content of a file, unpacked if its name ends in .gz."""
    path = Path(path)
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except FileNotFoundError:
        raise SourceError(path.name, _("there is no such file")) from None
    except (EOFError, OSError, zlib.error) as error:
        raise SourceError(path.name, _("cannot be unpacked; it is damaged or cut off (%s)") % error) from error


def decode(content, file):
    """Text from UTF-8 (with or without BOM), UTF-16 or Windows-1252; mixed or cut-off text is refused."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decode_strictly(content, "utf-16", file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            row = content.count(b"\n") + 1
            raise SourceError(file, _("the file ends in the middle of a letter: it was cut off"), row) from error
    text = _decode_strictly(content, "cp1252", file)
    muddled = UTF8_READ_AS_CP1252.search(text)
    if muddled:
        row = text.count("\n", 0, muddled.start()) + 1
        raise SourceError(file, _("the text mixes two encodings (UTF-8 and Windows-1252)"), row)
    return text


def _decode_strictly(content, encoding, file):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise SourceError(file, _("this is not text in any encoding we know"), row) from error


def _records(text, file, delimiter):
    """(row number, cells) of every line; a quote left open means that the file was cut off."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 1
    try:
        for cells in reader:
            yield row, [" ".join(cell.split()) for cell in cells]
            row = reader.line_num + 1
    except csv.Error as error:
        reason = _("the row is broken or the file was cut off here (%s)") % error
        raise SourceError(file, reason, row) from error


def _columns(cells, patterns):
    """Which column holds what; of two columns for one meaning the newest year wins."""
    found = {}
    for key, pattern in patterns.items():
        matches = [i for i, cell in enumerate(cells) if re.fullmatch(pattern, cell, re.IGNORECASE)]
        if matches:
            found[key] = max(matches, key=lambda i: cells[i].upper())
    return found


def _find_header(text, file, patterns, required):
    """The first row that names the required columns: (row number, delimiter, columns, number of cells)."""
    closest = []
    for delimiter in DELIMITERS:
        for row, cells in _records_until(text, file, delimiter):
            columns = _columns(cells, patterns)
            if required <= columns.keys():
                return row, delimiter, columns, len(cells)
            if len(columns) > len(_columns(closest, patterns)) or (not closest and len(cells) > 1):
                closest = cells
    missing = sorted(required - _columns(closest, patterns).keys())
    wanted = "; ".join(f"{key} ({patterns[key]})" for key in missing)
    reason = _("no row names the columns needed. Missing: %(wanted)s. Found: %(found)s")
    raise SourceError(file, reason % {"wanted": wanted, "found": ", ".join(closest[:20]) or _("nothing")})


def _records_until(text, file, delimiter):
    """The first rows only; a file that is not CSV at all may break here, which the caller reports better."""
    head = "".join(text.splitlines(keepends=True)[:HEADER_WITHIN])
    try:
        yield from _records(head, file, delimiter)
    except SourceError:
        return


def table(content, file, patterns, required):
    """(row number, {meaning: text}) of every data row; each row must have as many cells as the header."""
    text = decode(content, file)
    if "\x00" in text:
        raise SourceError(
            file,
            _("the file holds zero bytes; it is not a CSV file"),
            text[: text.index("\x00")].count("\n") + 1,
        )
    header_row, delimiter, columns, width = _find_header(text, file, patterns, required)
    rows = []
    for row, cells in _records(text, file, delimiter):
        if row <= header_row or not any(cells):
            continue
        if len(cells) != width:
            raise SourceError(file, _wrong_width(len(cells), width), row)
        rows.append((row, {key: cells[index] for key, index in columns.items()}))
    if not rows:
        raise SourceError(file, _("the file has column names and no rows"))
    return rows


def _wrong_width(found, expected):
    reason = _("%(found)s cells where the column names have %(expected)s; the file may have been cut off here")
    return reason % {"found": found, "expected": expected}


def _only_once(rows, file):
    """Refuse a code that stands in two rows."""
    seen = {}
    for row in rows:
        if row.code in seen:
            reason = _("code %(code)s stands in row %(first)s already") % {
                "code": row.code,
                "first": seen[row.code],
            }
            raise SourceError(file, reason, row.row)
        seen[row.code] = row.row
    return rows


def parse_areas(content, file):
    """Every area of a list of parishes and communities."""
    rows = table(content, file, AREA_COLUMNS, {"code", "name"})
    return _only_once([_area(number, cells, file) for number, cells in rows], file)


def _area(number, cells, file):
    code, name = cells["code"].upper(), cells["name"]
    if not AREA_CODE.match(code):
        raise SourceError(file, _("“%s” is not the code of a parish or community (E04… or W04…)") % code, number)
    if not name:
        raise SourceError(file, _("the area %s has no name") % code, number)
    for key in ("parent_code", "parent_2019_code"):
        if cells.get(key) and not PRINCIPAL_CODE.match(cells[key].upper()):
            raise SourceError(file, _("“%s” is not the code of a principal council") % cells[key], number)
    parent = cells.get("parent_code")
    return AreaRow(
        row=number,
        code=code,
        name=name,
        name_cy=cells.get("name_cy", ""),
        parent_code=parent if parent is None else parent.upper(),
        county_code=cells.get("county_code", "").upper(),
        parent_2019_code=cells.get("parent_2019_code", "").upper(),
        parent_2019_name=cells.get("parent_2019_name", ""),
        parent_method=cells.get("parent_method", "ons-lookup" if parent else ""),
    )


def parse_principals(content, file):
    """Every principal council, current and abolished."""
    rows = table(content, file, PRINCIPAL_COLUMNS, {"code", "name", "type", "nation"})
    return _only_once([_principal(number, cells, file) for number, cells in rows], file)


def _principal(number, cells, file):
    code, name = cells["code"].upper(), cells["name"]
    if not PRINCIPAL_CODE.match(code):
        raise SourceError(file, _("“%s” is not the code of a principal council") % code, number)
    if not name:
        raise SourceError(file, _("the council %s has no name") % code, number)
    return PrincipalRow(
        row=number,
        code=code,
        letters=cells.get("letters", ""),
        name=name,
        short_name=cells.get("short_name", "") or name,
        nation=cells["nation"],
        region=cells.get("region", ""),
        type=cells["type"],
        county_code=cells.get("county_code", "").upper(),
        started_on=_day(cells.get("started_on", ""), file, number),
        ended_on=_day(cells.get("ended_on", ""), file, number),
        replaced_by=tuple(filter(None, re.split(r"[,;\s]+", cells.get("replaced_by", "").upper()))),
        population=_count(cells.get("population", ""), file, number),
    )


def _day(text, file, number):
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise SourceError(file, _("“%s” is not a date such as 2023-04-01") % text, number) from None


def _count(text, file, number):
    """A whole number; spreadsheets write 64187 as 64187.0."""
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}(\.0+)?", text):
        raise SourceError(file, _("“%s” is not a whole number") % text, number)
    return int(text.split(".")[0])
