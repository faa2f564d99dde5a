"""Child processes that never outlive their parent, however it ends."""

import contextlib
import ctypes
import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LIBC = ctypes.CDLL(None)
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class LaunchError(Exception):
    """Something a person has to put right; its text says what."""


class ChildDiedError(LaunchError):
    """A process did not come up; another try may help."""


class Stopped(BaseException):
    """A signal asked this process to end; not an Exception, so that nothing swallows it."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


def die_with_parent(number: int, parent: int | None = None) -> Callable[[], None]:
    """Return what a child runs first so that the kernel signals it when its parent is gone."""
    parent = parent or os.getpid()

    def prepare():
        LIBC.prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:  # it went between fork and here, so no signal would come
            os._exit(1)

    return prepare


def stop_on_signals() -> None:
    """Turn the first signal into Stopped and ignore the rest: a second Ctrl+C must not cut the clean-up."""

    def stop(number, _frame):
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    for each in STOP_SIGNALS:
        if not (each == signal.SIGHUP and signal.getsignal(each) == signal.SIG_IGN):  # started by nohup
            signal.signal(each, stop)


def run(argv: Sequence, **options) -> subprocess.CompletedProcess:
    """Run a short command to its end; it dies with us too."""
    argv = [str(part) for part in argv]
    return subprocess.run(argv, preexec_fn=die_with_parent(signal.SIGKILL), check=False, **options)


@dataclass
class Child:
    """One long-running process: how it is started, where its log is, how it is asked to stop."""

    name: str
    argv: Sequence
    log: Path | None = None  # None: the terminal
    env: dict[str, str] | None = None
    user: str | None = None
    stop_signal: int = signal.SIGTERM
    death_signal: int = signal.SIGKILL
    patience: float = 10
    process: subprocess.Popen | None = None
    asked: bool = False

    def start(self) -> None:
        """Start it in a process group of its own: Ctrl+C reaches only us, and we stop things in order."""
        self.asked = False
        output = self.log.open("ab") if self.log else None
        try:
            self.process = subprocess.Popen(
                [str(part) for part in self.argv],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=self.env,
                process_group=0,
                preexec_fn=die_with_parent(self.death_signal),
                **self._identity(),
            )
        finally:
            if output:
                output.close()

    def _identity(self) -> dict:
        return {"user": self.user, "group": _group_of(self.user), "extra_groups": []} if self.user else {}

    @property
    def alive(self) -> bool:
        """Whether it is running."""
        return self.process is not None and self.process.poll() is None

    def ask(self) -> None:
        """Ask it to stop, once: a second signal means "at once" to some."""
        if self.alive and not self.asked:
            self.asked = True
            self.process.send_signal(self.stop_signal)

    def stop(self) -> None:
        """Ask it to stop, wait, then insist with its whole group."""
        if self.process is None:
            return
        if self.alive:
            self.ask()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
        kill_group(self.process.pid)
        self.process.wait()

    def last_lines(self, count: int = 20) -> str:
        """Return the end of its log, for the message that says why it died."""
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

    def start_and_wait(self, ready: Callable[[], bool], seconds: float = 90) -> None:
        """Start it and return once it answers; otherwise leave nothing running."""
        self.start()
        try:
            self.wait_until(ready, seconds)
        except BaseException:
            self.stop()
            raise

    def wait_until(self, ready: Callable[[], bool], seconds: float = 90) -> None:
        """Wait until it answers; raise LaunchError with its log when it dies or stays silent."""
        end = time.monotonic() + seconds
        while not ready():
            if not self.alive or time.monotonic() > end:
                what = "did not answer in time" if self.alive else "ended"
                raise ChildDiedError(f"{self.name} {what}. The end of its log {self.log}:\n{self.last_lines()}")
            time.sleep(0.05)


def stop_all(children: Sequence[Child]) -> None:
    """Ask all of them at once, so that they take as long as the slowest."""
    for child in children:
        child.ask()
    for child in children:
        child.stop()


def _group_of(user: str) -> int:
    return pwd.getpwnam(user).pw_gid


def kill_group(leader: int) -> None:
    """Kill what is left of a process group; gone already is fine."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def guarded(work: Callable[[], int]) -> int:
    """Do the work in a child and clear up after it: kill -9 of either process leaves none of its own behind.

    When the outer one is killed, the inner one is told and ends in good order; when the inner one is,
    the outer one adopts its orphans and ends them.
    """
    outer = os.getpid()
    adopt_strays()
    inner = os.fork()
    if inner == 0:
        die_with_parent(signal.SIGTERM, parent=outer)()
        stop_on_signals()
        adopt_strays()
        return _status_of(work)
    die_with_parent(signal.SIGTERM, parent=os.getppid())()
    _pass_signals_to(inner)
    status = os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1])
    end_strays(grace=3)
    return 128 - status if status < 0 else status


def _status_of(work: Callable[[], int]) -> int:
    try:
        return work()
    except LaunchError as error:
        print(f"\n{error}\n", file=sys.stderr)
        return 1
    except Stopped as stopped:
        return 128 + stopped.number


def _pass_signals_to(inner: int) -> None:
    def pass_on(number, _frame):
        if not sent_by_terminal(number):
            with contextlib.suppress(ProcessLookupError):
                os.kill(inner, number)

    for each in STOP_SIGNALS:
        signal.signal(each, pass_on)


def sent_by_terminal(number: int) -> bool:
    """Say whether this is Ctrl+C, which the terminal sends to our whole process group by itself."""
    return number == signal.SIGINT and sys.stdin is not None and sys.stdin.isatty()


def adopt_strays() -> None:
    """Make orphans of our descendants our own children, so that end_strays() finds them."""
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_strays(keep: Sequence[int] = (), grace: float = 0) -> None:
    """Kill every child but those to keep, again and again: each death may hand us its orphans."""
    start = time.monotonic()
    while (passed := time.monotonic() - start) < grace + 5:
        strays = [pid for pid in children_of(os.getpid()) if pid not in keep]
        if not strays:
            return
        for pid in strays:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                if passed >= grace:
                    os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.02)


def children_of(parent: int) -> list[int]:
    """Return the direct children of a process, from /proc."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found


def free_port() -> int:
    """Return a loopback port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def port_is_free(port: int) -> bool:
    """Say whether a server could listen on this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def answers(port: int, say: bytes = b"") -> bool:
    """Say whether a server on this port replies with anything at all."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            if say:
                connection.sendall(say)
            return bool(connection.recv(1))
    except OSError:
        return False
