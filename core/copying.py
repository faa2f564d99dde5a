"""Writing many rows at once by PostgreSQL's COPY: new ones directly, changes by a temporary table and one UPDATE.

Triggers, constraints and foreign keys work as for any other write; only Django's work for each row is left out. For
imports and the demonstration's data; a person's action writes its few rows through the models. COPY passes by what
Django hangs on its statements, so field history written by it names no actor.
"""

import io
import json

from django.db import connection, models

NULL = r"\N"
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
TEMPORARY = "copied_rows"
# Each of our triggers asks which triggers to leave out. Where nobody has ever said, that question fails inside, and a
# caught failure for every row costs a hundred times the row: so say that none is left out.
LEAVE_NO_TRIGGER_OUT = """
    SELECT set_config('pgtrigger.ignore', COALESCE(NULLIF(current_setting('pgtrigger.ignore', true), ''), '{}'), true)
"""


def new_ids(model, count):
    """That many fresh primary keys, in ascending order."""
    sql = """SELECT nextval(name) FROM (SELECT pg_get_serial_sequence(%s, %s) AS name OFFSET 0) AS sequence,
             generate_series(1, %s)"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [model._meta.db_table, model._meta.pk.column, count])
        return [pk for (pk,) in cursor.fetchall()]


def insert_rows(model, names, rows):
    """Insert rows: tuples in the order of `names`, the attribute names of fields.

    Fields that are not named get their default, one for all rows; the primary key is the database's or one of
    `new_ids()`.
    """
    named = _fields(model, names)
    others = {f: f.get_default() for f in _stored(model) if f.attname not in names and not _left_to_database(f)}
    ending = "".join(f"\t{_encoder(field)(value)}" for field, value in others.items())
    with connection.cursor() as cursor:
        _copy(cursor, model._meta.db_table, [*named, *others], _lines(named, rows, ending))


def update_rows(model, names, rows):
    """Update rows by their primary key, which is the first of `names`; returns how many."""
    fields = _fields(model, names)
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(fields[0].column)
    changes = ", ".join(f"{quote(f.column)} = new.{quote(f.column)}" for f in fields[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {TEMPORARY} AS SELECT {_columns(fields)} FROM {table} WHERE false"  # noqa: S608
        )
        _copy(cursor, TEMPORARY, fields, _lines(fields, rows))
        cursor.execute(f"UPDATE {table} SET {changes} FROM {TEMPORARY} new WHERE {table}.{key} = new.{key}")  # noqa: S608
        changed = cursor.rowcount
        cursor.execute(f"DROP TABLE {TEMPORARY}")
    return changed


def update_records(model, names, records):
    """The same for records with attributes."""
    names = ("id", *names)
    return update_rows(model, names, ([getattr(record, name) for name in names] for record in records))


def analyse(*models):
    """Count anew what these tables hold; without it a trigger may read a whole table for every row that follows."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _stored(model):
    return [field for field in model._meta.concrete_fields if not field.generated]


def _left_to_database(field):
    return field.primary_key or (field.db_default is not models.NOT_PROVIDED and not field.has_default())


def _fields(model, names):
    by_name = {field.attname: field for field in _stored(model)}
    return [by_name[name] for name in names]


def _columns(fields):
    return ", ".join(connection.ops.quote_name(field.column) for field in fields)


def _lines(fields, rows, ending=""):
    """The rows as COPY reads them; `ending` closes each line."""
    encoders = [_encoder(field) for field in fields]
    lines = io.StringIO()
    for row in rows:
        cells = [encode(value) for encode, value in zip(encoders, row, strict=True)]
        lines.write("\t".join(cells) + ending + "\n")
    lines.seek(0)
    return lines


def _copy(cursor, table, fields, lines):
    cursor.execute(LEAVE_NO_TRIGGER_OUT)
    with connection.wrap_database_errors:
        cursor.cursor.copy_expert(f"COPY {connection.ops.quote_name(table)} ({_columns(fields)}) FROM STDIN", lines)


def _encoder(field):
    """How COPY wants the values of a field written."""
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.BinaryField):
        return _binary
    if field.get_internal_type() == "ArrayField":
        return _array
    if isinstance(field, models.CharField | models.TextField):
        return _text
    return _plain


def _plain(value):
    """Numbers, truths, days, moments and UUIDs."""
    return NULL if value is None else str(value)


def _text(value):
    if value is None:
        return NULL
    plain = "\\" not in value and "\n" not in value and "\t" not in value and "\r" not in value
    return value if plain else value.translate(ESCAPES)  # nearly every text is plain, and translating it slow


def _json(value):
    return NULL if value is None else json.dumps(value, ensure_ascii=False).translate(ESCAPES)


def _binary(value):
    return NULL if value is None else f"\\\\x{bytes(value).hex()}"


def _array(values):
    """A list of numbers or texts."""
    return f"{{{','.join(_quoted(v) if isinstance(v, str) else str(v) for v in values)}}}".translate(ESCAPES)


def _quoted(text):
    inside = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'
