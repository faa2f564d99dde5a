"""The world of the access matrix, for every file that walks through the whole portal."""

import pytest
from django.db import transaction

from tests.architecture.matrix_world import World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody and their records, made once a file: each test runs in a savepoint of this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)
