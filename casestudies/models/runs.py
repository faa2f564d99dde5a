"""A council goes through the checklist of a chapter: alone, for itself, as often as it likes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models.guide import Chapter, ChecklistItem
from casestudies.querysets import ChecklistRunQuerySet, ItemAnswerQuerySet
from councils.models import Council

PERSON = settings.AUTH_USER_MODEL


class Standing(models.TextChoices):
    """Where the council stands with one item."""

    DONE = "done", _("Done")
    PARTLY = "partly", _("Partly done")
    NOT_YET = "not_yet", _("Not yet")
    NOT_FOR_US = "not_for_us", _("Not for us")


class ChecklistRun(models.Model):
    """One pass through one chapter's checklist; finished on a day, and then it stays as it is."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="checklist_runs")
    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="runs")
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ChecklistRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "chapter"],
                condition=Q(finished_at=None),
                name="run_one_open_per_chapter",
                violation_error_message=_("This checklist is under way already"),
            ),
            models.CheckConstraint(
                name="run_finished_at_with_by",
                condition=Q(finished_at=None, finished_by=None)
                | Q(finished_at__isnull=False, finished_by__isnull=False),
            ),
            models.CheckConstraint(
                name="run_finishes_after_start",
                condition=Q(finished_at=None) | Q(finished_at__gte=models.F("started_at")),
            ),
        ]

    def __str__(self):
        return f"{self.chapter} – {self.council.label}"

    @property
    def is_finished(self):
        return self.finished_at is not None


class ItemAnswer(models.Model):
    """Where the council stood with one item in one run, in the words the item had then."""

    run = models.ForeignKey(ChecklistRun, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="answers")
    asked = models.TextField()  # the item as it read when it was answered
    standing = models.CharField(max_length=10, choices=Standing)
    note = models.TextField(blank=True)
    evidence = models.CharField(max_length=300, blank=True)

    objects = ItemAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["item__number"]
        constraints = [models.UniqueConstraint(fields=["run", "item"], name="item_answered_once_per_run")]

    def __str__(self):
        return f"{self.get_standing_display()}: {self.asked[:60]}"
