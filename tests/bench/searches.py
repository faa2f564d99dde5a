"""Search by name in SQL: the time PostgreSQL itself takes, and whether everything is found."""

import re
import statistics

from django.db import connection
from django.test.utils import CaptureQueriesContext

from councils.models import Council
from tests.bench.measure import RUNS, Row

MOST = 3  # milliseconds
SAINTS = 77  # councils whose name begins "St M"
TYPED = {
    "bishops waltham": "Bishops Waltham",
    "bishop's waltham": "Bishops Waltham",
    "bishp waltham": "Bishops Waltham",
    "st m": "St",
}


def rows():
    for text, begins in TYPED.items():
        found = list(Council.objects.search(text)[:50])
        fits = bool(found) and found[0].name.replace("’", "").replace("'", "").startswith(begins)
        yield Row(f"search “{text}” in SQL", f"first {found[0].name if found else 'nothing'}", _took(text), most=MOST,
                  unit="ms")  # fmt: skip
        yield Row(f"search “{text}” finds", "as expected" if fits else "not what is expected", fits, least=1, unit="")
    saints = Council.objects.search("st m").count()
    yield Row("search “st m” finds all", f"{saints} councils", saints, least=SAINTS, unit="councils")


def _took(text):
    """The time of all statements of the search's first page, as EXPLAIN ANALYZE counts it."""
    with CaptureQueriesContext(connection) as seen:
        list(Council.objects.for_list().search(text)[:50])
    statements = [query["sql"] for query in seen]
    return statistics.median(sum(map(_explained, statements)) for _ in range(RUNS))


def _explained(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ANALYZE {statement}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    return float(re.search(r"Execution Time: ([\d.]+) ms", plan).group(1))
