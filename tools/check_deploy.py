"""Django's own check of the production settings, with the variables a deployment would set."""

import os
import secrets
import sys

from tools.processes import run
from tools.servers import ROOT

VARIABLES = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "ALLOWED_HOSTS": "portal.example.org",
    "SITE_URL": "https://portal.example.org",
    "DATABASE_URL": "postgres://nobody@localhost:1/none",  # nothing is opened
    "REDIS_URL": "redis://localhost:1/0",
    "EMAIL_URL": "smtp://localhost:1",
}


def main() -> int:
    """Run the check; any warning fails it."""
    env = os.environ | VARIABLES | {"SECRET_KEY": secrets.token_urlsafe(50)}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return run(command, env=env, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
