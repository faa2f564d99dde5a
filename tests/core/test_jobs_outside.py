"""What others see of long work while it goes on, and what is left of it when its process is killed."""

import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from core import tasks
from core.jobs import running
from core.jobs.actions import start_job
from core.jobs.kinds import Outcome, job_kind
from core.models import Job
from tests.accounts.factories import UserFactory
from tests.core.work_kinds import forget, register
from tests.journeys.conftest import own_environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("jobs-outside")]
PATIENCE = 10  # seconds


@pytest.fixture(autouse=True)
def _own_kinds():
    yield
    forget()


def seen_outside(job):
    """Status, done and step as another connection sees them."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT status, done, step FROM core_job WHERE id = %s", [job.pk])
            return cursor.fetchone()
    finally:
        other.close()


def test_progress_is_seen_while_the_transaction_is_open(monkeypatch):
    monkeypatch.setattr(running, "SELDOM", 0)
    seen = []

    def work(run):
        User.objects.create_user("inside@example.org")
        run.step("Counting", total=3)
        for _ in run.track(range(3)):
            seen.append(seen_outside(run.job))
        return Outcome("done")

    job = start_job(kind=register(work, atomic=True), title="x", by=UserFactory())
    assert running.run(job.pk)
    assert seen == [("running", done, "Counting") for done in range(3)]


def test_nobody_else_runs_it_meanwhile():
    tries = []

    def work(run):
        tries.append(running.run(run.job.pk))
        tasks.sweep_jobs()
        tries.append(seen_outside(run.job)[0])
        return Outcome("done")

    job = start_job(kind=register(work), title="x", by=UserFactory())
    assert running.run(job.pk)
    assert tries == [False, "running"]


def test_cancelling_does_not_wait_for_an_open_transaction():
    """The page answers at once although the work has written for minutes."""
    person = UserFactory()

    def work(run):
        User.objects.create_user("inside@example.org")
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
                cursor.execute(
                    "UPDATE core_job SET status = 'cancelled', finished_at = now(), cancelled_by_id = %s WHERE id = %s",
                    [person.pk, run.job.pk],
                )
        finally:
            other.close()
        run.check()

    job = start_job(kind=register(work, atomic=True), title="x", by=person)
    assert not running.run(job.pk)
    assert Job.objects.get(pk=job.pk).status == "cancelled"
    assert not User.objects.filter(email="inside@example.org").exists()


def swept_and_run(job):
    """True once it was put back and done: the server lets go of what a killed process held a moment later."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        tasks.sweep_jobs()
        if running.run(job.pk):
            return True
        time.sleep(0.1)
    return False


def test_a_killed_worker_leaves_nothing_and_the_work_is_done_once_more():
    job_kind("tests.killed", label="Killed", policy="core.signed_in", atomic=True)(lambda run: Outcome("survived"))
    job = start_job(kind="tests.killed", title="x", by=UserFactory())
    command = [sys.executable, "-m", "tests.core.killed_run", str(job.pk)]
    done = subprocess.run(command, env=own_environment(), cwd=settings.BASE_DIR, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert seen_outside(job) == ("running", 0, "Half way")
    assert not User.objects.filter(email="half@example.org").exists()
    assert swept_and_run(job)
    job = Job.objects.get(pk=job.pk)
    assert (job.status, job.summary, job.attempts) == ("done", "survived", 2)
