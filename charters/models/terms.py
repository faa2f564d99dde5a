"""The life of a version in force: its renewals."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from charters.models.agreement import AgreementVersion
from charters.querysets.life import RenewalQuerySet
from core.models import append_only

PERSON = settings.AUTH_USER_MODEL
MOST_MONTHS = 240


class Renewal(models.Model):
    """A version stays in force for another term. It follows the term before without a gap: days are counted."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="renewals")
    number = models.PositiveSmallIntegerField()  # 1 is the first renewal: the second term
    months = models.PositiveSmallIntegerField()
    review_on = models.DateField(null=True, blank=True)  # instead of the date in the text
    note = models.TextField(blank=True)  # who decided, and where it is minuted
    renewed_at = models.DateTimeField(default=timezone.now)
    renewed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = RenewalQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="renewal_number_once"),
            models.CheckConstraint(name="renewal_has_a_length", condition=Q(months__gte=1, months__lte=MOST_MONTHS)),
        ]
        triggers = [append_only("renewal_append_only")]

    def __str__(self):
        return f"Renewal {self.number} of {self.version}"
