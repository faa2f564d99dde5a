"""A whole portal for a person to walk through: web server, worker, mail and a real browser.

The worker is a process of its own on the test's database, so tasks run as they do in production.
"""

import os
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connections

from config.celery import app
from tests.accounts.factories import sign_in
from tests.faults.fixtures import running_stand, sound, stand
from tests.journeys.hands import HANDS, ways_of

__all__ = ["running_stand", "sound", "stand"]  # for the journey of which every part is killed
WIDTH = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    """Journeys commit for real, so those of one file run in one parallel worker, unless it shares out its work."""
    for item in items:
        if "tests/journeys/" in str(item.path):
            share = item.callspec.params.get("share", "") if hasattr(item, "callspec") else ""
            item.add_marker(pytest.mark.django_db(transaction=True))
            if item.get_closest_marker("xdist_group") is None:
                item.add_marker(pytest.mark.xdist_group(f"journeys-{item.path.stem}-{share}"))


def own_environment():
    """For another process that works on the database of this test process."""
    database = connections["default"].settings_dict
    address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    return {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.test"}


@pytest.fixture(scope="module")
def worker(django_db_setup):
    """A Celery worker on the database of this test process; gone before tests that run tasks themselves."""
    command = [sys.executable, "-m", "celery", "-A", "tests.journeys.worker", "worker", "--pool=solo"]
    quietly = ["--loglevel=WARNING", "--without-gossip", "--without-mingle"]
    process = subprocess.Popen([*command, *quietly], env=own_environment())
    yield process
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    process.kill()


UNDER_WAY = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""


QUIET = 3  # looks in a row: between two transactions of one request there is a moment without any


@pytest.fixture(autouse=True)
def _nothing_under_way(transactional_db):
    """The database is emptied after each journey: what the worker or a page still does would block that, or be lost."""
    yield
    until, quiet = time.monotonic() + 20, 0
    with connections["default"].cursor() as cursor:
        while quiet < QUIET and time.monotonic() < until:
            app.control.purge()
            cursor.execute(UNDER_WAY)
            quiet = 0 if cursor.fetchone()[0] else quiet + 1
            time.sleep(0.1)


@pytest.fixture(scope="session", autouse=True)
def _emptied_in_the_end(django_db_setup):
    """A page that came back to life while the tables were emptied: PostgreSQL lets one of the two go, so once more."""
    operations = connections["default"].ops
    empty = operations.execute_sql_flush

    def patiently(statements):
        for attempt in range(5):
            try:
                return empty(statements)
            except OperationalError:
                if attempt == 4:
                    raise
                time.sleep(1)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(operations, "execute_sql_flush", patiently)
        yield


@pytest.fixture
def portal(live_server, settings, worker):
    """The portal's address; e-mails sent from this process name it."""
    settings.SITE_URL = live_server.url
    return live_server.url


def pytest_generate_tests(metafunc):
    """With the keyboard alone, or without JavaScript: the task is the same."""
    own = any("hands" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if "hands" in metafunc.fixturenames and not own:
        metafunc.parametrize("hands", ways_of(metafunc.definition.originalname), indirect=True)


@pytest.fixture
def hands(request):
    """How the person works the page; a journey for the mouse or the phone parametrises this indirectly."""
    return HANDS[request.param]


@pytest.fixture
def open_browser(browser, portal):
    """`open_browser()` is somebody's own browser; nothing the console complains about is let pass."""
    contexts, complaints = [], []

    def start(hand=HANDS["mouse"], **options):
        options = {"viewport": WIDTH, **options}
        context = browser.new_context(
            base_url=portal, java_script_enabled=hand.javascript, accept_downloads=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)  # a machine that is busy with other tests is slow
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return hand(page)

    yield start
    for context in contexts:
        context.close()
    serious = [line for line in complaints if "status of 4" not in line]  # a 404 that a test asks for on purpose
    assert serious == []


@pytest.fixture
def signed_in(open_browser, client, live_server):
    """A browser in which this person is signed in already, for journeys that are not about signing in."""

    def start(person, hand=HANDS["mouse"], **options):
        sign_in(client, person)
        hands_on = open_browser(hand, **options)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        hands_on.page.context.add_cookies(
            [{"name": django_settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        client.cookies.clear()
        return hands_on

    return start
