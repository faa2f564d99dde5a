"""What the fuzz tests share: the world of the access matrix, and a line that says how much was tried."""

import logging
from collections import Counter

import pytest

from tests.architecture.matrix_world import one_world
from tests.fuzz.forms import Walk

TOGETHER = {"test_forms", "test_addresses"}  # they share a world that takes half a minute to make


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/fuzz/" in str(item.path):
            item.add_marker(pytest.mark.fuzz)
            item.add_marker(pytest.mark.django_db)
            if item.path.stem in TOGETHER:
                item.add_marker(pytest.mark.xdist_group("fuzz"))


@pytest.fixture(autouse=True)
def _quietly(caplog):
    """Thousands of honest warnings about dishonest letters would hide what matters."""
    caplog.set_level(logging.CRITICAL, logger="flufl.bounce")
    caplog.set_level(logging.CRITICAL, logger="core.inlet.sorting")


@pytest.fixture
def tried(record_property):
    """Counts inputs by what became of them; printed at the end of the run."""
    counts = Counter()
    yield counts
    record_property("tried", ", ".join(f"{count:,} {what}" for what, count in counts.most_common()))


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Everybody and their records, once for all: each test runs in a savepoint of this transaction."""
    with one_world(django_db_blocker) as made:
        yield made


@pytest.fixture(scope="package")
def walk(world, django_db_blocker):
    """Every page opened once; from then on each form is made as its page made it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        yield Walk(world, patch)
