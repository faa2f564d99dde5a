"""What the portal knows today, in the form of the published lists: loading it again changes nothing.

An administrator who has only one new list loads it together with the other one as it is.
"""

import csv

from councils.importer.principals import TYPES
from councils.models import Council, ParishArea, Succession

PRINCIPALS_NAME = "principal-councils-as-they-are.csv"
AREAS_NAME = "areas-as-they-are.csv"
PRINCIPAL_HEADING = (
    "code",
    "gss_code",
    "official_name",
    "nice_name",
    "nation",
    "region",
    "type",
    "county_gss",
    "start_date",
    "end_date",
    "replaced_by_gss",
)
AREA_HEADING = ("gss_code", "name", "name_cy", "parent_gss", "county_gss", "parent_method")


def write_principals(folder):
    """Every principal council, those of the past with what replaced them."""
    heirs = {}
    for old, new in Succession.objects.values_list("predecessor", "successor__code").order_by("pk"):
        heirs.setdefault(old, []).append(new)
    words = {kind: text for text, kind in TYPES.items()}
    rows = (
        (c.letter_code, c.code, c.name, c.short_name, c.nation, c.region, words[c.type],
         c.county.code if c.county else "", c.started_on, c.ended_on, " ".join(heirs.get(c.pk, ())))
        for c in Council.objects.principal().exclude(code="").select_related("county").order_by("code")
    )  # fmt: skip
    return _written(folder / PRINCIPALS_NAME, PRINCIPAL_HEADING, rows)


def write_areas(folder):
    """Every area of today with its principal."""
    areas = ParishArea.objects.current().select_related("parent", "county").order_by("code")
    rows = (
        (a.code, a.name, a.name_cy, a.parent.code if a.parent else "", a.county.code if a.county else "",
         a.parent_method)
        for a in areas
    )  # fmt: skip
    return _written(folder / AREAS_NAME, AREA_HEADING, rows)


def _written(path, heading, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return path
