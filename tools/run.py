"""Development: servers, migrations, and the portal that reloads itself when code changes (`make run`)."""

import os
import sys

from tools.processes import Child, Stopped, guarded, stop_all
from tools.servers import RUN, Servers, servers
from tools.stack import beat, choose_port, manage, watch, workers


def main() -> int:
    """Run until stopped; the data stay under .run/dev."""
    try:
        with servers(keep=RUN / "dev", fresh=bool(os.environ.get("RESET"))) as running:
            develop(running)
    except Stopped:
        print("\nStopped.", flush=True)
    return 0


def develop(running: Servers) -> None:
    """Start the portal's processes with their output on the terminal."""
    port = choose_port(int(os.environ.get("PORT") or 8000))
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SITE_URL": f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
        **running.environment,
    }
    manage("migrate", "--verbosity", "0", env=env)
    for name, value in running.environment.items():
        print(f"{name}={value}")  # for a shell beside it
    argv = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}"]
    portal = [Child("The web server", argv, env=env), *workers(env, None), beat(env, None)]
    try:
        for child in portal:
            child.start()
        watch([*running.children, *portal])
    finally:
        stop_all(portal)


if __name__ == "__main__":
    sys.exit(guarded(main))
