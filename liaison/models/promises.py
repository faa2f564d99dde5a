"""Promises between a principal council and a local council: what, by when, who answers, and what became of it."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from councils.models import Council
from liaison.querysets.promises import PromiseQuerySet

PERSON = settings.AUTH_USER_MODEL
SETTLING = timedelta(days=7)  # in which what was written may still be put right or struck out by its author
CONTEST = timedelta(days=14)  # in which the other side may say that it was not kept after all


class PromiseSide(models.TextChoices):
    """One of the two councils between which a promise stands."""

    PRINCIPAL = "principal", _("The principal council")
    LOCAL = "local", _("The local council")

    @property
    def other(self):
        return PromiseSide.LOCAL if self == PromiseSide.PRINCIPAL else PromiseSide.PRINCIPAL


class Outcome(models.TextChoices):
    """What one side says became of it."""

    KEPT = "kept", _("Kept")
    NOT_KEPT = "not_kept", _("Not kept")


STATES = {
    "open": _("Open"),
    "overdue": _("Overdue"),
    "kept": _("Kept"),
    "late": _("Kept late"),
    "not_kept": _("Not kept"),
    "withdrawn": _("Withdrawn"),
    "denied": _("Not promised, says the other side"),
}
TONES = {
    "open": "info", "overdue": "bad", "kept": "good", "late": "waiting", "not_kept": "bad", "withdrawn": "closed",
    "denied": "closed",
}  # fmt: skip


def _with_by(name):
    """Both or neither: when, and who."""
    return Q(**{f"{name}_at": None, f"{name}_by": None}) | Q(**{
        f"{name}_at__isnull": False, f"{name}_by__isnull": False,
    })  # fmt: skip


class Promise(models.Model):
    """One side said that it would do something by a day. What time tells, such as overdue, is never stored."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="promises_with_locals")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="promises_with_principals")
    side = models.CharField(max_length=9, choices=PromiseSide)  # who promises
    text = models.CharField(max_length=500)
    due_on = models.DateField()
    made_on = models.DateField()
    made_in = models.CharField(max_length=200, blank=True)  # a meeting, a call
    answers = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="promises"
    )  # of the side that promises; none: the named officer, the clerk
    recorded_side = models.CharField(max_length=9, choices=PromiseSide)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_side = models.CharField(max_length=9, choices=PromiseSide, blank=True)
    outcome_on = models.DateField(null=True, blank=True)  # the day on which it was done, or was clear that it is not
    outcome_words = models.CharField(max_length=500, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    outcome_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contested_at = models.DateTimeField(null=True, blank=True)  # the other side says that it was not kept
    contested_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contest_words = models.CharField(max_length=500, blank=True)
    denied_at = models.DateTimeField(null=True, blank=True)  # "we did not promise this"
    denied_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    denial = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawal = models.CharField(max_length=500, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["principal", "due_on"], name="promise_of_principal"),
            models.Index(fields=["council", "due_on"], name="promise_of_council"),
        ]
        constraints = [
            models.CheckConstraint(name="promise_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="promise_between_two", condition=~Q(principal=F("council"))),
            models.CheckConstraint(name="promise_due_after_made", condition=Q(due_on__gte=F("made_on"))),
            models.CheckConstraint(
                name="promise_outcome_whole",
                condition=Q(outcome="", outcome_side="", outcome_on=None, outcome_at=None, outcome_by=None)
                | (
                    ~Q(outcome="")
                    & ~Q(outcome_side="")
                    & Q(outcome_on__gte=F("made_on"), outcome_at__isnull=False, outcome_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="promise_contests_a_report",  # of the side that promised, that it was kept
                condition=Q(contested_at=None, contested_by=None)
                | Q(contested_at__isnull=False, contested_by__isnull=False, outcome="kept", outcome_side=F("side")),
            ),
            models.CheckConstraint(name="promise_denied_at_with_by", condition=_with_by("denied")),
            models.CheckConstraint(
                name="promise_denied_as_recorded_by_other",
                condition=Q(denied_at=None) | ~Q(recorded_side=F("side")),
            ),
            models.CheckConstraint(name="promise_withdrawn_at_with_by", condition=_with_by("withdrawn")),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("liaison:promise", args=[self.public_id])

    def council_of(self, side):
        return self.principal if side == PromiseSide.PRINCIPAL else self.council

    @property
    def promiser(self):
        return self.council_of(self.side)

    @property
    def receiver(self):
        return self.council_of(PromiseSide(self.side).other)

    @property
    def recorder(self):
        return self.council_of(self.recorded_side)

    @property
    def recorded_by_other(self):
        """The side that is said to have promised has not written it itself."""
        return self.recorded_side != self.side

    @property
    def state(self):
        """One of STATES; the same rules as the querysets."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.denied_at:
            return "denied"
        if self.contested_at or self.outcome == Outcome.NOT_KEPT:
            return "not_kept"
        if self.outcome == Outcome.KEPT:
            return "late" if self.outcome_on > self.due_on else "kept"
        return "overdue" if self.due_on < timezone.localdate() else "open"

    @property
    def state_label(self):
        return STATES[self.state]

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def counts(self):
        """Neither withdrawn nor denied."""
        return self.withdrawn_at is None and self.denied_at is None

    @property
    def is_open(self):
        return self.counts and not self.outcome

    @property
    def is_settling(self):
        """Just written: its author may still put everything right, or strike it out."""
        return timezone.now() - self.recorded_at < SETTLING

    @property
    def contest_until(self):
        """The last day on which the other side may say that it was not kept; None if there is nothing to contest."""
        if not self.counts or self.outcome != Outcome.KEPT or self.outcome_side != self.side or self.contested_at:
            return None
        return timezone.localdate(self.outcome_at) + CONTEST

    @property
    def may_be_contested(self):
        return self.contest_until is not None and timezone.localdate() <= self.contest_until
