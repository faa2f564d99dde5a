"""Gives every test run real servers, and every parallel worker a part of them to itself.

Loaded by `-p` in pyproject.toml, since settings read the addresses before any conftest.py is.
"""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools.processes import LaunchError
from tools.servers import Mail, servers, start_patiently

VARIABLES = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")
CLEANUP = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    """Start what is missing, so that plain `pytest` works; workers inherit it from the first process."""
    try:
        worker = os.environ.get("PYTEST_XDIST_WORKER")
        if worker:
            keep_apart(int(worker.removeprefix("gw")))
        elif not all(os.environ.get(name) for name in VARIABLES):
            os.environ.update(CLEANUP.enter_context(servers()).environment)
        return (yield)
    except LaunchError as error:
        raise pytest.UsageError(f"{error}\nRun the tests by `make test`: it installs what they need.") from error
    except BaseException:
        CLEANUP.close()  # pytest_unconfigure is not reached
        raise


def keep_apart(number: int) -> None:
    """Give a worker its own broker and cache database, queue, key prefix and mailbox.

    pytest-django gives it a database of its own.
    """
    address = urlsplit(os.environ["REDIS_URL"])
    first = int(address.path.strip("/") or 0)
    os.environ["REDIS_URL"] = address._replace(path=f"/{first + number + 1}").geturl()
    os.environ["CACHE_PREFIX"] = os.environ["CELERY_QUEUE"] = f"test-{number}"
    if os.environ.get("MAIL_DIR"):  # our own mail server, not one from outside
        directory = CLEANUP.enter_context(tempfile.TemporaryDirectory(prefix="mail-"))
        (Path(directory) / "log").mkdir()
        mail = Mail(Path(directory))
        CLEANUP.callback(start_patiently(mail).stop)
        os.environ.update(mail.environment)


def pytest_configure(config):
    """Name the marks that the launcher's tests and the shorter run use."""
    config.addinivalue_line("markers", "slow: takes more than a few seconds")
    config.addinivalue_line("markers", "faults: kills, pauses and empties what the portal runs on (`make faults`)")
    config.addinivalue_line("markers", "fuzz: thousands of made-up inputs; FUZZ=5000 tries more")


def pytest_unconfigure():
    """Stop what this process started."""
    CLEANUP.close()
