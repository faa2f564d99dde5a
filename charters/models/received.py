"""Replies that came by post, telephone or e-mail: what an officer wrote down, and the page that was scanned."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.round import Answer, Response
from charters.querysets.agreements import ReceivedReplyQuerySet, ScanQuerySet
from core.attachments import MOST_BYTES
from core.models import append_only

PERSON = settings.AUTH_USER_MODEL


class Channel(models.TextChoices):
    """How a reply came that nobody typed here."""

    POST = "post", _("By post")
    EMAIL = "email", _("By e-mail")
    TELEPHONE = "telephone", _("By telephone")
    MEETING = "meeting", _("At a meeting")


class ReceivedReply(models.Model):
    """A council's answer as the convener's officer recorded it; never changed, a correction is another one."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="received")
    channel = models.CharField(max_length=10, choices=Channel)
    received_on = models.DateField()
    said_by = models.CharField(max_length=120)  # the role in which somebody replied: "Clerk"
    answer = models.CharField(max_length=15, choices=Answer)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = ReceivedReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "received replies"
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="received_reply_is_an_answer", condition=~Q(answer="sent")),
            models.CheckConstraint(name="received_reply_said_by_somebody", condition=~Q(said_by="")),
        ]
        triggers = [append_only("received_reply_append_only")]

    def __str__(self):
        return f"{self.response}, {self.get_channel_display()}"

    @property
    def council(self):
        return self.response.party.council


class ScannedFile(models.Model):
    """A page that came, as a file: a scan, a photograph or a PDF."""

    filename = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)
    description = models.CharField(max_length=1000)  # what it says, for whoever cannot see it

    objects = ScanQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.filename

    def save(self, *args, **kwargs):
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        super().save(*args, **kwargs)


class ReplyScan(ScannedFile):
    """The letter or e-mail as a file, in a table of its own so that no list reads it."""

    reply = models.OneToOneField(ReceivedReply, on_delete=models.PROTECT, related_name="scan")

    class Meta:
        constraints = [
            models.CheckConstraint(name="reply_scan_is_described", condition=~Q(description="")),
            models.CheckConstraint(
                name="reply_scan_is_small",
                condition=LessThanOrEqual(
                    Func(F("content"), function="octet_length", output_field=models.IntegerField()), MOST_BYTES
                ),
            ),
        ]
        triggers = [append_only("reply_scan_append_only")]
