"""What could go wrong with a partnership: one row a risk, and one row each time it was rated."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.models import append_only
from partnerships.models.partnership import Partnership
from partnerships.querysets_risks import ListedRiskQuerySet

PERSON = settings.AUTH_USER_MODEL
LEAST, MOST = 1, 5  # of likelihood and of impact
MEDIUM_FROM, HIGH_FROM = 8, 15  # likelihood times impact
RATING = [MinValueValidator(LEAST), MaxValueValidator(MOST)]


class Level(models.TextChoices):
    """How serious likelihood times impact is."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


def level_of(likelihood, impact):
    """Low below 8, high from 15 on."""
    score = likelihood * impact
    if score >= HIGH_FROM:
        return Level.HIGH
    return Level.MEDIUM if score >= MEDIUM_FROM else Level.LOW


def rated(prefix):
    """A condition that likelihood and impact of a row are from 1 to 5."""
    return models.CheckConstraint(
        name=f"{prefix}_is_from_one_to_five",
        condition=Q(likelihood__range=(LEAST, MOST), impact__range=(LEAST, MOST)),
    )


class ListedRisk(models.Model):
    """One risk. Likelihood and impact are those of its newest rating."""

    class Category(models.TextChoices):
        LEGAL = "legal", _("Legal")
        PROCUREMENT = "procurement", _("Procurement")
        FINANCIAL = "financial", _("Money")
        PERSONNEL = "personnel", _("Staff")
        REPUTATION = "reputation", _("Reputation")
        DELIVERY = "delivery", _("Service delivery")
        EQUALITY = "equality", _("Equality and fair treatment")
        VALUES = "values", _("Values that do not fit")
        STANDARDS = "standards", _("Standards of the work")
        PRIORITIES = "priorities", _("Priorities that change")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="risks")
    number = models.PositiveIntegerField()  # within its partnership
    title = models.CharField(max_length=200)  # what could happen
    category = models.CharField(max_length=20, choices=Category)
    likelihood = models.PositiveSmallIntegerField(validators=RATING)
    impact = models.PositiveSmallIntegerField(validators=RATING)
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_risks")
    owner_role = models.CharField(max_length=120, blank=True)  # instead of a person: a role that anyone may hold
    mitigation = models.TextField()
    next_review_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    closed_reason = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = ListedRiskQuerySet.as_manager()

    class Meta:
        ordering = ["partnership", "number"]
        indexes = [
            models.Index(fields=["partnership", "next_review_on"], condition=Q(status="open"), name="open_risk_reviews")
        ]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="risk_number_once"),
            rated("risk"),
            models.CheckConstraint(
                name="risk_has_one_owner",
                condition=Q(owner__isnull=False, owner_role="") | (Q(owner=None) & ~Q(owner_role="")),
            ),
            models.CheckConstraint(name="risk_says_what_is_done", condition=~Q(title="") & ~Q(mitigation="")),
            models.CheckConstraint(
                name="closed_risk_has_a_reason",
                condition=Q(status="open", closed_reason="", closed_at=None, closed_by=None)
                | (Q(status="closed", closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_reason="")),
            ),
        ]

    def __str__(self):
        return f"{self.partnership.title}: {self.title}"

    def get_absolute_url(self):
        return reverse("partnerships:risks", args=[self.partnership.reference])

    @property
    def score(self):
        return self.likelihood * self.impact

    @property
    def level(self):
        return level_of(self.likelihood, self.impact)

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def has_owner(self):
        """True if a role is named, or somebody who is still there."""
        return bool(self.owner_role) or (self.owner is not None and self.owner.is_current)

    def is_overdue(self, today):
        """True if somebody should have looked at it again."""
        return self.is_open and self.next_review_on < today


class RiskRating(models.Model):
    """How likely and how bad it was held to be, from when on, and by whom."""

    risk = models.ForeignKey(ListedRisk, on_delete=models.CASCADE, related_name="ratings")
    likelihood = models.PositiveSmallIntegerField(validators=RATING)
    impact = models.PositiveSmallIntegerField(validators=RATING)
    rated_at = models.DateTimeField(default=timezone.now)
    rated_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-rated_at", "-pk"]
        constraints = [rated("rating")]
        triggers = [append_only("risk_rating_append_only")]

    def __str__(self):
        return f"{self.likelihood} times {self.impact}"

    @property
    def score(self):
        return self.likelihood * self.impact

    @property
    def level(self):
        return level_of(self.likelihood, self.impact)
