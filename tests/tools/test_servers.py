"""The launcher: what it starts is usable, and nothing of it outlives the run, however the run ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from tools.processes import LaunchError
from tools.servers import ROOT, postgres_programs

LAUNCH = [sys.executable, "-m", "tools.servers", "--"]
SHOW = "import json, os; print(json.dumps(dict(os.environ)), flush=True)"
WAIT = "import subprocess, sys; subprocess.run(['sleep', '600'])"
VARIABLES = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "MAIL_DIR")


def processes_with(mark: str) -> list[str]:
    """Return the command lines of live processes whose environment or arguments carry this mark."""
    found = []
    for directory in Path("/proc").glob("[0-9]*"):
        try:
            words = (directory / "environ").read_bytes() + (directory / "cmdline").read_bytes()
        except OSError:
            continue  # gone meanwhile
        if mark.encode() in words:
            found.append((directory / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def wait_until_gone(mark: str, seconds: float = 10) -> list[str] | bool:
    """Give processes, and the removal of their directory, a moment; return what is left."""
    end = time.monotonic() + seconds
    while (left := processes_with(mark) or Path(mark).exists()) and time.monotonic() < end:
        time.sleep(0.1)
    return left or []


def launch(*command, env):
    """Run a command among servers to its end."""
    return subprocess.run([*LAUNCH, *command], env=env, cwd=ROOT, capture_output=True, text=True)


@pytest.fixture
def bare_environment():
    """The environment without the servers of this test run."""
    return {name: value for name, value in os.environ.items() if name not in VARIABLES}


@pytest.fixture
def launched(bare_environment):
    """A launcher among whose servers a command waits; with the mark all its processes carry."""
    argv = [*LAUNCH, sys.executable, "-c", f"{SHOW}; {WAIT}"]
    with subprocess.Popen(argv, env=bare_environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as launcher:
        environment = json.loads(launcher.stdout.readline())
        yield launcher, str(Path(environment["MAIL_DIR"]).parent)
        launcher.kill()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_leaves_no_process_behind(launched, number):
    launcher, mark = launched
    assert len(processes_with(mark)) >= 4  # PostgreSQL, Valkey, mail, the command

    launcher.send_signal(number)

    launcher.wait(20)
    assert wait_until_gone(mark) == []


@pytest.mark.slow
def test_killing_the_inner_process_leaves_no_process_behind(launched):
    launcher, mark = launched
    inner = Path(f"/proc/{launcher.pid}/task/{launcher.pid}/children").read_text().split()

    os.kill(int(inner[0]), signal.SIGKILL)

    assert launcher.wait(20) == 128 + signal.SIGKILL
    assert processes_with(mark) == []  # its directory is cleared by the next run


def test_what_the_command_leaves_running_is_ended(bare_environment):
    leave = f"{SHOW}; import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)"

    done = launch(sys.executable, "-c", leave, env=bare_environment)

    mark = str(Path(json.loads(done.stdout)["MAIL_DIR"]).parent)
    assert done.returncode == 0
    assert wait_until_gone(mark) == []


def test_given_addresses_are_respected():
    given = dict.fromkeys(VARIABLES[:3], "given")

    done = launch(sys.executable, "-c", SHOW, env=os.environ | given)

    assert given.items() <= json.loads(done.stdout).items()


def test_the_status_of_the_command_is_passed_on():
    given = dict.fromkeys(VARIABLES[:3], "given")

    done = launch("sh", "-c", "exit 7", env=os.environ | given)

    assert done.returncode == 7


def test_a_missing_program_is_named():
    with pytest.raises(LaunchError, match="No initdb in /nowhere"):
        postgres_programs("/nowhere")


@pytest.mark.parametrize("extension", ["btree_gist", "pg_trgm", "unaccent"])
def test_the_extensions_can_be_created(extension):
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute(f'CREATE EXTENSION IF NOT EXISTS "{extension}"')
    connection.close()
