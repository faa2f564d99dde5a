"""Complaints about how personal data are handled, with the day by which each must be acknowledged."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from accounts.querysets import DataComplaintQuerySet
from core.models import new_reference
from core.statements import COMPLAINT_ACKNOWLEDGED_WITHIN_DAYS


def acknowledge_by():
    """The last day on which the complaint may be acknowledged (Data (Use and Access) Act 2025)."""
    return timezone.localdate() + timedelta(days=COMPLAINT_ACKNOWLEDGED_WITHIN_DAYS)


class ComplaintStatus(models.TextChoices):
    RECEIVED = "received", _("To be acknowledged")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged, to be answered")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class DataComplaint(models.Model):
    """Somebody complains; administrators acknowledge it, look into it, answer and close it."""

    Status = ComplaintStatus

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    status = models.CharField(max_length=12, choices=ComplaintStatus, default=ComplaintStatus.RECEIVED)
    name = models.CharField(max_length=200)
    address = models.EmailField()
    council_text = models.CharField(max_length=200, blank=True)  # about which council, as typed
    text = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="data_complaints")
    acknowledge_by = models.DateField(default=acknowledge_by)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = DataComplaintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name=f"complaint_{step}_at_with_by",
                condition=Q(**{f"{step}_at": None, f"{step}_by": None})
                | Q(**{f"{step}_at__isnull": False, f"{step}_by__isnull": False}),
            )
            for step in ("acknowledged", "answered", "closed")
        ] + [
            models.CheckConstraint(
                name="complaint_times_fit_status",
                condition=Q(status="received", acknowledged_at=None, answered_at=None, closed_at=None)
                | Q(status="acknowledged", acknowledged_at__isnull=False, answered_at=None, closed_at=None)
                | Q(status="answered", answered_at__isnull=False, closed_at=None)
                | Q(status="closed", answered_at__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(name="complaint_answered_in_words", condition=Q(answered_at=None) | ~Q(answer="")),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_overdue(self):
        """True if nobody has acknowledged it in time; counted, never stored."""
        return self.status == ComplaintStatus.RECEIVED and self.acknowledge_by < timezone.localdate()
