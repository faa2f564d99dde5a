"""Handovers: what an officer who leaves, or gives councils up, tells whoever follows, council by council."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from councils.models import Council
from liaison.models.officers import WHOLE_AREA
from liaison.querysets.handovers import CouncilHandoverQuerySet, HandoverNoteQuerySet

PERSON = settings.AUTH_USER_MODEL


class CouncilHandover(models.Model):
    """Councils for which one officer answers go to others after a last day; written first, then completed at once.

    Until it is completed the officer answers for the councils. One that was begun by mistake is dropped and stays.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="council_handovers")
    leaver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="councils_handed_over")
    successor = models.ForeignKey(  # of what belongs to no council, and of councils for which nobody else is chosen
        Membership, on_delete=models.PROTECT, related_name="councils_taken_over"
    )
    last_day = models.DateField()  # the leaver's, inclusive
    is_whole = models.BooleanField(default=True, db_default=True)  # all councils and all that is open; else its notes
    names_councils = models.BooleanField(default=True, db_default=True)  # else only what is the leaver's in person
    reason = models.CharField(max_length=200)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    items = models.JSONField(default=list)  # what was open and belonged to no council, as in the notes
    moved = models.PositiveIntegerField(default=0)  # things that were the leaver's and are a successor's now
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = CouncilHandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["leaver"],
                condition=Q(completed_at=None, dropped_at=None),
                name="council_handover_one_open_for_a_leaver",
            ),
            models.CheckConstraint(name="council_handover_to_somebody_else", condition=~Q(leaver=F("successor"))),
            models.CheckConstraint(
                name="council_handover_completed_at_with_by",
                condition=Q(completed_at=None, completed_by=None)
                | Q(completed_at__isnull=False, completed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="council_handover_dropped_at_with_by",
                condition=Q(dropped_at=None, dropped_by=None)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False, completed_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.leaver.user}, {self.principal.label}"

    def get_absolute_url(self):
        return reverse("liaison:handover", args=[self.public_id])

    @property
    def first_day(self):
        """Of whoever follows: the day after the last one, but no earlier than the day of the handover itself."""
        handed = timezone.localdate(self.completed_at) if self.completed_at else timezone.localdate()
        return max(self.last_day + timedelta(days=1), handed)

    @property
    def is_open(self):
        """It can still be written."""
        return self.completed_at is None and self.dropped_at is None


class HandoverNote(models.Model):
    """One council of a handover, or the whole area: who follows there, what they must know, what was open that day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    handover = models.ForeignKey(CouncilHandover, on_delete=models.PROTECT, related_name="notes")
    council = models.ForeignKey(
        Council, null=True, blank=True, on_delete=models.PROTECT, related_name="handover_notes"
    )  # none: every local council of the principal, or what belongs to no council
    successor = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="handover_notes")
    history = models.TextField(max_length=4000, blank=True)
    sensitivities = models.TextField(max_length=4000, blank=True)
    people = models.TextField(max_length=2000, blank=True)
    no_note = models.CharField(max_length=200, blank=True)  # why nothing is written: the recorded override
    items = models.JSONField(default=list)  # what was open when it was completed: kind, title, note, due_on, is_own
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = HandoverNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "handover", Coalesce("council", WHOLE_AREA), name="handover_note_once_for_a_council"
            ),
            models.CheckConstraint(
                name="handover_note_read_at_with_by",
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.area_label

    def get_absolute_url(self):
        return reverse("liaison:handover-note", args=[self.public_id])

    @property
    def area_label(self):
        """For which council it is; the context tells two of one name apart."""
        if self.council:
            return self.council.label
        return str(_("All local councils") if self.names_area else _("What belongs to no council"))

    @cached_property
    def is_written(self):
        return bool(self.history or self.sensitivities or self.people)

    @property
    def names_area(self):
        """It is about a council or about all of them, not only about what is the leaver's in person."""
        return bool(self.council_id) or self.handover.names_councils

    @property
    def audit_part(self):
        """How audit events of the handover name this note."""
        return f"note:{self.pk}"
