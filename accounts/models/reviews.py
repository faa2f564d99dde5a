"""Once a year somebody of the council says that the right people have access."""

import pgtrigger
from django.db import models
from django.utils import timezone

from accounts.models.people import User
from councils.models import Council


class AccessReview(models.Model):
    """A clerk or manager looked at who has access and confirmed it; never changed afterwards."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="access_reviews")
    confirmed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()  # how many had access
    fingerprint = models.CharField(max_length=64)  # SHA-256 of who had access, as `accounts.access` counts it

    class Meta:
        ordering = ["-confirmed_at"]
        triggers = [pgtrigger.Protect(name="access_review_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                name="access_review_hash_is_sha256", condition=models.Q(fingerprint__regex=r"^[0-9a-f]{64}$")
            )
        ]

    def __str__(self):
        return f"{self.council}, {self.confirmed_at:%Y-%m-%d}"
