"""What is put right from time to time: work left lying, messages lost, files kept long enough."""

from django.db import transaction
from django.utils import timezone

from core.jobs.models import Job, JobFile, JobLine, JobStatus
from core.jobs.querysets import ASK_AGAIN_AFTER
from core.jobs.running import kept_from_others


def put_back(pk):
    """Work whose process is gone waits again, as long overdue; work that goes on is left alone."""
    overdue = timezone.now() - 2 * ASK_AGAIN_AFTER
    with kept_from_others(pk) as abandoned:
        if abandoned:
            left = Job.objects.running().filter(pk=pk)
            left.update(status=JobStatus.WAITING, started_at=None, queued_at=overdue, done=0, total=0, step="")


def noted(pk):
    """Note that the broker is told again; False if the job is no longer forgotten."""
    return bool(Job.objects.forgotten().filter(pk=pk).update(queued_at=timezone.now()))


@transaction.atomic
def purge(pk):
    """Delete the files and the report; the row, its summary and the audit trail stay."""
    JobFile.objects.filter(job=pk).delete()
    JobLine.objects.filter(job=pk).delete()
