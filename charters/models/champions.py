"""Champions: the councillor who carries a charter in a council, from a day to a day, and the log of what they did."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.round import DecisionTaker
from charters.querysets.champions import AppointmentQuerySet, LogEntryQuerySet
from councils.models import Council

PERSON = settings.AUTH_USER_MODEL


class Duty(models.TextChoices):
    """What a champion is for: the four duties of the scheme."""

    AWARENESS = "awareness", _("Making the charter known")
    DEVOLUTION = "devolution", _("Talking about services and assets")
    LIAISON = "liaison", _("Going to liaison meetings")
    TRAINING = "training", _("Bringing joint training about")


class Need(models.TextChoices):
    """What a champion may want to learn; several champions with one need are a reason to train together."""

    CHARTER = "charter", _("The charter and how it is kept")
    DEVOLUTION = "devolution", _("Taking on services and assets")
    PLANNING = "planning", _("Planning and neighbourhood plans")
    MONEY = "money", _("Council finance and procurement")
    PEOPLE = "people", _("Asking residents and telling them")
    MEETINGS = "meetings", _("Running meetings of several councils")
    CONDUCT = "conduct", _("Standards and conduct")


class Appointment(models.Model):
    """A council's champion from a day to a day. One at a time for each council; rows are ended, never deleted.

    One that was recorded by mistake is struck out with the reason: it stays to be read and counts nowhere.

    A council belongs to one tier, so one champion for each council is also one for each side of a charter.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    role_title = models.CharField(max_length=120)  # what everyone reads: a role, no name
    reach = models.CharField(max_length=200, blank=True)  # read by councils across the tiers, never by the public
    shows_name = models.BooleanField(default=False)  # the council wants the name on its public page
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # inclusive
    end_reason = models.CharField(max_length=200, blank=True)
    is_last = models.BooleanField(default=False)  # the council wants no successor: nobody is asked for one
    decision_taker = models.CharField(max_length=20, choices=DecisionTaker)
    minute_reference = models.CharField(max_length=60, blank=True)
    needs = ArrayField(models.CharField(max_length=20, choices=Need), default=list, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replaced_until = models.DateField(null=True, blank=True)  # the last day that the one it replaced had had
    struck_at = models.DateTimeField(null=True, blank=True)  # recorded by mistake: it never was
    struck_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    strike_reason = models.CharField(max_length=200, blank=True, default="", db_default="")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="appointment_has_role", condition=~Q(role_title="")),
            models.CheckConstraint(
                name="appointment_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="appointment_shows_name_of_somebody", condition=Q(shows_name=False) | Q(person__isnull=False)
            ),
            models.CheckConstraint(
                name="appointment_ended_at_with_by",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="appointment_end_has_reason",
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
            models.CheckConstraint(
                name="appointment_last_has_ended", condition=Q(is_last=False) | Q(ended_at__isnull=False)
            ),
            models.CheckConstraint(
                name="appointment_struck_at_with_by",
                condition=Q(struck_at=None, struck_by=None, strike_reason="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(strike_reason="")),
            ),
            ExclusionConstraint(
                name="appointment_one_at_a_time",
                condition=Q(struck_at=None),
                expressions=[
                    ("council", RangeOperators.EQUAL),
                    (
                        Func(
                            "starts_on",
                            "ends_on",
                            RangeBoundary(inclusive_upper=True),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.role_title}, {self.council.label}"

    @property
    def is_current(self):
        """True on the days of the appointment; the same rule as `current()`."""
        return self.is_on(timezone.localdate())

    def is_on(self, day):
        """True if the council had this champion on the day."""
        return not self.is_struck and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def is_struck(self):
        return self.struck_at is not None

    @property
    def is_to_come(self):
        return not self.is_struck and self.starts_on > timezone.localdate()

    @property
    def public_name(self):
        """The name that the council wants on its page; empty if it wants none, or if the person was removed."""
        return self.person.name if self.shows_name and self.person.is_active else ""

    @property
    def need_words(self):
        """What the champion wants to learn, in the words of the form."""
        return [str(Need(need).label) for need in self.needs]

    @property
    def audit_part(self):
        """How audit events of the council name this appointment."""
        return f"appointment:{self.pk}"


class LogEntry(models.Model):
    """One thing a champion did. A wrong one is struck out with the reason and stays."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="entries")
    duty = models.CharField(max_length=12, choices=Duty)
    done_on = models.DateField()
    what = models.CharField(max_length=200)
    councils = models.ManyToManyField(Council, related_name="champion_entries", blank=True)
    others = models.CharField(max_length=200, blank=True)  # who else: an association, a group, residents
    follows = models.CharField(max_length=200, blank=True)
    logged_at = models.DateTimeField(default=timezone.now)
    logged_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    strike_reason = models.CharField(max_length=200, blank=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "log entries"
        ordering = ["-done_on", "-pk"]
        indexes = [models.Index(fields=["appointment", "-done_on"], name="log_entry_by_day")]
        constraints = [
            models.CheckConstraint(name="log_entry_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="log_entry_struck_at_with_by",
                condition=Q(struck_at=None, struck_by=None, strike_reason="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(strike_reason="")),
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def is_struck(self):
        return self.struck_at is not None

    @property
    def with_whom(self):
        """Councils by their names, then who else was there."""
        named = [council.full_name for council in self.councils.all()]
        return [*named, *([self.others] if self.others else [])]

    @property
    def audit_part(self):
        """How audit events of the council name this entry."""
        return f"log_entry:{self.pk}"
