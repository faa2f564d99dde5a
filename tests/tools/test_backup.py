"""A backup goes into a new server and is the same portal there; what is damaged or in the way is refused."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager

import psycopg2
import pytest

from tools.backup import checksum, notes_of
from tools.servers import ROOT, Postgres, start_patiently, throwaway_directory

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("backup")]
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
TRIGGERS = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
FILL = """
from charters.printing import make_issued_copy, make_meeting_papers
from core.audit import seal_events
from tests.charters.factories import Round
charter = Round().in_force()
make_issued_copy(charter.version.pk)
make_meeting_papers(charter.version.pk)
seal_events()
"""


@contextmanager
def server():
    """A PostgreSQL server of its own; gives the environment that leads to it."""
    with throwaway_directory() as directory:
        (directory / "log").mkdir()
        postgres = Postgres(directory, keep=False, programs=os.environ.get("PG_BIN"))
        child = start_patiently(postgres)
        try:
            yield {**os.environ, **postgres.environment, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
        finally:
            child.stop()


def call(*command, env, text=None):
    return subprocess.run([sys.executable, *command], env=env, cwd=ROOT, capture_output=True, text=True, input=text)


def done(*command, env, text=None):
    result = call(*command, env=env, text=text)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def rows(env, query):
    connection = psycopg2.connect(env["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute(query)
        found = cursor.fetchall()
    connection.close()
    return found


def contents(env):
    """Every row of every table, as one hash for each, and where every sequence stands."""
    digest = "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{}\" t"
    tables = {name: rows(env, digest.format(name)) for (name,) in rows(env, TABLES)}
    return tables, rows(env, "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"), rows(env, TRIGGERS)


@pytest.fixture(scope="module")
def backup(tmp_path_factory):
    """A backup of a portal with a signed charter, and what is in that portal."""
    file = tmp_path_factory.mktemp("backup") / "portal.dump"
    with server() as env:
        done("manage.py", "migrate", "--verbosity", "0", env=env)
        done("manage.py", "shell", "--verbosity", "0", env=env, text=FILL)
        said = done("-m", "tools.backup", "make", str(file), env=env)
        assert checksum(file) in said
        yield file, contents(env)


def test_a_backup_restores_into_a_new_server_and_everything_is_true_there(backup):
    file, before = backup
    with server() as env:
        said = done("-m", "tools.backup", "restore", str(file), env=env)
        assert "Nothing found: everything that was checked is true." in said
        assert contents(env) == before
        assert before[0]["charters_signature"] != before[0]["charters_commitment"]  # there is something in them

        again = call("-m", "tools.backup", "restore", str(file), env=env)
        assert (again.returncode, "tables already" in again.stderr) == (1, True)
        rows(env, "DROP TABLE charters_signature CASCADE; SELECT 1")
        done("-m", "tools.backup", "restore", str(file), "--overwrite", env=env)
        assert contents(env) == before


def test_a_damaged_backup_is_refused(backup, tmp_path):
    file, _before = backup
    copy = tmp_path / "copy.dump"
    copy.write_bytes(file.read_bytes()[:-1] + b"x")
    notes_of(copy).write_text(notes_of(file).read_text())
    result = call("-m", "tools.backup", "restore", str(copy), env=os.environ)
    assert (result.returncode, "its SHA-256 differs" in result.stderr) == (1, True)


def test_a_backup_that_breaks_off_leaves_the_database_as_it_was(backup, tmp_path):
    """The checksum fits, so only the transaction protects what was there."""
    file, _before = backup
    cut = tmp_path / "cut.dump"
    cut.write_bytes(file.read_bytes()[: file.stat().st_size * 9 // 10])
    facts = json.loads(notes_of(file).read_text()) | {"sha256": checksum(cut)}
    notes_of(cut).write_text(json.dumps(facts))
    with server() as env:
        rows(env, "CREATE TABLE precious (id int); INSERT INTO precious VALUES (7) RETURNING id")
        result = call("-m", "tools.backup", "restore", str(cut), "--overwrite", env=env)
        assert (result.returncode, "as it was before" in result.stderr) == (1, True)
        assert rows(env, "SELECT id FROM precious") == [(7,)]


def test_without_an_address_it_says_what_to_set():
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    result = call("-m", "tools.backup", "make", env=env)
    assert (result.returncode, "Set DATABASE_URL" in result.stderr) == (1, True)
