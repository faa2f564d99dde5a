"""Named officers: who of a principal council answers for which local council, and who stands in for whom."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from councils.models import Council
from liaison.querysets.officers import AssignmentQuerySet, CoverQuerySet

PERSON = settings.AUTH_USER_MODEL
WHOLE_AREA = 0  # stands for "no council" where the database compares: no row has this number


class OfficerRole(models.TextChoices):
    """How a principal council looks after local councils; each has its own scheme, many have several."""

    NAMED_OFFICER = "named_officer", _("Named officer")
    LINK_OFFICER = "link_officer", _("Link officer")
    SENIOR_SPONSOR = "senior_sponsor", _("Senior sponsor")
    CHAMPION = "champion", _("Champion in the officers’ team")
    FACILITATOR = "facilitator", _("Facilitator")
    LEAD_MEMBER = "lead_member", _("Lead member")


# Those to whom a clerk turns day by day; a council without any of them has nobody to turn to.
POINT_ROLES = (OfficerRole.NAMED_OFFICER, OfficerRole.LINK_OFFICER, OfficerRole.SENIOR_SPONSOR)


def days():
    """The days of a row, the last one included, as the database compares them."""
    return Func(
        "starts_on",
        "ends_on",
        RangeBoundary(inclusive_upper=True),
        function="DATERANGE",
        output_field=DateRangeField(),
    )


class Assignment(models.Model):
    """Somebody of a principal council answers for a local council, or for its whole area, from a day to a day.

    Rows are ended, never deleted; one that never began is withdrawn: it stays to be read and counts nowhere.
    One for a single council goes before one for the whole area.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="assignments_made")
    council = models.ForeignKey(
        Council, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )  # none: every local council of the principal
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=OfficerRole)
    is_primary = models.BooleanField(default=True)  # else a deputy
    post = models.CharField(max_length=120)  # what everyone reads: a post, no name
    remit = models.TextField(max_length=2000, blank=True)  # read by the councils concerned
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # inclusive
    confirmed_on = models.DateField()  # somebody said that it is still right
    named_at = models.DateTimeField(default=timezone.now)
    named_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(max_length=200, blank=True)
    handed_over = models.ForeignKey(  # what whoever follows was told
        "liaison.HandoverNote", null=True, blank=True, on_delete=models.PROTECT, related_name="assignments",
        db_index=False,
    )  # fmt: skip
    no_handover = models.CharField(  # why nobody was told anything: the recorded override
        max_length=200, blank=True, default="", db_default="From before handovers were kept"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(null=True, blank=True)  # the clerks know that it began
    end_told_on = models.DateField(null=True, blank=True)  # the clerks know that it is over

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["principal", "role", "starts_on"], name="assignment_of_principal")]
        constraints = [
            models.CheckConstraint(name="assignment_has_post", condition=~Q(post="")),
            models.CheckConstraint(
                name="assignment_ends_after_start", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="assignment_ended_at_with_by",
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False, ends_on__isnull=False) & ~Q(end_reason="")),
            ),
            models.CheckConstraint(
                name="assignment_ended_with_a_note_or_a_reason",
                condition=Q(ended_at=None) | Q(handed_over__isnull=False) | ~Q(no_handover=""),
            ),
            models.CheckConstraint(
                name="assignment_withdrawn_at_with_by",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            ExclusionConstraint(
                name="assignment_one_primary_at_a_time",
                condition=Q(is_primary=True, withdrawn_at=None),
                expressions=[
                    ("principal", RangeOperators.EQUAL),
                    (Coalesce("council", WHOLE_AREA), RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="assignment_person_once_at_a_time",
                condition=Q(withdrawn_at=None),
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    (Coalesce("council", WHOLE_AREA), RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.area_label}"

    def get_absolute_url(self):
        return reverse("liaison:assignment", args=[self.public_id])

    @property
    def area_label(self):
        """For whom it is: the council, or all local councils of the principal."""
        return self.council.label if self.council else _("all local councils of %(name)s") % {"name": self._principal}

    @property
    def _principal(self):
        return self.principal.full_name

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None

    @property
    def is_current(self):
        """True on its days; the same rule as `current()`."""
        today = timezone.localdate()
        return not self.is_withdrawn and self.starts_on <= today and (self.ends_on is None or today <= self.ends_on)

    @property
    def is_to_come(self):
        return not self.is_withdrawn and self.starts_on > timezone.localdate()

    @property
    def is_over(self):
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def audit_part(self):
        """How audit events of the principal name this assignment."""
        return f"assignment:{self.pk}"


class Cover(models.Model):
    """Somebody stands in for an absent officer from a day to a day, in everything for which that officer answers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    away = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="covers_for")
    starts_on = models.DateField()
    ends_on = models.DateField()  # inclusive
    set_at = models.DateTimeField(default=timezone.now)
    set_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # it did not come to it
    withdrawn_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = CoverQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(name="cover_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="cover_by_somebody_else", condition=~Q(away=F("stand_in"))),
            models.CheckConstraint(
                name="cover_withdrawn_at_with_by",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            ExclusionConstraint(
                name="cover_one_at_a_time",
                condition=Q(withdrawn_at=None),
                expressions=[("away", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self):
        return f"{self.starts_on} – {self.ends_on}"

    @property
    def is_current(self):
        return self.withdrawn_at is None and self.starts_on <= timezone.localdate() <= self.ends_on
