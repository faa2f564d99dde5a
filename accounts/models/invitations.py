"""Invitations: the only way into the portal."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Membership, User
from accounts.querysets import InvitationBatchQuerySet, InvitationQuerySet
from core.roles import Role
from councils.models import Council

LIFETIME = timedelta(days=30)


def expiry():
    return timezone.now() + LIFETIME


def hash_of(token):
    """Only this is stored; the token itself is in the e-mail and nowhere else."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationBatch(models.Model):
    """A file of role mailboxes that an officer uploaded: looked at first, then sent."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="invitation_batches")
    filename = models.CharField(max_length=200)
    rows = models.JSONField()  # as read: line, council, address, name, role
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)  # by the worker

    objects = InvitationBatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="batch_sent_at_with_by",
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
            models.CheckConstraint(
                name="batch_finished_after_sent", condition=Q(finished_at=None) | Q(sent_at__isnull=False)
            ),
        ]

    def __str__(self):
        return self.filename


class Invitation(models.Model):
    """One mailbox is asked to act for one council in one role; the link in the e-mail is good once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not joined yet")
        JOINED = "joined", _("Joined")
        EXPIRED = "expired", _("Link expired")
        CANCELLED = "cancelled", _("Cancelled")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    may_sign = models.BooleanField(default=False)
    address = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)  # of the membership it gives; none: when it is taken up
    ends_on = models.DateField(null=True, blank=True)
    covers = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # whom they stand in for
    batch = models.ForeignKey(
        InvitationBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(default=timezone.now)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    times_sent = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField(default=expiry)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_invitation",
                fields=["council", "role", "address"],
                condition=Q(accepted_at=None, cancelled_at=None),
                violation_error_message=_("This address is already invited in this role"),
            ),
            models.CheckConstraint(
                name="invitation_to_cover_has_its_days",
                condition=Q(covers=None) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="invitation_accepted_at_with_by",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_cancelled_at_with_by",
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_not_both_accepted_and_cancelled",
                condition=Q(accepted_at=None) | Q(cancelled_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.council.label}"

    def new_token(self):
        """Give the invitation a fresh link; an earlier one stops working."""
        token = secrets.token_urlsafe(32)
        self.token_hash = hash_of(token)
        self.expires_at = expiry()
        return token

    @property
    def is_open(self):
        """Neither accepted nor cancelled; it may have expired."""
        return self.accepted_at is None and self.cancelled_at is None

    @cached_property
    def state(self):
        """What became of it; only time can tell that it expired, so that is never stored."""
        if self.accepted_at:
            return self.State.JOINED
        if self.cancelled_at:
            return self.State.CANCELLED
        return self.State.EXPIRED if self.expires_at <= timezone.now() else self.State.WAITING
