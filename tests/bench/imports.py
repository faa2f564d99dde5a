"""The import of all councils beside a COPY of the same rows, and beside that of nothing new."""

import io
import statistics

from django.conf import settings
from django.db import connection, transaction

from core.policies import SYSTEM
from councils.actions import import_councils
from councils.models import Council, ParishArea, ParishAreaCode, Profile, Succession
from tests.bench.measure import RUNS, Row, connected_to, seconds

TABLES = [
    model._meta.db_table
    for model in (Council, Council.parents.through, ParishArea, ParishArea.councils.through, ParishAreaCode, Profile,
                  Succession)
]  # fmt: skip
FIRST, AGAIN = 8, 3


def rows():
    """One after the other, five times: COPY into bare tables, COPY into the portal's own, import, import again."""
    with connected_to(settings.EMPTY):
        texts = _texts()
        runs = [_once(texts) for _ in range(RUNS)]
    bare, keys, own, first, again = (statistics.median(column) for column in zip(*runs, strict=True))
    words = f"{first:.2f} s, COPY {bare:.2f} s"
    yield Row("import of all areas to a COPY of the same rows", words, first / bare, most=FIRST)
    yield Row("nothing changed, to the same COPY", f"{again:.2f} s, COPY {bare:.2f} s", again / bare, most=AGAIN)
    yield Row("import to a COPY without indexes", f"{first:.2f} s, COPY {keys:.2f} s", first / keys)
    yield Row("import to a COPY into the portal's tables", f"{first:.2f} s, COPY {own:.2f} s", first / own)


def _texts():
    """Every table's columns and rows, as an import leaves them."""
    with transaction.atomic(), connection.cursor() as cursor:
        import_councils(by=SYSTEM)
        found = {table: _dump(cursor, table) for table in TABLES}
        transaction.set_rollback(True)
    return found


def _dump(cursor, table):
    cursor.execute(
        "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns"
        " WHERE table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    [(columns,)] = cursor.fetchall()
    text = io.StringIO()
    cursor.cursor.copy_expert(f"COPY (SELECT {columns} FROM {table} ORDER BY id) TO STDOUT", text)  # noqa: S608
    return columns, text.getvalue()


def _once(texts):
    return (
        _copied(texts, "bench_", "INCLUDING GENERATED INCLUDING INDEXES"),
        _copied(texts, "bench_", "INCLUDING GENERATED"),
        _copied(texts, ""),
        *_imported(),
    )


def _copied(texts, prefix, like=None):
    """Seconds of COPY into tables of that shape, or into the portal's own with its keys and triggers."""
    with transaction.atomic(), connection.cursor() as cursor:
        if like:
            for table in texts:
                cursor.execute(f"CREATE TABLE {prefix}{table} (LIKE {table} {like})")

        def work():
            for table, (columns, text) in texts.items():
                cursor.cursor.copy_expert(f"COPY {prefix}{table} ({columns}) FROM STDIN", io.StringIO(text))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

        took = seconds(work)
        transaction.set_rollback(True)
    return took


def _imported():
    """Seconds of a first load with history and audit, and of the same lists once more."""
    with transaction.atomic(), connection.cursor() as cursor:

        def first():
            assert import_councils(by=SYSTEM).changes
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the commit would check

        took = seconds(first)
        again = seconds(lambda: import_councils(by=SYSTEM))
        transaction.set_rollback(True)
    return took, again
