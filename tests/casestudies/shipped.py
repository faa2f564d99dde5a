"""The shipped library as its files have it, without Django."""

import csv
import gzip
import json
from functools import cache

from tests.architecture.source import ROOT

FIXTURES = ROOT / "fixtures"
FILES = sorted((FIXTURES / "library").glob("*.json"))


@cache
def rows(model):
    """The fields of every entry of one model, in the order of the files."""
    entries = [entry for path in FILES for entry in json.loads(path.read_text(encoding="utf-8"))]
    return [entry["fields"] for entry in entries if entry["model"] == f"casestudies.{model}"]


def studies(kind):
    return [row for row in rows("casestudy") if row["kind"] == kind]


def parts(model, slug):
    """The parties or figures of one study."""
    return [row for row in rows(model) if row["study"] == [slug]]


@cache
def councils():
    """Code to row: principal councils of today and abolished ones, and parish areas."""
    found = {}
    for name, code in (("principal_councils", "gss_code"), ("parishes_2025", "gss_code")):
        with gzip.open(FIXTURES / "reference" / f"{name}.csv.gz", "rt", encoding="utf-8-sig", newline="") as file:
            found |= {row[code]: row for row in csv.DictReader(file)}
    return found


@cache
def source_numbers():
    """Slug to the place in our notes on the sources, and every number that stands there."""
    path = ROOT / "tests" / "casestudies" / "source_numbers.json"
    return json.loads(path.read_text(encoding="utf-8"))


def strings(fields):
    """Every text of one entry that a person reads, with the name of its field."""
    for name, value in fields.items():
        if isinstance(value, str) and name not in {"slug", "value", "as_at", "url", "council_type", "role"}:
            yield name, value
