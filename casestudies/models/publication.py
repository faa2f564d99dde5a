"""What becomes of a case study here: who owns it, who approved it, when it is reviewed, why it was archived.

Kept apart from the text, so that loading a newer edition of the library touches none of it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models.study import CaseStudy
from casestudies.querysets import ApprovalQuerySet, PublicationQuerySet
from councils.models import Council

PERSON = settings.AUTH_USER_MODEL


class PublicationStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OUT = "out", _("Out for approval")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class Publication(models.Model):
    """The life of one case study. A shipped study has none until somebody here takes charge of it."""

    study = models.OneToOneField(CaseStudy, on_delete=models.CASCADE, related_name="publication")
    status = models.CharField(max_length=10, choices=PublicationStatus, default=PublicationStatus.DRAFT)
    owner = models.ForeignKey(  # the council whose people look after the text; none for the portal's own
        Council, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_studies"
    )
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    archive_reason = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="publication_published_at_with_by",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="publication_archived_with_reason",
                condition=(Q(archived_at=None, archived_by=None) & ~Q(status="archived"))
                | (Q(archived_at__isnull=False, archived_by__isnull=False, status="archived") & ~Q(archive_reason="")),
            ),
        ]

    def __str__(self):
        return f"{self.study} ({self.get_status_display()})"

    @property
    def is_editable(self):
        """A text that was approved is not changed behind anybody's back: it goes back to draft first."""
        return self.status == PublicationStatus.DRAFT


class Approval(models.Model):
    """One party is asked whether the words and the credit are right."""

    class Answer(models.TextChoices):
        ASKED = "asked", _("No answer yet")
        APPROVED = "approved", _("Approved")
        CHANGES = "changes", _("Changes asked for")

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="approvals")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="study_approvals")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.ASKED)
    text_hash = models.CharField(max_length=64)  # of the words that were approved or are to be
    words = models.TextField(blank=True)  # what should be changed
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "council"], name="approval_once_per_council"),
            models.CheckConstraint(
                name="approval_answered_at_with_by",
                condition=Q(answer="asked", answered_at=None, answered_by=None)
                | (~Q(answer="asked") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(name="approval_changes_have_words", condition=~Q(answer="changes") | ~Q(words="")),
        ]

    def __str__(self):
        return f"{self.council.label}: {self.get_answer_display()}"
