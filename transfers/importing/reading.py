"""A CSV file of land and building assets -> rows of text. Pure."""

import csv
import io

from django.utils.translation import gettext as _

from accounts.mailbox_list import decode
from core.exceptions import Refused
from core.text import without_controls

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_ROWS = 30_000
HEADING_WITHIN = 20  # junk rows that may stand above the names of the columns
EXAMPLE = {
    "OrganisationLabel": "Milton Keynes City Council", "OrganisationURI": "", "EffectiveDate": "2026-04-01",
    "UPRN": "100080000001", "AssetCode": "A-0001", "PropertyName": "Green Lane Pavilion", "StreetNumber": "1",
    "StreetName": "Green Lane", "PostTown": "Olney", "PostCode": "MK46 4AA", "CoordinateReferenceSystem": "WGS84",
    "GeoX": "-0.7011", "GeoY": "52.1532", "TenureType": "Freehold", "TenureDetail": "Owner Occupied",
    "OtherDetail": "Sports pavilion", "HoldingType": "Land/Buildings", "BuildingSize": "240", "LandArea": "1.2",
    "EnergyRating": "D",
}  # fmt: skip
COLUMNS = tuple(EXAMPLE)
BY_WORD = {name.casefold(): name for name in COLUMNS} | {"postaltown": "PostTown", "propertyreference": "AssetCode"}
NEEDED = {"AssetCode", "PropertyName"}


def read_rows(content):
    """[(number of the row, {column: text})]; Refused with a sentence for the reader if it is no such file."""
    if len(content) > LARGEST_FILE:
        raise Refused(_("The file is larger than 20 MB. Take out the columns that the register does not use."))
    text = decode(content)
    if "\x00" in text or text.startswith("PK\x03\x04"):
        raise Refused(_("This is not a CSV file. In your spreadsheet choose “Save as”, then “CSV”."))
    divider = max(",;\t", key="".join(text.splitlines(keepends=True)[:HEADING_WITHIN]).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error:
        raise Refused(_("Line %(line)s of the file could not be read.") % {"line": reader.line_num}) from None
    rows = list(_below_heading(lines))
    if len(rows) > MOST_ROWS:
        raise Refused(_("The file has more than %(most)s rows.") % {"most": f"{MOST_ROWS:,}"})
    if not rows:
        raise Refused(_("The file has no rows."))
    return rows


def _below_heading(lines):
    """The rows under the one that names the columns; columns that the Code does not know are passed over."""
    headings = [[_column(cell) for cell in cells] for _number, cells in lines[:HEADING_WITHIN]]
    at = next((at for at, names in enumerate(headings) if set(names) >= NEEDED), None)
    if at is None:
        raise Refused(_("No line of the file names the columns “AssetCode” and “PropertyName”."))
    names = headings[at]
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        raise Refused(_("The column “%(name)s” stands in the file twice.") % {"name": twice[0]})
    for number, row in lines[at + 1 :]:
        texts = {name: _clean(text) for name, text in zip(names, row, strict=False) if name}
        if any(texts.values()):
            yield number, texts


def _clean(text):
    return " ".join(without_controls(text).split())


def _column(cell):
    """The column a heading means, or ""."""
    return BY_WORD.get("".join(letter for letter in cell.casefold() if letter.isalnum()), "")
