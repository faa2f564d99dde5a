"""Mail under faults: never lost, and at most one for each open connection repeated."""

from collections import Counter

import pytest
from kombu import Queue

from config.celery import app
from core.models import OutgoingEmail
from core.tasks import send_email
from tests.faults.stand import reconnected, wait_until

MANY = 20
AT_ONCE = 2  # connections to the mail server: processes of the worker for mail


@pytest.fixture
def outbox(request):
    """E-mails of one's own that wait, and what has become of them."""
    name = request.node.name.replace("_", "-")[:40]
    return Outbox([f"{name}-{number}@example.org" for number in range(MANY)])


class Outbox:
    def __init__(self, addresses):
        self.addresses = addresses

    def write(self):
        rows = [OutgoingEmail(to=to, kind="faults", subject="S", text="T", html="<p>T</p>") for to in self.addresses]
        return OutgoingEmail.objects.bulk_create(rows)

    @property
    def rows(self):
        return OutgoingEmail.objects.filter(to__in=self.addresses)

    def are_sent(self):
        return self.rows.filter(status=OutgoingEmail.Status.SENT).count() == MANY

    def a_minute_later(self):
        """The wait after a failure is over."""
        past = self.rows.earliest("pk").created_at
        self.rows.filter(status=OutgoingEmail.Status.WAITING).update(next_attempt_at=past)

    def check(self, stand, repeated):
        """Every one was handed over; so many at most twice, none three times."""
        handed_over = Counter(stand.smtp.to(self.addresses))
        assert len(handed_over) == MANY, "mail was lost"
        assert max(handed_over.values()) <= 2, handed_over
        assert sum(handed_over.values()) - MANY <= repeated, handed_over


def test_the_worker_is_killed_while_it_sends(stand, outbox, sound):
    stand.smtp.open.clear()
    outbox.write()
    wait_until(lambda: stand.smtp.holding, "a message handed over and not answered")
    stand.kill(stand.mail)
    stand.smtp.open.set()
    stand.again(stand.mail)
    wait_until(outbox.are_sent, "every e-mail sent")
    outbox.check(stand, repeated=AT_ONCE)
    sound("kill -9 of the worker for mail", f"{MANY} e-mails, handed over and not yet answered",
          f"all arrived, at most {AT_ONCE} twice")  # fmt: skip


def test_the_mail_server_hangs_up_after_data(stand, outbox, sound):
    stand.smtp.hang_up = 5
    outbox.write()
    wait_until(lambda: not stand.smtp.hang_up, "five messages without an answer")
    wait_until(lambda: not outbox.rows.due().exists(), "every e-mail tried")
    assert outbox.rows.filter(status=OutgoingEmail.Status.WAITING, attempts=1).count() == 5
    outbox.a_minute_later()
    wait_until(outbox.are_sent, "every e-mail sent")
    outbox.check(stand, repeated=5)
    sound("the mail server hangs up after DATA, five times", f"sending {MANY} e-mails",
          "all arrived; the five that had no answer twice, with the same Message-ID")  # fmt: skip


def test_valkey_is_flushed_while_mail_is_queued(stand, outbox, sound):
    stand.smtp.open.clear()
    rows = outbox.write()
    with app.connection_for_write(stand.broker_url) as broker:
        for row in rows:
            app.send_task(send_email.name, (row.pk,), connection=broker, queue=Queue("faults"))
    wait_until(lambda: stand.smtp.holding, "a message handed over and not answered")
    stand.flush_valkey()
    stand.smtp.open.set()
    wait_until(outbox.are_sent, "every e-mail sent")
    outbox.check(stand, repeated=0)
    sound("Valkey is flushed", f"{MANY} e-mails queued, some being sent", "all arrived once")


def test_postgresql_crashes_while_mail_is_sent(stand, outbox, sound):
    stand.smtp.open.clear()
    outbox.write()
    wait_until(lambda: stand.smtp.holding, "a message handed over and not answered")
    stand.crash_postgres()
    stand.smtp.open.set()
    reconnected()
    wait_until(outbox.are_sent, "every e-mail sent")
    outbox.check(stand, repeated=AT_ONCE)
    sound("PostgreSQL ends at once and comes back", f"{MANY} e-mails, handed over and not yet answered",
          f"all arrived, at most {AT_ONCE} twice")  # fmt: skip


def test_beat_is_killed_and_the_broker_forgot(stand, outbox, sound):
    stand.kill(stand.beat)
    stand.flush_valkey()
    outbox.write()  # committed, and nobody has been told
    stand.again(stand.beat)
    wait_until(outbox.are_sent, "every e-mail sent")
    outbox.check(stand, repeated=0)
    sound("kill -9 of beat, and Valkey is flushed", f"{MANY} e-mails nobody was told of", "all arrived once")
