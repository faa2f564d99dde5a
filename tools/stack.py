"""The portal's processes over running servers: what the demo and development have in common."""

import sys
import time
from collections import Counter
from pathlib import Path

from tools.processes import Child, LaunchError, port_is_free, run
from tools.servers import ROOT

RESTARTS = 3  # of one process; after that something is wrong that a restart does not mend


def choose_port(wanted: int) -> int:
    """Return the wanted port, or the next free one."""
    for port in range(wanted, wanted + 100):
        if port_is_free(port):
            return port
    raise LaunchError(f"No free port from {wanted} on: choose another by PORT=...")


def manage(*arguments: str, env: dict[str, str]) -> None:
    """Run a management command; its output stays on the terminal."""
    done = run([sys.executable, "manage.py", *arguments], env=env, cwd=ROOT)
    if done.returncode:
        raise LaunchError(f"`manage.py {' '.join(arguments)}` failed; the reason is above.")


def celery(name: str, *arguments: str, env: dict[str, str], log: Path | None) -> Child:
    """Describe a Celery process."""
    argv = [sys.executable, "-m", "celery", "-A", "config", *arguments, "--loglevel", "INFO"]
    return Child(name, argv, env=env, log=log)


def workers(env: dict[str, str], logs: Path | None) -> list[Child]:
    """Describe the two workers; a task that one loses when it is killed is given out again.

    Mail has a worker of its own, so hundreds of documents never keep a sign-in code waiting.
    """
    queue = env.get("CELERY_QUEUE", "common-ground")
    return [
        worker("mail", queue, env=env, logs=logs),
        worker("documents", f"{queue}-documents", env=env, logs=logs),
    ]


def worker(what: str, queue: str, *, env: dict[str, str], logs: Path | None) -> Child:
    """Describe a worker that listens to one queue."""
    options = ["--queues", queue, "--hostname", f"{what}@%h", "--concurrency", "2"]
    return celery(f"The worker for {what}", "worker", *options, env=env, log=logs and logs / f"worker-{what}.log")


def beat(env: dict[str, str], log: Path | None) -> Child:
    """Describe the timetable."""
    return celery("The timetable", "beat", "--pidfile", "", env=env, log=log)


def watch(children: list[Child]) -> None:
    """Start again what dies; give up, with the end of its log, on what keeps dying."""
    died = Counter()
    while True:
        for child in children:
            if not child.alive:
                _start_again(child, died)
        time.sleep(0.5)


def _start_again(child: Child, died: Counter) -> None:
    died[child.name] += 1
    if died[child.name] > RESTARTS:
        raise LaunchError(f"{child.name} keeps ending. {child.log or 'Its log'} ends with:\n{child.last_lines()}")
    print(f"{child.name} ended unexpectedly; starting it again.", flush=True)
    child.stop()  # what is left of its group, which may still hold its port
    time.sleep(1)
    child.start()
