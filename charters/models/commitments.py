"""What is reported about commitments: how they stand, what shows it, what the other side says to it."""

import hashlib

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.agreement import Commitment
from charters.models.round import Party
from charters.querysets.commitments import CommentQuerySet, EvidenceQuerySet, ProgressQuerySet
from core.attachments import MOST_BYTES

PERSON = settings.AUTH_USER_MODEL


class Standing(models.TextChoices):
    """How a commitment stands: red, amber, green, and done; always in words, too."""

    RED = "red", _("Not being kept")
    AMBER = "amber", _("Behind")
    GREEN = "green", _("On track")
    DONE = "done", _("Done")


OF_ONE_AGREEMENT = """
    IF NOT EXISTS (SELECT 1 FROM charters_party p
                   JOIN charters_commitment c ON c.id = NEW.commitment_id
                   JOIN charters_agreementversion v ON v.id = c.version_id AND v.agreement_id = p.agreement_id
                   WHERE p.id = NEW.party_id AND v.text_hash <> '') THEN
        RAISE EXCEPTION 'progress is reported by a party, on a commitment of its own agreement that was sent';
    END IF;
    RETURN NEW;
"""


class ProgressEntry(models.Model):
    """One council's word on how one commitment stood on a day. Its own people may correct it, nobody else."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="entries")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="progress")
    standing = models.CharField(max_length=5, choices=Standing)
    stood_on = models.DateField()
    text = models.TextField()  # what was done, what is in the way
    figure = models.CharField(max_length=60, blank=True)  # what the measure says: "92% of 140"
    link = models.URLField(max_length=500, blank=True)  # where anyone can see it
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "progress entries"
        ordering = ["-stood_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "party", "stood_on"], name="progress_once_a_day"),
            models.CheckConstraint(name="progress_says_something", condition=~Q(text="")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="progress_of_one_agreement",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("commitment_id", "party_id"),
                when=pgtrigger.Before,
                func=OF_ONE_AGREEMENT,
            )
        ]

    def __str__(self):
        return f"{self.commitment}: {self.get_standing_display()}, {self.stood_on}"

    @property
    def agreement(self):
        return self.party.agreement

    @property
    def council(self):
        return self.party.council

    def other_side(self):
        """The parties of the other side that signed the version in force; of a one-way commitment, that were told."""
        if self.party.agreement.one_way:
            told = Party.objects.filter(agreement=self.party.agreement_id, responses__version__status="in_force")
            return told.exclude(side=self.party.side).select_related("council")
        parties = Party.objects.in_charter().filter(agreement=self.party.agreement_id)
        return parties.exclude(side=self.party.side).select_related("council")

    @property
    def audit_part(self):
        """How audit events name this entry."""
        return f"progress:{self.pk}"


class Evidence(models.Model):
    """A file that shows what an entry says; its council may take it away again."""

    entry = models.OneToOneField(ProgressEntry, on_delete=models.CASCADE, related_name="evidence")
    filename = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)
    description = models.CharField(max_length=300)  # what it shows, for whoever cannot see it
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(name="evidence_is_described", condition=~Q(description="")),
            models.CheckConstraint(
                name="evidence_is_small",
                condition=LessThanOrEqual(
                    Func(F("content"), function="octet_length", output_field=models.IntegerField()), MOST_BYTES
                ),
            ),
        ]

    def __str__(self):
        return self.filename

    def save(self, *args, **kwargs):
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        super().save(*args, **kwargs)


class ProgressComment(models.Model):
    """What the other side says to an entry. It stays as it was said."""

    entry = models.ForeignKey(ProgressEntry, on_delete=models.PROTECT, related_name="comments")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [models.CheckConstraint(name="progress_comment_says_something", condition=~Q(text=""))]
        triggers = [
            pgtrigger.Trigger(
                name="comment_of_the_other_side",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("entry_id", "party_id"),
                when=pgtrigger.Before,
                func="""
                IF NOT EXISTS (SELECT 1 FROM charters_progressentry e JOIN charters_party o ON o.id = e.party_id
                               JOIN charters_party p ON p.agreement_id = o.agreement_id AND p.side <> o.side
                               WHERE e.id = NEW.entry_id AND p.id = NEW.party_id) THEN
                    RAISE EXCEPTION 'progress is commented on by a party of the other side';
                END IF;
                RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return f"{self.party} on {self.entry}"
