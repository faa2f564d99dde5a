"""Funding e-mails to 10,000 readers of 1,000 councils, beside a bare loop that sends the same bytes."""

import json
import os
import smtplib
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

from django.test import override_settings
from django.utils import timezone

from accounts.models import Membership, User
from core.mail.blocks import message_of, moulds_of
from core.models import OutgoingEmail
from core.policies import SYSTEM
from core.roles import Role
from councils.models import Council
from funding.digests.running import send_digests
from funding.models import DigestEdition, DigestRun, Opportunity, Reader, Rhythm, Subscription
from tests.bench.measure import Row

COUNCILS, OF_EACH, FUNDS = 1000, 10, 6
SENDERS = 2  # as many processes as the worker for mail has
ROUNDS = 3  # the first one also reads addresses and templates, which a worker has long had
TEXT = "Money for halls, greens and paths of small councils, with a short form and an answer in a month. " * 6
SENDER = "bench@example.org"


def rows():
    """The whole way as in production, one process writing and two sending, as a multiple of the bare loop's speed."""
    readers()
    with mail_server() as (host, port), override_settings(EMAIL_HOST=host, EMAIL_PORT=port, EMAIL_USE_TLS=False):
        yield from _measured(host, port)


def _measured(host, port):
    """Each round beside a bare loop of its own: both are as slow as the machine is just then. The middle one counts."""
    rounds = [_round(host, port) for _ in range(ROUNDS)]
    share, words, said = sorted(rounds, key=lambda each: each[0])[ROUNDS // 2]
    every = ", ".join(f"{share:.2f}" for share, *_others in rounds)
    speed = Row(f"{COUNCILS * OF_EACH:,} funding e-mails to a bare loop", f"{words}; of {every}", share, least=0.4)
    grown = max(said, key=lambda each: each["late"] - each["early"])
    words = f"from {grown['early']:.1f} to {grown['late']:.1f} MB over the last four fifths"
    more = max(grown["late"] - grown["early"], 0)
    return speed, Row("memory for four fifths of them", words, more, most=10, unit="MB")


def _round(host, port):
    """The speed of a run as a share of the bare loop's, how long each took, and what the senders said."""
    clear()
    with ExitStack() as stack:
        workers = [stack.enter_context(sending(f"smtp://{host}:{port}")) for _ in range(SENDERS)]
        start = time.perf_counter()
        many = send_digests(by=SYSTEM)
        written = time.perf_counter() - start
        said = [json.loads(worker.communicate("written\n")[0]) for worker in workers]
        took = time.perf_counter() - start
    sent, editions = sum(each["sent"] for each in said), DigestEdition.objects.count()
    assert (many, sent, editions) == (COUNCILS * OF_EACH, COUNCILS * OF_EACH, COUNCILS), (many, sent, editions)
    bare, size = bare_loop(host, port)
    words = f"written after {written:.1f} s, sent after {took:.1f} s, bare {bare:.1f} s; {size / 1000:.0f} kB each"
    return bare / took, words, said


@contextmanager
def sending(address):
    """A process that sends what is written until it is told that all is; it says what it did."""
    command = [sys.executable, "-m", "tests.bench", "sender"]
    environment = {**os.environ, "EMAIL_URL": address}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        try:
            process.stdout.readline()  # loaded
            yield process
        finally:
            process.kill()


def bare_loop(host, port):
    """Seconds for the same bytes over one connection, and how many bytes one e-mail has."""
    emails = list(OutgoingEmail.objects.filter(kind="funding.digest").order_by("pk"))
    moulds = {}
    ready = []
    for email in emails:
        if email.body_id not in moulds:
            moulds = moulds_of([email])  # those of one body follow one another
        ready.append((email.to, message_of(email, moulds[email.body_id]).as_bytes()))
    start = time.perf_counter()
    with smtplib.SMTP(host, port) as server:
        for to, content in ready:
            server.sendmail(SENDER, [to], content)
    return time.perf_counter() - start, len(ready[0][1])


@contextmanager
def mail_server():
    """Its place, while it runs."""
    process = subprocess.Popen([sys.executable, "-m", "tests.bench", "sink"], stdout=subprocess.PIPE, text=True)
    try:
        yield "127.0.0.1", int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def readers():
    """Ten people for each of a thousand councils, and what they are told of; a second time they are there already."""
    if Reader.objects.exists():
        return
    councils = list(Council.objects.local().filter(ended_on=None).order_by("pk")[:COUNCILS])
    names = (
        (council, f"reader-{council.pk}-{number}@example.org") for council in councils for number in range(OF_EACH)
    )
    places = {address: council for council, address in names}
    people = User.objects.bulk_create((User(email=address, password="!") for address in places), batch_size=1000)
    held = (Membership(user=each, council=places[each.email], role=Role.VIEWER) for each in people)
    Membership.objects.bulk_create(held, batch_size=1000)
    who = Reader.objects.bulk_create((Reader(person=each) for each in people), batch_size=1000)
    wanted = (Subscription(reader=each, council=places[each.person.email], rhythm=Rhythm.WEEKLY) for each in who)
    Subscription.objects.bulk_create(wanted, batch_size=1000)
    now = timezone.now()
    facts = {"status": "published", "published_at": now, "summary": TEXT, "note": TEXT, "funder": "A funder"}
    Opportunity.objects.bulk_create(Opportunity(programme=f"Fund {number}", **facts) for number in range(FUNDS))


def clear():
    """Nobody has been told anything."""
    DigestRun.objects.all().delete()
    OutgoingEmail.objects.filter(kind="funding.digest").delete()
