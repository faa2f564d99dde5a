"""A role passes from one person to the next: when, to which mailbox, with what was open and a note."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.invitations import Invitation
from accounts.models.people import Membership, User
from accounts.querysets import HandoverQuerySet


class Handover(models.Model):
    """One role of one council goes to a successor, who joins by the invitation; written once, then only read."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="handovers")  # the leaver's
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="handovers")  # the successor's
    last_day = models.DateField(null=True, blank=True)  # of the leaver; none: access ended at once
    moves_mailbox = models.BooleanField(default=False)  # the leaver's own address goes to the successor
    note = models.TextField(blank=True)
    open_work = models.JSONField(default=list)  # what waited then: title, note, due_on
    handed_over_at = models.DateTimeField(default=timezone.now)
    handed_over_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="handover_read_at_with_by",
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
            )
        ]

    def __str__(self):
        return str(self.membership)

    @property
    def council(self):
        return self.membership.council
