"""What a council says to an opportunity."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from councils.models import Council
from funding.models.opportunities import Opportunity
from funding.querysets.interest import InterestQuerySet


class Introduction(models.Model):
    """A council that looks for a partner was told of another one: once, however often that one says so."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="introductions")
    seeker = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    told = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "seeker", "told"], name="introduction_once"),
            models.CheckConstraint(name="introduction_of_two", condition=~models.Q(seeker=models.F("told"))),
        ]

    def __str__(self):
        return f"{self.seeker_id} to {self.told_id}"


class Interest(models.Model):
    """One council's answer to one opportunity; taken back, the row goes and the trail keeps it."""

    class Answer(models.TextChoices):
        INTERESTED = "interested", _("Interested")
        PARTNER = "partner", _("Want a partner")
        NOT_FOR_US = "not_for_us", _("Not for us")

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="interests")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="funding_interests")
    answer = models.CharField(max_length=10, choices=Answer)
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = InterestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "council"], name="interest_once_per_council"),
            models.CheckConstraint(
                name="interest_known_answer", condition=models.Q(answer__in=["interested", "partner", "not_for_us"])
            ),
        ]

    def __str__(self):
        return f"{self.council.label}: {self.get_answer_display()}"
