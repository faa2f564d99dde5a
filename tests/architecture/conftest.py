"""The world of the access matrix, for every file that walks through the whole portal."""

import pytest
from django.db import connection, transaction

from tests.architecture.matrix_world import World


def pytest_collection_modifyitems(items):
    """Tests in one world run in one parallel worker, one after the other, so that it is made once."""
    for item in items:
        if "tests/architecture/" in str(item.path) and "world" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("world"))


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Everybody and their records, made once: each test runs in a savepoint of this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        connection.check_constraints()  # here, or the end of every test would check all of it again
        yield made
        transaction.set_rollback(True)
