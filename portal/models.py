"""What the portal keeps for itself: how far each person has read."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.querysets import UpdatesSeenQuerySet


class UpdatesSeen(models.Model):
    """The last event that a person has seen on their page of updates; one row a person, however much happens."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="updates_seen"
    )
    up_to = models.BigIntegerField()  # the number of an audit event; it only grows

    objects = UpdatesSeenQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "updates seen"
        constraints = [models.CheckConstraint(name="updates_seen_not_negative", condition=Q(up_to__gte=0))]

    def __str__(self):
        return f"{self.person_id} up to {self.up_to}"
