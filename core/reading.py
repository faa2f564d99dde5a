"""While a page is being read nothing may be written."""

import re
from contextlib import contextmanager

from django.db import connection

from core.exceptions import WriteInRead

WRITES = re.compile(r"^\s*(insert|update|delete|truncate|alter|create|drop)\b", re.IGNORECASE)


def _refuse_writes(execute, sql, params, many, context):
    if WRITES.match(str(sql)):
        raise WriteInRead(str(sql)[:200])
    return execute(sql, params, many, context)


@contextmanager
def reads_only():
    """Raise WriteInRead on any statement that writes; link scanners follow every GET."""
    with connection.execute_wrapper(_refuse_writes):
        yield
