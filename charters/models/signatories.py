"""Who is asked to sign for a council, by name, and who was asked before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from charters.models.round import Response
from charters.querysets.signatories import SigningRequestQuerySet

PERSON = settings.AUTH_USER_MODEL


class SigningRequest(models.Model):
    """A person was asked to sign for a council; naming another ends the request. Anyone who may sign still can."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="signing_requests")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = SigningRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["response"], condition=Q(ended_at=None), name="signing_request_one"),
            models.CheckConstraint(
                name="signing_request_ended_at_with_by",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Request to sign: {self.response}"
