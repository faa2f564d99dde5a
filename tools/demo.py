"""The demo: the portal on this machine with real councils, signed in to as any role.

`make demo` starts it; what people type into it stays under .run/demo until `make demo RESET=1`.
"""

import hashlib
import http.client
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.processes import Child, LaunchError, Stopped, guarded, stop_all
from tools.servers import ROOT, RUN, Servers, servers
from tools.stack import beat, choose_port, manage, watch, workers

HOME = Path(os.environ.get("DEMO_HOME") or RUN / "demo")
STATIC = ROOT / "staticfiles" / "staticfiles.json"
READY = """
Common Ground is running, with demonstration data.

    Portal               {address}/
    Sign in as a role:   {address}/demo/
    Mailbox:             {address}/demo/mail/

    Logs                 {logs}

Stop it with Ctrl+C. What you do here is kept; `make demo RESET=1` starts over.
"""


def main() -> int:
    """Run the demo until it is stopped, which is its proper end."""
    try:
        print("Starting PostgreSQL, Valkey and mail", flush=True)
        with servers(keep=HOME, fresh=bool(os.environ.get("RESET"))) as running:
            show(running)
    except Stopped:
        print("\nStopped.", flush=True)
    return 0


def show(running: Servers) -> None:
    """Load the demo, start the portal, say where it is, and watch over it."""
    port = choose_port(int(os.environ.get("PORT") or 8000))
    env = environment(running, port)
    load(running.directory, env)
    logs = running.directory / "log"
    portal = [
        web(port, env, logs / "web.log"),
        *workers(env, logs),
        beat(env, logs / "beat.log"),
    ]
    try:
        for child in portal:
            child.start()
        portal[0].wait_until(lambda: responds(port), seconds=180)
        print(READY.format(address=env["SITE_URL"], logs=logs), flush=True)
        watch([*running.children, *portal])
    finally:
        stop_all(portal)


def environment(running: Servers, port: int) -> dict[str, str]:
    """Return the variables of every process of the demo."""
    mail = os.environ.get("MAIL_DIR", str(running.directory / "mail"))
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "SECRET_KEY": secret_key(running.directory / "secret-key"),
        "SITE_URL": f"http://localhost:{port}",
        "MAIL_DIR": mail,
        "LANG": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        **running.environment,
    }


def secret_key(file: Path) -> str:
    """Return the key of this demo, made once: sessions survive a restart."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def load(home: Path, env: dict[str, str]) -> None:
    """Bring database, static files and demonstration records up to date."""
    with step("Tables"):
        manage("migrate", "--verbosity", "0", env=env)
    with step("Static files"):
        collect_static(home / "static-files", env)
    with step("Councils and demonstration records"):
        manage("load_demo", env=env)


def collect_static(stamp: Path, env: dict[str, str]) -> None:
    """Collect them when one has changed since the last time."""
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    state = "".join(f"{path} {path.stat().st_mtime_ns}\n" for path in files).encode()
    state = hashlib.sha256(state + (ROOT / "requirements" / "base.txt").read_bytes()).hexdigest()
    if STATIC.exists() and stamp.exists() and stamp.read_text() == state:
        return
    manage("collectstatic", "--noinput", "--clear", "--verbosity", "0", env=env)
    stamp.write_text(state)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    print(f"{name} ...", flush=True)
    start = time.monotonic()
    yield
    print(f"{name}: {time.monotonic() - start:.1f} s", flush=True)


def web(port: int, env: dict[str, str], log: Path) -> Child:
    """Describe the web server."""
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--graceful-timeout", "5"]
    options += ["--access-logfile", "-", "--no-control-socket"]  # the socket would lie in the home directory
    argv = [sys.executable, "-m", "gunicorn", "config.wsgi", *options]
    return Child("The web server", argv, env=env, log=log)


def responds(port: int) -> bool:
    """Say whether the portal answers; a page that fails is a reason to stop, not to wait."""
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    try:
        connection.request("GET", "/")
        status = connection.getresponse().status
    except OSError:
        return False
    finally:
        connection.close()
    if status >= 500:
        raise LaunchError(f"The portal answers with status {status}; see web.log.")
    return True


if __name__ == "__main__":
    sys.exit(guarded(main))
