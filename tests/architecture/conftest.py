"""The world of the access matrix, for every file that walks through the whole portal."""

import pytest

from tests.architecture.matrix_world import one_world


def pytest_collection_modifyitems(items):
    """Tests in one world run in one parallel worker, one after the other, so that it is made once."""
    for item in items:
        if "tests/architecture/" in str(item.path) and "world" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("world"))


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Made once for all tests of this folder. No other folder may import it: it would never end there."""
    with one_world(django_db_blocker) as made:
        yield made
