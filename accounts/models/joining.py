"""Requests to join: somebody who was not invited asks to act for a council."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from accounts.querysets import JoinRequestQuerySet
from core.roles import Role
from councils.models import Council

LIFETIME = timedelta(days=7)  # of the link that confirms the mailbox
KEPT_FOR = timedelta(days=365)  # after the decision
DECIDE_WITHIN = timedelta(days=7)


def expiry():
    return timezone.now() + LIFETIME


class JoinRequest(models.Model):
    """One person asks to act for one council; requests sent together share a mail, a link and `sent_together`.

    The council is missing while nobody has found the one that was typed. Until the mailbox is confirmed nobody is
    asked to decide anything.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Mailbox not confirmed")
        WAITING = "waiting", _("To be decided")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sent_together = models.UUIDField(db_index=True)
    token_hash = models.CharField(max_length=64, db_index=True)
    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="join_requests")
    council_text = models.CharField(max_length=200, blank=True)  # as typed, of a council that is not in the list
    place_text = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    name = models.CharField(max_length=200)
    address = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)  # how they can be checked
    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="join_requests")
    takes_over = models.BooleanField(default=False)  # the mailbox from the person who has it now
    requested_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=expiry)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_approved = models.BooleanField(null=True, blank=True)
    reason = models.TextField(blank=True)  # why it was refused

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_join_request",
                fields=["council", "role", "address"],
                condition=Q(confirmed_at__isnull=False, decided_at=None),
            ),
            models.CheckConstraint(
                name="join_request_decided_at_with_by_and_what",
                condition=Q(decided_at=None, decided_by=None, is_approved=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_approved__isnull=False),
            ),
            models.CheckConstraint(
                name="join_request_confirmed_before_decided",
                condition=Q(decided_at=None) | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="join_request_refused_with_reason", condition=~Q(is_approved=False) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="join_request_approved_for_a_council", condition=~Q(is_approved=True) | Q(council__isnull=False)
            ),
            models.CheckConstraint(
                name="join_request_names_a_council", condition=Q(council__isnull=False) | ~Q(council_text="")
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.council_name}"

    @property
    def council_name(self):
        """The council's label, or what was typed until it is found."""
        if self.council:
            return self.council.label
        return f"{self.council_text} ({self.place_text})" if self.place_text else self.council_text

    @property
    def state(self):
        if self.decided_at:
            return self.State.APPROVED if self.is_approved else self.State.REFUSED
        return self.State.WAITING if self.confirmed_at else self.State.UNCONFIRMED

    @property
    def is_waiting(self):
        """Confirmed, and nobody has decided yet."""
        return self.state == self.State.WAITING
