"""A new version is brought in while the old one serves: no migration may break it or lock people out."""

import pytest
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.architecture.dangers import REASON, dangers
from tests.architecture.source import LAYERS

# Before the first release nobody's old code was serving. Nothing is added to this list.
BEFORE_THE_FIRST_RELEASE = {
    "accounts.0001_people_and_invitations",
    "charters.0001_agreements",
    "core.0001_initial",
    "core.0003_long_work",
    "core.0004_outbox_priority_and_secrets",
    "core.0005_incoming_mail_and_addresses",
    "councils.0001_councils_and_areas",
    "councils.0002_profiles_and_imports",
}


def ours():
    loader = MigrationLoader(None)
    for key, migration in sorted(loader.disk_migrations.items()):
        if key[0] in LAYERS:
            yield ".".join(key), migration, loader.project_state(key, at_end=False)


def test_no_migration_breaks_the_code_that_still_serves():
    found = {name: dangers(migration, state) for name, migration, state in ours()}
    assert {name: words for name, words in found.items() if words and name not in BEFORE_THE_FIRST_RELEASE} == {}


def test_the_list_of_the_first_ones_names_what_is_there():
    assert {name for name, _migration, _state in ours()} >= BEFORE_THE_FIRST_RELEASE


def before():
    """A project with one table that is in use."""
    state = ProjectState()
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=50)),
        ("note", models.CharField(max_length=50, null=True)),
        ("size", models.IntegerField()),
    ]
    state.add_model(ModelState("app", "Thing", fields))
    return state


def migration(*operations, **attributes):
    return type("Migration", (migrations.Migration,), {"operations": list(operations), **attributes})("0002", "app")


def nothing(apps, schema_editor):
    """A step that fills rows."""


SIZE = models.Index(fields=["size"], name="by_size")
POSITIVE = models.CheckConstraint(condition=models.Q(size__gte=0), name="size_positive")
NEW = ("Other", [("id", models.BigAutoField(primary_key=True)), ("size", models.IntegerField())])
BAD = {
    "removes a column": [migrations.RemoveField("thing", "note")],
    "removes a table": [migrations.DeleteModel("Thing")],
    "renames a column": [migrations.RenameField("thing", "note", "remark")],
    "renames a table": [migrations.RenameModel("Thing", "Object")],
    "renames a table under": [migrations.AlterModelTable("thing", "things")],
    "must be filled": [migrations.AddField("thing", "extra", models.IntegerField(default=0))],
    "index is built: add the column first": [
        migrations.AddField("thing", "extra", models.IntegerField(null=True, unique=True))
    ],
    "may leave empty": [migrations.AlterField("thing", "note", models.CharField(max_length=50))],
    "smaller max_length": [migrations.AlterField("thing", "name", models.CharField(max_length=20))],
    "into a SmallIntegerField": [migrations.AlterField("thing", "size", models.SmallIntegerField())],
    "AddIndexConcurrently": [migrations.AddIndex("thing", SIZE)],
    "AddConstraintNotValid": [migrations.AddConstraint("thing", POSITIVE)],
    "cannot be undone": [migrations.RunPython(nothing)],
    "in one transaction": [
        migrations.AddField("thing", "extra", models.IntegerField(null=True)),
        migrations.RunPython(nothing, migrations.RunPython.noop),
    ],
    "cannot read": [migrations.RunSQL("DROP TABLE app_thing", migrations.RunSQL.noop)],
    "removes a column that": [
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("thing", "note")])
    ],
}
GOOD = {
    "a column that may stay empty": [migrations.AddField("thing", "extra", models.IntegerField(null=True))],
    "a column the database fills": [migrations.AddField("thing", "extra", models.IntegerField(db_default=0))],
    "a longer text": [migrations.AlterField("thing", "name", models.CharField(max_length=80))],
    "a text without end": [migrations.AlterField("thing", "name", models.TextField())],
    "an index beside people": [AddIndexConcurrently("thing", SIZE)],
    "a rule for new rows only": [AddConstraintNotValid("thing", POSITIVE)],
    "filling alone": [migrations.RunPython(nothing, migrations.RunPython.noop)],
    "a new table with its index": [migrations.CreateModel(*NEW), migrations.AddIndex("other", SIZE)],
    "forgetting a column and leaving it there": [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("thing", "note")])
    ],
}


@pytest.mark.parametrize("words", BAD)
def test_a_dangerous_migration_is_refused(words):
    found = dangers(migration(*BAD[words]), before())
    assert any(words in each for each in found), found


@pytest.mark.parametrize("name", GOOD)
def test_a_step_that_old_code_survives_is_let_pass(name):
    assert dangers(migration(*GOOD[name]), before()) == []


def test_a_reason_lets_a_migration_pass_and_an_excuse_does_not():
    removes = BAD["removes a column"]
    assert dangers(migration(*removes, **{REASON: "No code of the last two releases reads it."}), before()) == []
    assert dangers(migration(*removes, **{REASON: "it is fine"}), before()) != []
