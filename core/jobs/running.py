"""Doing long work: once at a time, seen from outside while it goes on, and ended exactly once.

A run holds an advisory lock of PostgreSQL on a connection of its own. The lock falls with the process, so whoever can
take it knows that nobody is at work. Progress is written on that connection too, and is seen although the work's own
transaction is still open. Each start has a number; a run that was overtaken or cancelled finds that no row has its
number any more, and stops.
"""

import logging
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.jobs.files import chunks_of, keep, write_to
from core.jobs.models import Job, JobFile, JobLine, JobStatus
from core.policies import require
from core.text import without_controls

logger = logging.getLogger(__name__)
LOCKS = 0x10B5  # the first half of the advisory lock; the second is the job
MOST_ATTEMPTS = 5
SELDOM = 0.5  # seconds between two notes of progress
PROGRESS = """
    UPDATE core_job SET done = %s, total = %s, step = %s, heartbeat_at = now()
    WHERE id = %s AND attempts = %s AND status = 'running'
"""


class Stopped(Exception):
    """The job was cancelled, or another run has taken it over: nothing more may be written for it."""


class Run:
    """One try at a job, as its work sees it."""

    def __init__(self, job, line, folder):
        self.job, self.folder = job, folder
        self.person = job.started_by
        self._line, self._attempt, self._noted_at = line, job.attempts, 0.0
        self._done, self._total, self._step = 0, 0, ""

    def step(self, words, total=0):
        """A new step begins: said in plain words, with how many things it has to do if that is known."""
        self._step, self._done, self._total = str(words)[:200], 0, total
        self._note()

    def advance(self, count=1):
        """So many more are done; raises Stopped when the job was cancelled meanwhile."""
        self._done += count
        if time.monotonic() - self._noted_at >= SELDOM:
            self._note()

    def track(self, things):
        """Iterate over things of this step, each counted when the next is asked for."""
        for thing in things:
            yield thing
            self.advance()

    def check(self):
        """Raise Stopped if the job was cancelled; for work that cannot count."""
        self._note()

    def inputs(self, of=None):
        """The files uploaded for this job, or `of` an earlier one, in a folder that is deleted: {name: path}."""
        paths = {}
        for file in (of or self.job).files.inputs():
            place = self.folder / file.name
            place.mkdir(exist_ok=True)
            paths[file.name] = write_to(file, place)
        return paths

    def _note(self):
        self._noted_at = time.monotonic()
        total = max(self._total, self._done) if self._total else 0
        with self._line.cursor() as cursor:
            cursor.execute(PROGRESS, [self._done, total, self._step, self.job.pk, self._attempt])
            if cursor.rowcount == 0:
                raise Stopped


def run(pk):
    """Do a job unless it has ended or somebody is at it. True if this call brought it to an end."""
    with _line_of_its_own() as line, _held(line, pk) as held:
        job = _claim(pk) if held else None
        return job is not None and _attempt(job, line)


@contextmanager
def kept_from_others(pk):
    """True if nobody is at work on this job; nor can anybody begin before the block ends."""
    with _line_of_its_own() as line, _held(line, pk) as held:
        yield held


@contextmanager
def _line_of_its_own():
    """A second connection; inside a transaction there is no outside, so the same one."""
    if connection.in_atomic_block:
        yield connection
        return
    own = connection.copy()
    try:
        yield own
    finally:
        own.close()


@contextmanager
def _held(line, pk):
    """Whether this process now holds the lock of the job."""
    key = [LOCKS, pk % 2**31]
    with line.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        (held,) = cursor.fetchone()
    try:
        yield held
    finally:
        if held and line is connection:  # a connection of our own lets go of it when it closes
            with line.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


@transaction.atomic
def _claim(pk):
    """The job with a new number of start, or None if it has ended; too many starts end it here."""
    job = Job.objects.select_for_update(of=("self",)).select_related("started_by").filter(pk=pk).first()
    if job is None or not job.is_open:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        error = _("The work was interrupted %(count)s times, so we have stopped trying.") % {"count": job.attempts}
        _end(job, JobStatus.FAILED, error=error)
        return None
    job.attempts += 1
    job.status, job.started_at, job.heartbeat_at = JobStatus.RUNNING, timezone.now(), timezone.now()
    job.done, job.total, job.step = 0, 0, ""
    job.save()
    return job


def _attempt(job, line):
    language = job.started_by.language if job.started_by else translation.get_language()
    with translation.override(language), TemporaryDirectory(prefix="job-") as folder:
        try:
            _work(job, Run(job, line, Path(folder)))
        except Stopped:
            return False
        except (OperationalError, InterfaceError):
            raise  # the database went away: the sweep starts it again
        except PermissionDenied:
            return _fail(job, _("You may no longer do this, so it was stopped."))
        except Refused as refusal:
            return _fail(job, refusal.message, lines=getattr(refusal, "lines", ()))
        except Exception:
            logger.exception("job %s (%s) failed", job.pk, job.kind)
            return _fail(job, _("Something went wrong in the portal. The people who run it have been told."))
    return True


def _work(job, run):
    """The work and its end; of an atomic kind both in one transaction."""
    kind = job.definition
    require(job.started_by, kind.policy, job.subject)
    if kind.atomic:
        with transaction.atomic():
            _finish(job, kind.work(run))
    else:
        outcome = kind.work(run)
        with transaction.atomic():
            _finish(job, outcome)


def _ours(job):
    """The row, locked, if this try still counts."""
    row = Job.objects.select_for_update(of=("self",)).filter(pk=job.pk, attempts=job.attempts, status="running")
    found = row.first()
    if found is None:
        raise Stopped
    return found


def _finish(job, outcome):
    """Store what came of it; the last thing in its transaction."""
    row = _ours(job)
    _tell(row, outcome.lines)
    for made in outcome.files:
        keep(row, purpose=JobFile.Purpose.RESULT, name=made.name, filename=made.filename,
             content_type=made.content_type, chunks=chunks_of(made.content))  # fmt: skip
    _end(row, JobStatus.DONE, summary=without_controls(str(outcome.summary))[:300], facts=outcome.facts, done=row.total)


@transaction.atomic
def _fail(job, error, lines=()):
    try:
        row = _ours(job)
    except Stopped:  # cancelled while it failed
        return False
    _tell(row, lines)
    _end(row, JobStatus.FAILED, error=without_controls(str(error)))
    return True


def _tell(row, lines):
    """The report; many lines at once."""
    texts = ((group, without_controls(str(text))) for group, text in lines)  # words of a file may hold anything
    made = (JobLine(job=row, number=number, group=group, text=text) for number, (group, text) in enumerate(texts))
    JobLine.objects.bulk_create(made, batch_size=2000)


def _end(row, status, **facts):
    for name, value in facts.items():
        setattr(row, name, value)
    row.status, row.finished_at = status, timezone.now()
    row.save()
