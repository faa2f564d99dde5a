"""Loading the library: read, check everything, compare, then apply whole or not at all."""

from casestudies.loading.checking import check
from casestudies.loading.entries import LARGEST_FILE, Entry, Fault, FaultsFound, read_files, read_json
from casestudies.loading.spreadsheet import read_spreadsheet, template
from casestudies.loading.writing import Report, apply, compare

__all__ = [
    "LARGEST_FILE",
    "Entry",
    "Fault",
    "FaultsFound",
    "Report",
    "apply",
    "check",
    "compare",
    "read_files",
    "read_json",
    "read_spreadsheet",
    "read_upload",
    "template",
]


def read_upload(name, content):
    """The entries and faults of an uploaded file: a spreadsheet by its ending, else a fixture file."""
    return read_spreadsheet(name, content) if name.lower().endswith(".xlsx") else read_json(name, content)
