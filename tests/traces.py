"""Looking for traces of a person: in every column of every table, whatever it is packed in."""

import io
import re
import zipfile

from django.contrib.sessions.models import Session
from django.db import connection
from pypdf import PdfReader

COLUMNS = """
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN
        ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'tsvector', 'character', 'inet')
    ORDER BY 1, 2
"""


def everywhere(*traces):
    """{"table.column": texts in which a trace was found}, the letters' case ignored."""
    wanted, found = [trace.lower() for trace in traces], {}
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        columns = cursor.fetchall()
    assert len(columns) > 100, "the tables were not found"
    for table, column, kind in columns:
        hits = [text for text in texts(table, column, kind) if any(trace in text.lower() for trace in wanted)]
        if hits:
            found[f"{table}.{column}"] = hits
    return found


def texts(table, column, kind):
    """What stands in a column, unpacked."""
    cast = "" if kind == "bytea" else "::text"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}"{cast} FROM "{table}" WHERE "{column}" IS NOT NULL')  # noqa: S608
        values = [value for (value,) in cursor.fetchall()]
    if table == "django_session" and column == "session_data":
        return [str(session.get_decoded()) for session in Session.objects.all()]
    if kind == "bytea":
        return [unpacked(bytes(value)) for value in values]
    return values


def unpacked(content):
    """The text of a file: of a PDF as a reader sees it with its title and author, of every file in a ZIP."""
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        pages = " ".join(page.extract_text() for page in reader.pages)
        joined = re.sub(r"\s+", "", pages)
        return f"{pages} {reader.metadata} {joined}"
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(f"{name} {unpacked(packed.read(name))}" for name in packed.namelist())
    return content.decode("utf-8", errors="replace")
