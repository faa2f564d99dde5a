"""What a person was called before, and the removal of a person."""

import uuid

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from accounts.querysets import RemovalQuerySet


class KnownAs(models.Model):
    """A name or an address that the person had before, so that a removal finds it, too. Goes with the account."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_as")
    text = models.CharField(max_length=254)
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "known as"
        constraints = [
            models.UniqueConstraint(name="known_as_once", fields=["person", "text"]),
            models.CheckConstraint(name="known_as_something", condition=~models.Q(text="")),
        ]

    def __str__(self):
        return self.text


class Removal(models.Model):
    """A person was taken out of the portal. The row says what was done, and nothing about who it was."""

    class Why(models.TextChoices):
        OWN_WISH = "own_wish", _("The person did it themselves")
        ON_REQUEST = "on_request", _("An administrator did it, at the person’s request")
        PERIOD_OVER = "period_over", _("The portal did it: the person had held no role for long enough")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="removal")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # null: the portal itself
    why = models.CharField(max_length=12, choices=Why)
    changed = models.JSONField()  # {what it is, in words: how many rows}

    objects = RemovalQuerySet.as_manager()

    class Meta:
        triggers = [pgtrigger.Protect(name="removal_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                name="removal_by_somebody_or_the_portal",
                condition=models.Q(why="period_over", by=None)
                | ~models.Q(why="period_over") & models.Q(by__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.get_why_display()}, {self.at:%Y-%m-%d}"
