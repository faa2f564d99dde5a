"""What a migration may not do while the code before it still serves people; docs/running.md says the rule in words.

Old and new code run side by side during every upgrade. A migration that breaks the old one, or that locks a table
people are using, is cut into steps. One that cannot be says why it is safe in `safe_because`.
"""

from django.contrib.postgres import operations as postgres
from django.db import migrations, models
from django.db.models import NOT_PROVIDED

REASON = "safe_because"
SHORTEST_REASON = 20  # characters: "it is fine" is no reason
CAREFUL = (postgres.AddIndexConcurrently, postgres.AddConstraintNotValid)
ALWAYS = {
    migrations.RemoveField: "removes a column that old code still reads",
    migrations.DeleteModel: "removes a table that old code still reads",
    migrations.RenameField: "renames a column under old code",
    migrations.RenameModel: "renames a table under old code",
    migrations.AlterModelTable: "renames a table under old code",
    migrations.AddIndex: "locks the table while the index is built: AddIndexConcurrently with atomic = False",
    migrations.AddConstraint: "locks the table while every row is checked: AddConstraintNotValid, then"
    " ValidateConstraint",
    migrations.AlterUniqueTogether: "locks the table while every row is checked",
    migrations.RunPython: "cannot be undone: name a reverse, or migrations.RunPython.noop",
    migrations.RunSQL: "does what this check cannot read",
}
SCHEMA = (
    migrations.operations.models.ModelOperation,
    migrations.operations.fields.FieldOperation,
    migrations.operations.models.IndexOperation,
)
WIDER = [  # a field may become one further to the right in its line
    ("CharField", "TextField"),
    ("SlugField", "CharField", "TextField"),
    ("EmailField", "CharField", "TextField"),
    ("URLField", "CharField", "TextField"),
    ("PositiveSmallIntegerField", "PositiveIntegerField", "PositiveBigIntegerField"),
    ("SmallIntegerField", "IntegerField", "BigIntegerField"),
]


def dangers(migration, state):
    """Everything dangerous in a migration, in words; `state` is the project before it."""
    if len(getattr(migration, REASON, "")) >= SHORTEST_REASON:
        return []
    state, new_models, found = state.clone(), set(), []
    operations = list(_of_database(migration.operations))
    for operation in migration.operations:
        for each in _of_database([operation]):
            found += [f"{each.describe()}: {words}" for words in _of(each, migration.app_label, state, new_models)]
        operation.state_forwards(migration.app_label, state)
        if isinstance(operation, migrations.CreateModel):
            new_models.add(operation.name_lower)
    runs = any(isinstance(each, migrations.RunPython) for each in operations)
    if runs and any(isinstance(each, SCHEMA) for each in operations):
        found.append("changes tables and fills them in one transaction: the tables are locked while it fills")
    return found


def _of_database(operations):
    """What reaches the database: of separated operations only that half."""
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _of_database(operation.database_operations)
        else:
            yield operation


def _of(operation, app, state, new_models):
    """The dangers of one operation."""
    table = getattr(operation, "model_name_lower", None) or getattr(operation, "model_name", "").lower()
    if table in new_models:
        return []  # nobody uses it yet
    if isinstance(operation, migrations.AddField):
        return _of_new_field(operation.field)
    if isinstance(operation, migrations.AlterField):
        return _of_changed_field(state.models[app, table].fields[operation.name], operation.field)
    if isinstance(operation, CAREFUL) or (isinstance(operation, migrations.RunPython) and operation.reverse_code):
        return []
    return [words for kind, words in ALWAYS.items() if isinstance(operation, kind)]


def _of_new_field(field):
    """A new column that old code does not know and therefore does not fill."""
    if field.many_to_many:
        return
    if not field.null and field.db_default is NOT_PROVIDED and not getattr(field, "generated", False):
        yield "must be filled, and old code does not know it: make it nullable, or give it a db_default"
    if getattr(field, "generated", False):
        yield "writes the whole table anew under a lock"
    if field.unique or field.db_index:
        yield "locks the table while the index is built: add the column first, the index concurrently"


def _of_changed_field(old, new):
    """A column into which old code may write what no longer fits."""
    if old.null and not new.null:
        yield "refuses what old code may leave empty, and checks every row under a lock"
    before, after = type(old).__name__, type(new).__name__
    if before != after and not any(before in line and after in line[line.index(before) :] for line in WIDER):
        yield f"turns a {before} into a {after} under old code"
    for size in ("max_length", "max_digits", "decimal_places"):
        was, will_be = getattr(old, size, None), getattr(new, size, None)
        if will_be is not None and (was is None or will_be < was) and before == after:
            yield f"has a smaller {size}"
    indexed = (new.unique and not old.unique) or (new.db_index and not old.db_index)
    if indexed and not isinstance(new, models.ManyToManyField):
        yield "locks the table while the index is built"
