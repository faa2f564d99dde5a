"""What was written, by PostgreSQL's own count: even a row written and rolled back is seen; and how it is taken back."""

from contextlib import contextmanager

from django.core.cache import caches
from django.db import connection, transaction

SESSION = "django_session"  # renewed by every request
COUNT = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE relname <> %s"


def written():
    """How many rows of each table were inserted, updated or deleted in the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [SESSION])
        return dict(cursor.fetchall())


def changed_since(before):
    """The tables with writes since `before`."""
    return {table for table, count in written().items() if count != before.get(table, 0)}


@contextmanager
def taken_back():
    """What is written inside is taken back, and the caches forget it: several attempts in one test, each the first."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for each in caches.all():
            each.clear()
