"""Opportunities from files: read, checked by the rules of the form, compared with what is there."""

from funding.importing.comparing import Found, compared
from funding.importing.reading import COLUMNS, EXAMPLE, LARGEST_FILE, read_rows
from funding.importing.rows import Fault, checked

__all__ = ["COLUMNS", "EXAMPLE", "LARGEST_FILE", "Fault", "Found", "checked", "compared", "read_rows"]
