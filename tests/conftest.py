"""Guards that make the whole suite strict; each says why it is there.

Set elsewhere: warnings are errors, the order is random and the network is blocked (pyproject.toml); every page is
looked at by tests/guards.py; a page that is read may not write (core/reading.py).
"""

import gc
import logging
import os
import shutil

import pytest
from django.core.cache import caches
from django.db import connection
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import sync_playwright

# Playwright keeps an event loop in this thread; Django would refuse to touch the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
from django.utils import translation

# How long one example takes says how busy the machine is, and nothing about the code.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


def pytest_collection_finish():
    """What is loaded by now stays to the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits and cached facts of one test must not reach the next."""
    yield
    for each in caches.all():
        each.clear()


@pytest.fixture(autouse=True)
def _own_language():
    """A language that one test switched on must not reach the next."""
    yield
    translation.deactivate()


@pytest.fixture
def server_errors():
    """Errors that Django logged for a request; a test that provokes one asks for this and clears it."""
    return []


@pytest.fixture(autouse=True)
def _no_server_error(server_errors):
    """A crash that something swallowed, such as a client told not to raise, still fails the test."""
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda entry: server_errors.append(entry.getMessage())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)
    assert server_errors == []


TEMPLATE_LOCK = 0x7E3971A7E
MADE_BY = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker, request):
    """Parallel workers copy one migrated database: half a minute of migrations once in a run, not in each of them.

    The first to come migrates it while the others wait, and marks it with this run when it is whole: what an earlier
    run left on a server that lasts is made anew. The copies are migrated, too, and find nothing left to do.
    """
    run = getattr(request.config, "workerinput", {}).get("testrunuid")
    if not run:
        return
    place = connection.settings_dict
    usual, own = place["NAME"], place["TEST"]["NAME"]
    template = f"test_{usual}_template"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])  # until this connection ends
        cursor.execute(MADE_BY, [template])
        if cursor.fetchone() != (run,):
            place["TEST"]["NAME"] = template
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            place["NAME"], place["TEST"]["NAME"] = usual, own
            cursor.execute(f"COMMENT ON DATABASE {connection.ops.quote_name(template)} IS %s", [run])
    place["TEST"]["TEMPLATE"] = template


END_OTHERS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Ends what still holds the database, or it could not be dropped.

    A browser keeps idle connections to the live server, and behind each stands one to the database; whether the
    browser or the database goes first depends on the order of the tests.
    """
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_OTHERS)


@pytest.fixture(scope="session")
def browser():
    """Debian's chromium, one for all tests: Playwright cannot be started twice. As root it needs --no-sandbox.

    The shell without a window draws the same pages and runs the same scripts for two thirds of the processor's time.
    """
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
        shell = shutil.which("chromium-headless-shell")
        launched = playwright.chromium.launch(executable_path=shell, args=arguments)
        yield launched
        launched.close()


def pytest_terminal_summary(terminalreporter):
    """How much the fuzz tests tried, whichever parallel worker ran them."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name == "tried" and report.when == "teardown":
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {value}")
