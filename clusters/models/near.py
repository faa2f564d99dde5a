"""Local councils that say that they are neighbours: there is no geometry of parishes, and wards are of 2019."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from clusters.querysets.near import NeighboursQuerySet
from councils.models import Council

PERSON = settings.AUTH_USER_MODEL


class Neighbours(models.Model):
    """Two local councils that lie near each other, as a clerk or an officer declared it."""

    first = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")  # the one with the smaller number
    second = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    declared_for = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")  # in whose name
    declared_at = models.DateTimeField(default=timezone.now)
    declared_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = NeighboursQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="neighbours_once"),
            models.CheckConstraint(name="neighbours_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self):
        return f"{self.first} – {self.second}"
