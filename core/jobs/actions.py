"""Starting and cancelling long work."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.exceptions import Refused
from core.jobs.files import chunks_of, keep
from core.jobs.kinds import KINDS
from core.jobs.models import Job, JobFile, JobStatus
from core.policies import require
from core.tasks import run_job


@transaction.atomic
def start_job(*, kind, title, subject=None, council=None, key="", once=False, params=None, files=(), by):
    """Give work to the worker and return its job.

    A job of the same kind and key that has not ended is returned instead of a second one; with `once` also one that
    is done. `files` are (name, filename, content): an uploaded file, a path or bytes. `council` is for whom it is.
    """
    require(by, KINDS[kind].policy, subject)
    if found := _same(kind, key, once):
        return found
    job = Job(kind=kind, key=key[:120], title=str(title)[:300], started_by=by, params=params or {})
    job.council_id = council.pk if council else None
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:  # the button was pressed twice at the same moment
        if found := _same(kind, key, once):
            return found
        raise
    for name, filename, content in files:
        keep(job, purpose=JobFile.Purpose.INPUT, name=name, filename=filename,
             content_type="application/octet-stream", chunks=chunks_of(content))  # fmt: skip
    record("core.job_started", job, _("Started: %(work)s") % {"work": job.title}, by=by, acting_for=council,
           restricted=True)  # fmt: skip
    transaction.on_commit(lambda: run_job.delay(job.pk), robust=True)
    return job


def _same(kind, key, once):
    """The job that is this work already."""
    if not key:
        return None
    statuses = [JobStatus.WAITING, JobStatus.RUNNING, *([JobStatus.DONE] if once else [])]
    return Job.objects.filter(kind=kind, key=key[:120], status__in=statuses).order_by("-pk").first()


@transaction.atomic
def cancel_job(*, job, by):
    """Stop work that has not ended; the worker notices at its next step and takes back what it has not finished."""
    require(by, "core.cancel_job", job)
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not job.is_open:
        raise Refused(_("This work has already ended, so it cannot be cancelled."))
    job.status, job.finished_at, job.cancelled_by = JobStatus.CANCELLED, timezone.now(), by
    job.save(update_fields=["status", "finished_at", "cancelled_by"])
    record("core.job_cancelled", job, _("Cancelled: %(work)s") % {"work": job.title}, by=by, restricted=True)
    return job
