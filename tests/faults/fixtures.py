"""The portal that tests of faults share, and what must be true when one of them ends."""

import io
import sys

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections

from core.models import AuditEvent, OutgoingEmail
from core.work import PortalTask
from tests.faults.stand import Stand, wait_until

PLACE = ("HOST", "PORT", "NAME", "USER", "PASSWORD")
RUNNING = []  # one for all folders whose conftest takes these fixtures


@pytest.fixture(scope="session")
def running_stand():
    """Started by the first test that asks for it, stopped when all are done."""
    if not RUNNING:
        RUNNING.append(Stand())
        try:
            RUNNING[0].start()
        except BaseException:
            RUNNING.pop().stop()
            raise
    yield RUNNING[0]
    while RUNNING:
        RUNNING.pop().stop()


@pytest.fixture
def stand(running_stand, django_db_blocker, monkeypatch):
    """The portal; what this process itself reads and writes goes to its database, and to no broker."""
    connection = connections["default"]
    usual = dict(connection.settings_dict)
    connection.close()
    with running_stand.asking() as cursor:
        there = cursor.connection.get_dsn_parameters()
    place = {"HOST": "127.0.0.1", "PORT": there["port"], "NAME": there["dbname"], "USER": there["user"]}
    password = {"PASSWORD": running_stand.server.password_file.read_text()}
    monkeypatch.setattr(PortalTask, "away_until", float("inf"))  # the sweeps find what this process does
    with django_db_blocker.unblock():
        connection.settings_dict.update(place | password)
        ContentType.objects.clear_cache()  # each database numbers them in its own way
        try:
            yield running_stand
        finally:
            sys.stdout.write(running_stand.last_words())  # shown when the test fails
            running_stand.smtp.open.set()
            running_stand.smtp.hang_up = 0
            connection.close()
            connection.settings_dict.update({name: usual[name] for name in PLACE})
            ContentType.objects.clear_cache()


@pytest.fixture
def sound(stand, capsys):
    """`sound(fault, under_way, checked)`: wait until nothing is left to do, check everything, and say what was done."""

    def check(fault, under_way, checked):
        connections["default"].close()
        wait_until(lambda: not OutgoingEmail.objects.due().exists(), "all mail that is due")
        wait_until(lambda: not AuditEvent.objects.unsealed().exists(), "every event sealed")
        out = io.StringIO()
        try:
            call_command("check_invariants", stdout=out)
        except SystemExit:
            pytest.fail(out.getvalue())
        lines = (fault, f"    under way: {under_way}", f"    afterwards: {checked}; check_invariants finds nothing")
        with capsys.disabled():
            sys.stdout.write("\n" + "\n".join(lines))

    return check
