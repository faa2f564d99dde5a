"""Work handed to the worker: which queue, who goes first, and what happens when a server is away."""

import time
import zlib

import pytest
from celery.exceptions import Retry
from django.db import OperationalError, connection
from django.test import Client
from redis.exceptions import ConnectionError as ValkeyAway

from config.celery import app
from core.tasks import one_by_one, send_email, sweep_outbox
from core.views import HealthCheck
from core.work import LOCKS, PortalTask
from tests.architecture.source import LAYERS
from tools.processes import free_port


@pytest.fixture(autouse=True)
def _broker_is_well():
    yield
    PortalTask.away_until = 0.0


def queue_of(name):
    return app.amqp.router.route({}, name)["queue"].name


def test_codes_never_wait_behind_documents(settings):
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if name.split(".")[0] in LAYERS}
    fast = {name for name in ours if queue_of(name) == settings.FAST_QUEUE}
    assert fast == set(settings.FAST_TASKS)
    assert {queue_of(name) for name in ours - fast} == {settings.LONG_QUEUE}


def test_a_task_nobody_has_listed_is_long_work(settings):
    assert queue_of("transfers.tasks.count_everything") == settings.LONG_QUEUE


def test_every_task_of_ours_is_a_portal_task():
    app.loader.import_default_modules()
    others = [n for n in app.tasks if n.split(".")[0] in LAYERS and not hasattr(app.tasks[n], "away_until")]
    assert others == []


def test_an_urgent_task_overtakes(settings):
    with app.connection_for_write() as connection, connection.default_channel as channel:
        for queue in (settings.FAST_QUEUE, settings.LONG_QUEUE):
            channel._purge(queue)
        send_email.delay(1)
        send_email.apply_async((2,), priority=0)
        taken = [connection.SimpleQueue(settings.FAST_QUEUE, no_ack=True).get(timeout=5).payload[0] for _ in "12"]
    assert taken == [[2], [1]]


def test_a_broker_that_is_away_is_waited_for_once(caplog):
    """A page that writes hundreds of e-mails must not wait hundreds of times."""
    address = f"redis://127.0.0.1:{free_port()}/0"
    with app.connection_for_write(address) as nobody:
        start = time.monotonic()
        assert [send_email.apply_async((n,), connection=nobody) for n in range(300)] == [None] * 300
    assert time.monotonic() - start < 10
    assert [entry.name for entry in caplog.records].count("core.work") == 1


def test_a_task_tries_again_when_the_database_is_away(monkeypatch):
    def away(pk):
        raise OperationalError("the database system is shutting down")

    monkeypatch.setattr("core.tasks.deliver_in_turn", away)
    send_email.push_request(called_directly=False, retries=0, args=(1,), kwargs={}, delivery_info={})
    monkeypatch.setattr(PortalTask, "apply_async", lambda self, *args, **kwargs: None)
    try:
        with pytest.raises(Retry):
            send_email.run(1)
    finally:
        send_email.pop_request()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"),
    [(OperationalError("gone"), 503), (ValkeyAway("gone"), 503), (RuntimeError("a mistake"), 500)],
)
def test_a_person_is_told_whether_trying_again_helps(error, status, monkeypatch, server_errors):
    def fail(self, request):
        raise error

    monkeypatch.setattr(HealthCheck, "get", fail)
    answer = Client(raise_request_exception=False).get("/healthz")
    assert answer.status_code == status
    assert ("Retry-After" in answer) is (status == 503)
    assert ("try again in a minute" in answer.content.decode()) is (status == 503)
    server_errors.clear()


@pytest.mark.django_db
def test_one_sweep_at_a_time_so_that_codes_find_a_free_worker(monkeypatch):
    """While the mail server is slow, the next minute's sweep must not take the second process."""
    swept = []
    monkeypatch.setattr("core.tasks.one_by_one", lambda keys, work: swept.append(work))
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, zlib.crc32(b"sweep_outbox") - 2**31])
        sweep_outbox()
        assert swept == []
        cursor.execute("SELECT pg_advisory_unlock_all()")  # the server may take a while to notice that we have gone
    other.close()
    sweep_outbox()
    assert len(swept) == 1


def test_a_sweep_ends_when_the_database_is_away_and_not_for_one_bad_row():
    tried = []

    def work(key):
        tried.append(key)
        raise OperationalError("gone") if key == 2 else ValueError("bad row")

    with pytest.raises(OperationalError):
        one_by_one([1, 2, 3], work)
    assert tried == [1, 2]
