"""Who wants to be told of funding by e-mail, what was sent when, and what each has been told."""

import secrets
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import Term
from core.models import MailBody
from councils.models import Council
from funding.models.opportunities import Opportunity
from funding.querysets.digests import (
    DigestEditionQuerySet,
    DigestRunQuerySet,
    ReaderQuerySet,
    SubscriptionQuerySet,
    TellingQuerySet,
)

PERSON = settings.AUTH_USER_MODEL


def new_key():
    """What stands in a reader's links instead of a number: nobody can guess it."""
    return secrets.token_urlsafe(24).replace("_", "x")


class Rhythm(models.TextChoices):
    """How often somebody is told."""

    NOW = "now", _("At once")
    WEEKLY = "weekly", _("Every week, on Tuesday morning")
    MONTHLY = "monthly", _("Once a month, on the first Tuesday")
    NEVER = "never", _("Never")


SENT = (Rhythm.NOW, Rhythm.WEEKLY, Rhythm.MONTHLY)


class Reader(models.Model):
    """A person who gets the funding e-mail, or got it; `key` opens their choices without signing in."""

    person = models.OneToOneField(PERSON, on_delete=models.CASCADE, related_name="digest_reader")
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    since = models.DateTimeField(default=timezone.now)

    objects = ReaderQuerySet.as_manager()

    def __str__(self):
        return f"Reader {self.pk}"


class Subscription(models.Model):
    """What a person wants to be told for one council, and how often."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="subscriptions")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="funding_subscriptions")
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    themes = models.ManyToManyField(Term, related_name="+", blank=True)  # none: all
    since = models.DateTimeField(default=timezone.now)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="subscription_once_per_council", fields=["reader", "council"]),
            models.CheckConstraint(name="subscription_rhythm_is_known", condition=Q(rhythm__in=Rhythm.values)),
        ]

    def __str__(self):
        return f"{self.council}: {self.get_rhythm_display()}"


class EditorNote(models.Model):
    """A word of a principal council on top of the next weekly and the next monthly e-mail to its local councils."""

    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="digest_notes")
    text = models.TextField(max_length=1000)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    is_withdrawn = models.BooleanField(default=False)  # replaced by another, or taken back

    class Meta:
        constraints = [
            models.CheckConstraint(name="editor_note_says_something", condition=~Q(text="")),
            models.UniqueConstraint(
                name="editor_note_one_that_waits", fields=["principal"], condition=Q(is_withdrawn=False)
            ),
        ]

    def __str__(self):
        return self.text[:60]


class DigestRun(models.Model):
    """The e-mails of one rhythm at the end of one period: once, whatever is killed meanwhile."""

    kind = models.CharField(max_length=10, choices=[(each, each.label) for each in SENT])
    begins_at = models.DateTimeField()  # the end of the run before: a late run makes up for those that were missed
    ends_at = models.DateTimeField()
    started_at = models.DateTimeField(default=timezone.now)  # what was published later is for the next run
    finished_at = models.DateTimeField(null=True, blank=True)  # everything stands in the outbox
    notes = models.ManyToManyField(EditorNote, related_name="runs", blank=True)

    objects = DigestRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="digest_run_once", fields=["kind", "ends_at"]),
            models.CheckConstraint(name="digest_run_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))),
            models.CheckConstraint(
                name="digest_run_starts_after_its_period", condition=Q(started_at__gte=F("ends_at"))
            ),
            models.CheckConstraint(name="digest_run_kind_is_sent", condition=Q(kind__in=SENT)),
        ]

    def __str__(self):
        return f"{self.kind} {self.ends_at:%Y-%m-%d %H:%M}"

    @property
    def batch(self):
        """The outbox sends no address two e-mails of one batch."""
        return f"funding.digest {self.kind} {self.pk}"


class DigestEdition(models.Model):
    """What some readers of a run get alike: written once, also shown as a page and printed."""

    run = models.ForeignKey(DigestRun, on_delete=models.CASCADE, related_name="editions")
    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    fingerprint = models.CharField(max_length=64)  # of what it says: readers with the same share it
    language = models.CharField(max_length=10)
    content = models.JSONField()  # as `funding.digests.message.Digest` takes it
    council_ids = ArrayField(models.BigIntegerField())
    body = models.OneToOneField(MailBody, null=True, on_delete=models.SET_NULL, related_name="edition")

    objects = DigestEditionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="digest_edition_once", fields=["run", "fingerprint"])]

    def __str__(self):
        return f"{self.run}, {self.fingerprint[:8]}"


class Why(models.TextChoices):
    """Why something stands in the e-mail."""

    GONE = "gone", _("Withdrawn")
    CHANGED = "changed", _("New closing time")
    NEW = "new", _("New")
    AGAIN = "again", _("Open again")
    CLOSING = "closing", _("Closing soon")


class DigestLine(models.Model):
    """One opportunity in an edition, and what its readers know of it from then on."""

    edition = models.ForeignKey(DigestEdition, on_delete=models.CASCADE, related_name="lines")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="digest_lines")
    why = models.CharField(max_length=10, choices=Why)
    council_ids = ArrayField(models.BigIntegerField())  # for which of the edition's councils
    closes_at = models.DateTimeField(null=True, blank=True)  # the closing time that was told
    is_last_call = models.BooleanField()  # it closes soon, and was told so; that is said once
    is_gone = models.BooleanField()  # told that it was withdrawn

    class Meta:
        constraints = [models.UniqueConstraint(name="digest_line_once", fields=["edition", "opportunity"])]

    def __str__(self):
        return f"{self.why} {self.opportunity_id}"


class Telling(models.Model):
    """A subscription was told an edition, in the transaction that wrote the e-mail."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="tellings")
    edition = models.ForeignKey(DigestEdition, on_delete=models.CASCADE, related_name="tellings")

    objects = TellingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="told_once", fields=["subscription", "edition"])]

    def __str__(self):
        return f"{self.subscription_id} {self.edition_id}"


class Stop(models.Model):
    """A reader stopped the e-mails or chose fewer; kept for the figures of the run before it."""

    class Way(models.TextChoices):
        ONE_CLICK = "one_click", _("By the button of a mail program")
        LINK = "link", _("By the link in the e-mail")
        PAGE = "page", _("On the page of their choices")

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="stops")
    run = models.ForeignKey(DigestRun, null=True, on_delete=models.SET_NULL, related_name="stops")
    way = models.CharField(max_length=10, choices=Way)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.reader_id}: {self.way}"
