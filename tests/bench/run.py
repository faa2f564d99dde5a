"""All figures: prepare the databases, measure, print, write docs/performance.md; a missed budget ends with 1.

    python -m tools.servers -- python -m tests.bench [pages register searches imports prints digests]

With parts named, only those are measured and nothing is written.
"""

import csv
import gzip
import re
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from core.policies import SYSTEM
from councils.actions import AREAS_FILE, import_councils
from tests.bench import digests, imports, pages, prints, register, report, searches
from tests.bench.measure import connected_to

PARTS = {
    "searches": ("Search by name", searches.rows),
    "pages": ("Pages", pages.rows),
    "register": ("Register of partnerships", register.rows),
    "imports": ("Import of all councils", imports.rows),
    "prints": ("PDF", prints.rows),
    "digests": ("Funding e-mails", digests.rows),
}
HUNDRED = 100
FOUND = re.compile(r"\bSt\.? M|Waltham")  # what tests/bench/pages.py searches for


def main(wanted):
    """Measure the parts wanted, or all."""
    prepare()
    done = []
    for part, (heading, rows) in PARTS.items():
        if not wanted or part in wanted:
            say(f"\n{heading}\n")
            done.append((heading, [shown(row) for row in rows()]))
    if not wanted:
        report.write(done)
    missed = [row.subject for _heading, rows in done for row in rows if not row.kept]
    say(f"\nMissed: {', '.join(missed)}\n" if missed else "\nEvery budget is kept.\n")
    return 1 if missed else 0


def say(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def shown(row):
    say(report.line(row))
    return row


def prepare():
    """Three databases: without councils, with a hundred, with the nation."""
    say("Preparing the databases\n")
    call_command("migrate", verbosity=0)
    for name in (settings.EMPTY["NAME"], settings.SMALL["NAME"]):
        _copy_database(name)
    with connected_to(settings.SMALL), tempfile.TemporaryDirectory() as folder:
        import_councils(by=SYSTEM, parishes=_hundred(Path(folder)), allow_fewer=True)
    call_command("grow_demo", national=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _copy_database(name):
    usual = connection.settings_dict["NAME"]
    connection.close()
    with connected_to({"NAME": "postgres"}) as other, other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{usual}"')


def _hundred(folder):
    """A list of a hundred areas, among them all that the searches find."""
    with gzip.open(AREAS_FILE, "rt", encoding="utf-8-sig", newline="") as file:
        areas = list(csv.DictReader(file))
    asked = [a for a in areas if FOUND.search(a["name"])]
    asked += [a for a in areas if not FOUND.search(a["name"])]
    path = folder / "hundred.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, areas[0].keys())
        writer.writeheader()
        writer.writerows(asked[:HUNDRED])
    return path
