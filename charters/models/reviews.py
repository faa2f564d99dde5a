"""Looking at a charter again, and leaving it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.agreement import AgreementVersion
from charters.models.round import Party
from charters.querysets.life import ReviewQuerySet, WithdrawalQuerySet

PERSON = settings.AUTH_USER_MODEL


class Outcome(models.TextChoices):
    CARRY_ON = "carry_on", _("Carry on as it is")
    RENEW = "renew", _("Renew it for another term")
    NEW_VERSION = "new_version", _("Write a new version")
    END = "end", _("End it")


class Review(models.Model):
    """Both sides say how a version in force goes; then the convener records what follows."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="reviews")
    views_by = models.DateField()  # until when councils are asked for their view
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    finding = models.TextField(blank=True)  # what was kept, what was not, what follows
    next_review_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["version"], condition=Q(closed_at=None), name="review_one_open"),
            models.CheckConstraint(
                name="review_closed_with_an_outcome",
                condition=Q(closed_at=None, closed_by=None, outcome="", finding="", next_review_on=None)
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="") & ~Q(finding="")),
            ),
            models.CheckConstraint(
                name="carrying_on_has_a_next_review", condition=~Q(outcome="carry_on") | Q(next_review_on__isnull=False)
            ),
        ]

    def __str__(self):
        return f"Review of {self.version}, {self.opened_at:%Y-%m-%d}"

    @property
    def agreement(self):
        return self.version.agreement


class ReviewView(models.Model):
    """What one council says in a review; it may change it until the review is closed."""

    class Verdict(models.TextChoices):
        WELL = "well", _("It works well")
        PARTLY = "partly", _("It works in part")
        BADLY = "badly", _("It does not work")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="views")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=6, choices=Verdict)
    wish = models.CharField(max_length=12, choices=Outcome)
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "party"], name="review_view_once"),
            models.CheckConstraint(name="review_view_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"{self.party} in {self.review}"


class Withdrawal(models.Model):
    """A council leaves a charter with notice; for the others it stays in force."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="withdrawals")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="withdrawals")
    given_on = models.DateField()
    last_day = models.DateField()  # in the charter, counted from the notice period in the text
    reason = models.TextField(blank=True)
    minute_reference = models.CharField(max_length=60)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        ordering = ["last_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="withdrawal_once"),
            models.CheckConstraint(name="withdrawal_after_notice", condition=Q(last_day__gt=F("given_on"))),
        ]

    def __str__(self):
        return f"{self.party} leaves {self.version} after {self.last_day}"
