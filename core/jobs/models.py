"""A piece of long work, the files that go into and come out of it, and the lines of its report."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.jobs.kinds import KINDS
from core.jobs.querysets import JobFileQuerySet, JobLineQuerySet, JobQuerySet


class JobStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class Job(models.Model):
    """Work that takes too long for a page. The row is the truth; the broker only says that it is there."""

    Status = JobStatus

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)  # a name in core.jobs.kinds.KINDS: "councils.preview"
    key = models.CharField(max_length=120, blank=True)  # what it is about: two presses of a button are one job
    title = models.CharField(max_length=300)  # as its starter reads it
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the portal itself
    council_id = models.BigIntegerField(null=True, blank=True, db_index=True)  # core knows no app: an id, not a key
    params = models.JSONField(default=dict)  # what the work is told
    facts = models.JSONField(default=dict)  # what the work found out, for what follows it
    status = models.CharField(max_length=10, choices=JobStatus, default=JobStatus.WAITING)
    step = models.CharField(max_length=200, blank=True)  # what it is doing, in plain words
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # 0: nobody can tell yet
    summary = models.CharField(max_length=300, blank=True)  # what came of it, in one sentence
    error = models.TextField(blank=True)  # why it failed, for its starter
    attempts = models.PositiveSmallIntegerField(default=0)  # each start has its number, which its writes must name
    created_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(default=timezone.now)  # when the broker was told last
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["started_by", "-created_at"]),
            models.Index(fields=["status", "queued_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_times_fit_status",
                condition=Q(status="waiting", started_at=None, finished_at=None)
                | Q(status="running", started_at__isnull=False, finished_at=None)
                | Q(status="done", started_at__isnull=False, finished_at__isnull=False)
                | Q(status__in=["failed", "cancelled"], finished_at__isnull=False),
            ),
            models.CheckConstraint(name="job_done_within_total", condition=Q(total=0) | Q(done__lte=F("total"))),
            models.CheckConstraint(
                name="job_failed_says_why",
                condition=Q(status="failed") & ~Q(error="") | ~Q(status="failed") & Q(error=""),
            ),
            models.CheckConstraint(
                name="job_cancelled_by_somebody",
                condition=Q(status="cancelled", cancelled_by__isnull=False)
                | ~Q(status="cancelled") & Q(cancelled_by=None),
            ),
            models.UniqueConstraint(
                name="job_once_at_a_time",
                fields=["kind", "key"],
                condition=Q(status__in=["waiting", "running"]) & ~Q(key=""),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("core:job", args=[self.public_id])

    @cached_property
    def definition(self):
        """What kind of work this is."""
        return KINDS[self.kind]

    @cached_property
    def subject(self):
        """The record this work is about, or None."""
        return self.definition.subject(self)

    @property
    def is_open(self):
        """True until it has ended one way or another."""
        return self.status in (JobStatus.WAITING, JobStatus.RUNNING)

    @property
    def percent(self):
        """How much of the present step is done, 0 to 100; None while nobody can tell."""
        return self.done * 100 // self.total if self.total else None


class JobFile(models.Model):
    """A file that was uploaded for a job or that came of it; its bytes are in parts, so no process holds it all."""

    class Purpose(models.TextChoices):
        INPUT = "input", _("Uploaded")
        RESULT = "result", _("Result")

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    purpose = models.CharField(max_length=10, choices=Purpose)
    name = models.CharField(max_length=40)  # what it is to the work: "areas"
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = JobFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "purpose", "name"], name="job_file_once"),
            models.CheckConstraint(name="job_file_hash_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self):
        return self.filename


class JobFilePart(models.Model):
    """Up to a mebibyte of a file."""

    file = models.ForeignKey(JobFile, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="job_file_part_once")]

    def __str__(self):
        return f"{self.file}, part {self.number}"


class JobLine(models.Model):
    """One line of a report: its group is a code of the kind of work, its text a sentence."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    group = models.CharField(max_length=40)
    text = models.TextField()

    objects = JobLineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="job_line_once")]

    def __str__(self):
        return self.text
