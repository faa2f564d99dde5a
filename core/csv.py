"""CSV for people who open it in a spreadsheet; docs/exports.md says what every column means."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

# the last four are the wide forms of the first
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
HIDING = "' \u00a0"  # what may stand before it; counting quotes too makes the mark reversible
BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
LICENCE = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right. Local authority data: mySociety, CC BY 4.0."
)
AT_ONCE = 200  # rows written together: one by one a large list takes twice as long


@dataclass(frozen=True)
class Export:
    """How a list is written down: `row(thing)` gives the cells under `columns`, whose names never change.

    `licence` is the last line; empty for lists in which no published data stand.
    """

    name: str
    columns: tuple[str, ...]
    row: Callable
    licence: str = LICENCE

    def response(self, rows):
        """The rows as a download."""
        return csv_response(f"{self.name}.csv", self.columns, map(self.row, rows), self.licence)


def neutral(value):
    """A cell that a spreadsheet will not run as a formula: a quote is put before it. Numbers are no formulas."""
    text = "" if value is None else str(value)
    harmless = isinstance(value, int | float | Decimal) or not text.lstrip(HIDING).startswith(FORMULA_STARTS)
    return text if harmless else f"'{text}"


def moment(at):
    """A moment as it is written in every export: 2026-11-22T09:30:00+00:00, on the clock of the United Kingdom."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def csv_lines(heading, rows, licence=""):
    """The text of the file, some rows at a time; `licence` becomes the last line."""
    buffer = io.StringIO(BOM)
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    writer.writerow(heading)
    for count, row in enumerate(rows, start=1):
        writer.writerow([neutral(cell) for cell in row])
        if count % AT_ONCE == 0:
            yield _taken(buffer)
    if licence:
        writer.writerow([licence])
    yield _taken(buffer)


def _taken(buffer):
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def csv_bytes(heading, rows, licence=""):
    """The whole file, for one that goes into a bundle."""
    return "".join(csv_lines(heading, rows, licence)).encode()


def csv_response(filename, heading, rows, licence=""):
    """A download that is written while it is sent, so that 11,000 rows need no more memory than 200."""
    response = StreamingHttpResponse(csv_lines(heading, rows, licence), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["X-Content-Type-Options"] = "nosniff"
    return response
