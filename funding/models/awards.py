"""Grants that were made, as funders publish them in the 360Giving standard: who was funded near here."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from councils.models import Council
from funding.querysets.awards import AwardQuerySet


class Award(models.Model):
    """One grant to an organisation. Those to single people are never kept."""

    identifier = models.CharField(max_length=200, unique=True)  # of the standard: "360G-ocf-…"
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    funder = models.CharField(max_length=200)
    programme = models.CharField(max_length=200, blank=True)
    recipient = models.CharField(max_length=300)
    amount = models.PositiveBigIntegerField()  # pence
    awarded_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)  # as the funder names it
    principal = models.ForeignKey(
        Council, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # in whose area it was spent, where that is known
    source = models.CharField(max_length=300)  # whose data, under which licence
    loaded_at = models.DateTimeField(default=timezone.now)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AwardQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="award_by_place", fields=["principal", "awarded_on"])]
        constraints = [
            models.CheckConstraint(
                name="award_says_who", condition=~models.Q(funder="") & ~models.Q(recipient="") & ~models.Q(source="")
            )
        ]

    def __str__(self):
        return f"{self.recipient}: {self.title}"
