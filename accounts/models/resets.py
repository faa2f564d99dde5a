"""Resets: somebody lost their device and their recovery codes, and another person vouches for who they are."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from accounts.querysets import ResetQuerySet

REASON_LENGTH = 500


class SecondFactorReset(models.Model):
    """One person's second factor is to be forgotten: asked for, confirmed by somebody else, done after a delay."""

    class State(models.TextChoices):
        WAITING = "waiting", _("To be confirmed")
        CONFIRMED = "confirmed", _("Confirmed, the delay runs")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="resets")
    requested_at = models.DateTimeField(default=timezone.now)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")  # themselves, or who confirms
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)  # how they know that it is really this person
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)  # by the portal
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ResetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_reset", fields=["person"], condition=Q(done_at=None, cancelled_at=None)
            ),
            models.CheckConstraint(
                name="reset_confirmed_with_by_reason_and_day",
                condition=Q(confirmed_at=None, confirmed_by=None, reason="", due_at=None)
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False, due_at__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="reset_confirmed_by_somebody_else", condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("person"))
            ),
            models.CheckConstraint(
                name="reset_done_after_the_delay",
                condition=Q(done_at=None) | Q(due_at__isnull=False, due_at__lte=F("done_at"))
            ),
            models.CheckConstraint(
                name="reset_done_or_cancelled", condition=Q(done_at=None) | Q(cancelled_at=None)
            ),
            models.CheckConstraint(
                name="reset_cancelled_by_with_at", condition=Q(cancelled_by=None) | Q(cancelled_at__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(_("Reset of the second factor of %(person)s") % {"person": self.person})

    @property
    def state(self):
        if self.done_at:
            return self.State.DONE
        if self.cancelled_at:
            return self.State.CANCELLED
        return self.State.CONFIRMED if self.confirmed_at else self.State.WAITING

    @property
    def is_open(self):
        """Neither done nor cancelled."""
        return self.state in (self.State.WAITING, self.State.CONFIRMED)

    @property
    def is_waiting(self):
        """Nobody has confirmed it yet."""
        return self.state == self.State.WAITING
