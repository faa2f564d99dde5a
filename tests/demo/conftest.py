"""The demonstration inside the tests: its settings, and a small part of the published lists."""

import csv
import gzip
import io
from importlib import import_module

import pytest
from django.conf import settings as project
from django.core.management import call_command

PLACES = {"Milton Keynes", "Warwickshire", "Stratford-on-Avon", "North Warwickshire", "Rugby", "Warwick",
          "Buckinghamshire", "Birmingham", "Wyre Forest", "Worcestershire", "Trafford"}  # fmt: skip
# of the register of partnerships and of named officers; of their areas only the one that takes part
PARTNERS = {"Northumberland", "Cornwall", "North Somerset",
            "North Yorkshire", "Selby", "West Oxfordshire", "Oxfordshire", "Cotswold", "Cheltenham",
            "Forest of Dean", "Gloucestershire", "South Norfolk", "Norfolk",
            "Ashford", "Kent", "Winchester", "Hampshire"}  # fmt: skip
# Choppington, Falmouth; the parishes of the clusters: of their areas the only ones
ALONE = {"E04010842", "E04013058", "E04004863", "E04004859", "E04004844", "E04012793", "E04004653", "E04004687",
         "E04004665", "E04004690"}  # fmt: skip


@pytest.fixture
def demo(settings, tmp_path):
    """What config.settings.demo sets; the app can be imported from here on."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo.demo_urls"
    settings.MAIL_DIR = str(tmp_path / "mail")
    return settings


def part_of(name, wanted, folder):
    """The rows of a published list that `wanted` picks, as a file of its own."""
    content = gzip.decompress((project.FIXTURES_DIR / "reference" / f"{name}.csv.gz").read_bytes())
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    file = folder / f"{name}.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(row for row in rows if wanted(row))
    return file


@pytest.fixture
def load(demo, db, tmp_path):
    """`load_demo` on the councils of its story alone."""
    home = part_of("principal_councils", lambda row: row["nice_name"] in PLACES, tmp_path)
    codes = {line.split(",")[1] for line in home.read_text(encoding="utf-8").splitlines()}
    principals = part_of("principal_councils", lambda row: row["nice_name"] in PLACES | PARTNERS, tmp_path)
    parishes = part_of("parishes_2025", lambda row: row["parent_gss"] in codes or row["gss_code"] in ALONE, tmp_path)
    command = import_module("demo.management.commands.load_demo").Command

    def run():
        call_command(command(), principals=principals, parishes=parishes, allow_fewer=True, verbosity=0)

    return run
