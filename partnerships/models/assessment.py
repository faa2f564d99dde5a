"""Is it a partnership, and is it the best way? The answers, what follows from them, and the decision."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.models import new_reference
from councils.models import Council, PartnerBody
from partnerships.models import choices
from partnerships.models.partnership import Partnership, filled
from partnerships.querysets import AssessmentQuerySet

PERSON = settings.AUTH_USER_MODEL


class Assessment(models.Model):
    """One idea, thought through. A decision against it is kept as well as one for it."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    title = models.CharField(max_length=200)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="partnership_assessments")
    partner_council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    partner_body = models.ForeignKey(PartnerBody, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()  # {question: answer}, see classification.py
    kind = models.CharField(max_length=20, choices=choices.Kind)
    counts = models.BooleanField()  # as the principal's settings were on that day
    reasons = ArrayField(models.CharField(max_length=30))  # codes of classification.py
    issue = models.TextField(blank=True)
    options = models.TextField(blank=True)
    benefits = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    challenges = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    resources = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=choices.Decision, blank=True)
    taker = models.CharField(max_length=20, choices=choices.Taker, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    minute = models.CharField(max_length=120, blank=True)
    partnership = models.OneToOneField(
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="assessment"
    )
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="assessment_has_one_partner",
                condition=Q(partner_council__isnull=True, partner_body__isnull=False)
                | Q(partner_council__isnull=False, partner_body__isnull=True),
            ),
            models.CheckConstraint(
                name="assessment_decision_is_minuted",
                condition=Q(decision="", taker="", decided_on=None, minute="")
                | (Q(decided_on__isnull=False) & filled("decision", "taker", "minute")),
            ),
            models.CheckConstraint(
                name="going_ahead_makes_an_entry",
                condition=Q(decision="proceed", partnership__isnull=False)
                | (~Q(decision="proceed") & Q(partnership=None)),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.reference})"

    def get_absolute_url(self):
        return reverse("partnerships:assessment", args=[self.reference])

    @property
    def partner(self):
        """The council or body with which it would be done."""
        return self.partner_council or self.partner_body

    @property
    def partner_label(self):
        return self.partner_council.label if self.partner_council_id else self.partner_body.name

    @property
    def is_settled(self):
        """Decided for good: put off, it can be decided again."""
        return self.decision in (choices.Decision.PROCEED, choices.Decision.NO)
