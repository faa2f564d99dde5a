"""360Giving data as spreadsheets: titles of columns name where a value belongs, as in “Funding Org:0:Name”."""

import csv
from contextlib import closing
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from casestudies.loading.spreadsheet import UNREADABLE
from core.exceptions import Refused
from core.words import normalise

LONGEST_CELL = 1024 * 1024  # letters
COLUMNS = {  # what the standard calls a column, without the number that may stand in it
    "identifier": ("id",),
    "title": ("title",),
    "description": ("description",),
    "currency": ("currency",),
    "amount awarded": ("amountAwarded",),
    "award date": ("awardDate",),
    "funding org name": ("fundingOrganization", "name"),
    "recipient org name": ("recipientOrganization", "name"),
    "recipient org identifier": ("recipientOrganization", "id"),
    "recipient ind name": ("recipientIndividual", "name"),
    "recipient ind identifier": ("recipientIndividual", "id"),
    "recipient individual name": ("recipientIndividual", "name"),
    "recipient individual identifier": ("recipientIndividual", "id"),
    "grant programme title": ("grantProgramme", "title"),
    "beneficiary location name": ("beneficiaryLocation", "name"),
    "beneficiary location geographic code": ("beneficiaryLocation", "geoCode"),
    "beneficiary location geo code": ("beneficiaryLocation", "geoCode"),
}
NEEDED = {("id",), ("amountAwarded",), ("awardDate",)}


def grants_of_csv(path):
    """Each row as a grant of the standard."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        try:
            yield from _grants(csv.reader(file))
        except csv.Error:
            raise Refused(_("The file could not be read as CSV. Fetch it again."), field="file") from None


def grants_of_spreadsheet(path):
    """The same of the first sheet of a spreadsheet, row by row."""
    try:
        with path.open("rb") as file, closing(load_workbook(file, read_only=True, data_only=True)) as book:
            rows = book.worksheets[0].iter_rows(values_only=True)
            yield from _grants([_cell(value) for value in row] for row in rows)
    except UNREADABLE:
        raise Refused(_("This is no spreadsheet that can be read. Save it as .xlsx."), field="file") from None


def _grants(rows):
    rows = iter(rows)
    places = [_place(title) for title in next(rows, ())]
    if not set(places) >= NEEDED:
        words = _("The first row does not name the columns of the 360Giving standard, such as “Identifier”.")
        raise Refused(words, field="file")
    for row in rows:
        grant = {}
        for place, value in zip(places, row, strict=False):
            if place and value not in ("", None):
                _put(grant, place, value)
        if grant:
            yield grant


def _place(title):
    """Where a column belongs, or None; only the first of several places and organisations is kept."""
    parts = [part.strip() for part in str(title or "").split(":")]
    if any(part.isdecimal() and int(part) for part in parts):
        return None
    return COLUMNS.get(normalise(" ".join(part for part in parts if not part.isdecimal())))


def _put(grant, place, value):
    if len(place) == 1:
        grant.setdefault(place[0], value)
    else:
        grant.setdefault(place[0], [{}])[0].setdefault(place[1], value)


def _cell(value):
    """A day as the standard writes it, a whole number without “.0”."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else ("" if value is None else str(value))
