"""What every app stands on: the audit trail, the outbox, stored documents and long work."""

import hashlib
import secrets
import uuid

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
from core.mail.bodies import MailBody
from core.querysets import (
    AddressStateQuerySet,
    AuditEventQuerySet,
    IncomingEmailQuerySet,
    OutgoingEmailQuerySet,
    RetentionRunQuerySet,
)

__all__ = [
    "STOPPED",
    "AddressState",
    "AuditEvent",
    "AuditRedaction",
    "AuditSeal",
    "IncomingEmail",
    "Job",
    "JobFile",
    "JobFilePart",
    "JobLine",
    "JobStatus",
    "MailBody",
    "OutgoingEmail",
    "RetentionRun",
    "StoredDocument",
    "append_only",
    "new_reference",
]

REMOVED_DOMAIN = "removed.invalid"  # of addresses that stand for one that was removed; .invalid never exists
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L or U: read out over the phone


def new_reference():
    """A reference a person can read out: CG-7K3F-9QX2 (30**8 possibilities)."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))
    return f"CG-{letters[:4]}-{letters[4:]}"


def append_only(name):
    """A trigger that lets rows in and never changes or removes them."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


class ActorSide(models.TextChoices):
    """For which side somebody acted, for those who look for what one side did."""

    PRINCIPAL = "principal", _("Principal councils")
    LOCAL = "local", _("Local councils")
    PORTAL = "portal", _("The portal and its administrators")


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
    side = models.CharField(max_length=10, choices=ActorSide, blank=True, db_default="")  # blank: of no side

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["content_type", "object_id"]),
            GinIndex(fields=["council_ids"]),
            models.Index(fields=["at", "id"], name="audit_by_time"),
            models.Index(  # of the events that concern one council alone: what its officers may follow, too
                models.F("council_ids__0"), "id", name="audit_of_one_council", condition=models.Q(council_ids__len=1)
            ),
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


class AuditRedaction(models.Model):
    """A person was taken out of an event: what is left of it has this digest, and a later event vouches for that."""

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="redactions")
    told_by = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="told_redactions")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="redaction_told_once", fields=["event", "told_by"]),
            models.CheckConstraint(name="redaction_told_later", condition=models.Q(told_by__gt=models.F("event"))),
            models.CheckConstraint(
                name="redaction_hash_is_sha256", condition=models.Q(digest__regex=r"^[0-9a-f]{64}$")
            ),
        ]
        triggers = [append_only("redaction_append_only")]

    def __str__(self):
        return self.digest


class RetentionRun(models.Model):
    """Records that had been kept long enough went; a run that found none leaves no row."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    gone = models.JSONField()  # {kind of record, in words: how many}

    objects = RetentionRunQuerySet.as_manager()

    class Meta:
        triggers = [append_only("retention_run_append_only")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d}"


class OutgoingEmail(models.Model):
    """An e-mail is a row written in the transaction that caused it; the worker sends it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        WITHHELD = "withheld", _("Not sent: the address fails")
        EXPIRED = "expired", _("Too late to send")
        CANCELLED = "cancelled", _("Cancelled")

    class Priority(models.IntegerChoices):
        CODE = 1, _("A person waits for it")
        LETTER = 5, _("To one person")
        BULK = 9, _("To many councils alike")

    to = models.EmailField()
    reply_to = models.EmailField(blank=True, db_default="")  # whose mailbox an answer belongs into, when not ours
    kind = models.CharField(max_length=60)  # "charters.invitation"
    subject = models.CharField(max_length=200)
    subject_shown = models.CharField(max_length=200, blank=True, db_default="")  # the subject without a code
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    body = models.ForeignKey(MailBody, null=True, blank=True, on_delete=models.PROTECT, related_name="emails")
    personal = models.JSONField(default=dict, blank=True, db_default={})  # {place in the body: address of a page}
    batch = models.CharField(max_length=60, blank=True, db_default="")  # those of one batch go once to each address
    holds_secret = models.BooleanField(default=False, db_default=False)  # a code or a link: wiped once it has been sent
    is_last = models.BooleanField(default=False, db_default=False)  # to somebody who was removed: forgotten afterwards
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.LETTER, db_default=Priority.LETTER)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    useful_until = models.DateTimeField(null=True, blank=True)  # a code that has run out is not sent
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="outgoing_due", fields=["status", "priority", "next_attempt_at"])]
        constraints = [
            models.UniqueConstraint(name="batch_once_for_each", fields=["batch", "to"], condition=~models.Q(batch="")),
            models.CheckConstraint(
                name="shared_email_has_no_text_of_its_own",
                condition=models.Q(body=None) | models.Q(text="", html="", holds_secret=False, is_last=False),
            ),
            models.CheckConstraint(
                name="sent_email_has_time",
                condition=models.Q(status="sent", sent_at__isnull=False)
                | (~models.Q(status="sent") & models.Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="used_secret_is_wiped",
                condition=models.Q(holds_secret=False)
                | models.Q(status__in=["waiting", "failed", "withheld"])
                | models.Q(text="", html="", subject=models.F("subject_shown")),
            ),
            models.CheckConstraint(
                name="last_email_is_forgotten",
                condition=models.Q(is_last=False) | models.Q(status="waiting") | models.Q(text="", html="", subject=""),
            ),
        ]

    def __str__(self):
        return f"{self.subject_shown} to {self.to}"

    @property
    def is_bulk(self):
        """True for what many councils get alike; it is withheld from an address that fails."""
        return self.priority == self.Priority.BULK

    def forget(self):
        """Forget to whom a last e-mail went and what it said; the caller saves."""
        if self.is_last:
            self.to = f"removed-{self.pk}@{REMOVED_DOMAIN}"
            self.reply_to = self.subject = self.subject_shown = self.text = self.html = self.last_error = ""

    def wipe_secret(self):
        """Forget a code or a link that has been used up; the caller saves."""
        if self.holds_secret:
            self.subject, self.text, self.html = self.subject_shown, "", ""


class IncomingEmail(models.Model):
    """An e-mail that came back to us, each once; its text is kept only if a person wrote it."""

    class Sort(models.TextChoices):
        HARD = "hard", _("Could not be delivered")
        SOFT = "soft", _("Delayed, or the mailbox is full")
        COMPLAINT = "complaint", _("Reported as unwanted")
        AUTOMATIC = "automatic", _("Automatic answer")
        LOOP = "loop", _("Our own e-mail, returned")
        LETTER = "letter", _("Written by a person")
        UNMATCHED = "unmatched", _("About no e-mail of ours")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of what came: read twice it is kept once
    received_at = models.DateTimeField(default=timezone.now)
    sort = models.CharField(max_length=10, choices=Sort)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    evidence = models.TextField(blank=True)  # of a bounce or complaint: code and words of the other server
    about = models.ForeignKey(OutgoingEmail, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    forwarded = models.ForeignKey(OutgoingEmail, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = IncomingEmailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="incoming_by_sort", fields=["sort", "received_at"])]
        constraints = [
            models.CheckConstraint(
                name="only_letters_keep_their_text", condition=models.Q(sort="letter") | models.Q(text="")
            ),
            models.CheckConstraint(
                name="letter_settled_at_with_by",
                condition=models.Q(settled_at=None, settled_by=None)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_sort_display()}: {self.subject}"


class AddressState(models.Model):
    """Whether e-mail reaches an address. One without a row has never failed."""

    class State(models.TextChoices):
        OK = "ok", _("E-mail reaches it")
        SOFT = "soft", _("E-mail was delayed")
        SUPPRESSED = "suppressed", _("E-mail is delayed again and again")
        HARD = "hard", _("E-mail comes back")
        COMPLAINED = "complained", _("E-mail was reported as unwanted")

    address = models.EmailField(unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.OK)
    since = models.DateTimeField(default=timezone.now)
    evidence = models.TextField(blank=True)
    count = models.PositiveSmallIntegerField(default=0)  # failures since it was last in order
    last_failure = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AddressStateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="address_in_small_letters", condition=models.Q(address=models.functions.Lower("address"))
            ),
            models.CheckConstraint(
                name="failing_address_has_evidence",
                condition=models.Q(state="ok", count=0)
                | (~models.Q(state="ok") & ~models.Q(evidence="") & models.Q(count__gt=0, last_failure__isnull=False)),
            ),
            models.CheckConstraint(
                name="address_cleared_at_with_by",
                condition=models.Q(cleared_by=None) | models.Q(cleared_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.address}: {self.get_state_display()}"

    @property
    def is_stopped(self):
        """True if nothing that goes to many councils alike is sent to it."""
        return self.state in STOPPED


STOPPED = (AddressState.State.SUPPRESSED, AddressState.State.HARD, AddressState.State.COMPLAINED)


class Reminder(models.Model):
    """The ledger of reminders: each offset of each thing once, sent or passed over."""

    kind = models.CharField(max_length=60)  # "charters.reply"
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    record = GenericForeignKey()
    occasion = models.CharField(max_length=20, blank=True, default="")  # tells one year's from the next
    offset = models.SmallIntegerField()  # days before the day it was due; less than 0 is after
    due_on = models.DateField()
    was_sent = models.BooleanField()  # else passed over: reminded by hand, too late, or asked for later than that
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reminder_once", fields=["kind", "content_type", "object_id", "occasion", "offset"]
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}, {self.offset} days before {self.due_on}"


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
    emptied_at = models.DateTimeField(null=True, blank=True)  # a person was removed from it; the hash of the file stays

    class Meta:
        triggers = [append_only("document_append_only")]
        constraints = [
            models.CheckConstraint(
                name="emptied_document_is_empty",
                condition=models.Q(emptied_at=None) | models.Q(content=b""),
            ),
            models.CheckConstraint(name="document_hash_is_sha256", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        super().save(*args, **kwargs)
