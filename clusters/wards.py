"""Which parishes lay in one ward in December 2019, as published: that never changes, so no table holds it.

Codes of parishes that were made since are not in the list, and many a parish fills a ward by itself or shares none.
"""

import csv
import gzip
from functools import lru_cache

from django.conf import settings

FILE = settings.FIXTURES_DIR / "reference" / "parish_wards_2019.csv.gz"
YEAR = 2019


@lru_cache(maxsize=1)
def wards():
    """({code of a parish: codes of its wards}, {code of a ward: codes of its parishes}, {code of a ward: its name})."""
    of_parish, in_ward, names = {}, {}, {}
    with gzip.open(FILE, "rt", encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            parish, ward = row["PAR19CD"], row["WD19CD"]
            of_parish.setdefault(parish, set()).add(ward)
            in_ward.setdefault(ward, set()).add(parish)
            names[ward] = row["WD19NM"]
    return of_parish, in_ward, names
