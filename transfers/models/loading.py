"""Files that a principal loaded into its register, and what each changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import append_only
from councils.models import Council
from transfers.models.assets import Asset
from transfers.querysets.assets import AssetBatchQuerySet


class AssetBatch(models.Model):
    """One file, whole."""

    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=150)
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()  # those that came back counted in
    same = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(default=timezone.now)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AssetBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-loaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="asset_batch_adds_up", condition=Q(rows=F("new") + F("changed") + F("same"), rows__gt=0)
            ),
        ]
        triggers = [append_only("asset_batch_append_only")]

    def __str__(self):
        return self.filename


class AssetChange(models.Model):
    """What one file did to one row of the register."""

    class What(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        RETURNED = "returned", _("In the file again")
        GONE = "gone", _("No longer in the file")

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="changes")
    batch = models.ForeignKey(AssetBatch, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=10, choices=What)
    words = models.TextField(blank=True)  # "name “Old hall” → “New hall”"

    class Meta:
        ordering = ["-batch_id", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["asset", "batch"], name="asset_changed_once_in_a_batch"),
            models.CheckConstraint(name="asset_change_says_what", condition=~Q(what="changed") | ~Q(words="")),
        ]
        triggers = [append_only("asset_change_append_only")]

    def __str__(self):
        return f"{self.asset}: {self.get_what_display()}"
