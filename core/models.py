"""What every app stands on: the audit trail, the outbox, stored documents and long work."""

import hashlib
import secrets

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.jobs.models import Job, JobFile, JobFilePart, JobLine, JobStatus
from core.querysets import AuditEventQuerySet, OutgoingEmailQuerySet

__all__ = [
    "AuditEvent",
    "AuditSeal",
    "Job",
    "JobFile",
    "JobFilePart",
    "JobLine",
    "JobStatus",
    "OutgoingEmail",
    "StoredDocument",
    "append_only",
    "new_reference",
]

REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L or U: read out over the phone


def new_reference():
    """A reference a person can read out: CG-7K3F-9QX2 (30**8 possibilities)."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))
    return f"CG-{letters[:4]}-{letters[4:]}"


def append_only(name):
    """A trigger that lets rows in and never changes or removes them."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


class AuditEvent(models.Model):
    """One readable sentence per action: who, what, on which record, for which councils."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=200)  # the role in which they acted: "Clerk, Olney"
    verb = models.CharField(max_length=60)  # stable code: "charters.signed"
    sentence = models.TextField()
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    record = GenericForeignKey()
    council_ids = ArrayField(models.BigIntegerField(), default=list)  # core knows no app: ids, not keys
    restricted = models.BooleanField(default=False)  # only for the councils named
    parts = ArrayField(models.CharField(max_length=60), default=list, db_default=[])  # what in the record was changed

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["content_type", "object_id"]),
            GinIndex(fields=["council_ids"]),
        ]
        triggers = [append_only("audit_append_only")]

    def __str__(self):
        return self.sentence


class AuditSeal(models.Model):
    """The hash chain: each seal covers its event and the seal before it."""

    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, primary_key=True, related_name="seal")
    digest = models.CharField(max_length=64)

    class Meta:
        triggers = [append_only("seal_append_only")]

    def __str__(self):
        return self.digest


class OutgoingEmail(models.Model):
    """An e-mail is a row written in the transaction that caused it; the worker sends it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    to = models.EmailField()
    kind = models.CharField(max_length=60)  # "charters.invitation"
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "next_attempt_at"])]
        constraints = [
            models.CheckConstraint(
                name="sent_email_has_time",
                condition=models.Q(status="sent", sent_at__isnull=False)
                | (~models.Q(status="sent") & models.Q(sent_at__isnull=True)),
            )
        ]

    def __str__(self):
        return f"{self.subject} to {self.to}"


class StoredDocument(models.Model):
    """A file that matters, kept with its hash and never changed."""

    kind = models.CharField(max_length=40)  # "charters.charter"
    key = models.CharField(max_length=80, unique=True)  # what it is of: a task run twice makes it once
    title = models.CharField(max_length=300)
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100, default="application/pdf")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        triggers = [append_only("document_append_only")]
        constraints = [
            models.CheckConstraint(name="document_hash_is_sha256", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"))
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        super().save(*args, **kwargs)
