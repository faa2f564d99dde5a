"""What councils say about single sections of a version that goes round, and what the convener decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.round import Response
from charters.querysets.comments import SectionCommentQuerySet

PERSON = settings.AUTH_USER_MODEL


class Decision(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    IN_PART = "in_part", _("Accepted in part")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")


class SectionComment(models.Model):
    """One council about one section; once it is decided, every council that was asked reads both."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="section_comments")
    section_key = models.SlugField(max_length=40)  # of a section, or one of `WHOLE` in charters/comments.py
    heading = models.CharField(max_length=130)  # as the section was called and numbered in that version
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = SectionCommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "section_key"], condition=Q(decision=""), name="section_comment_one_open"
            ),
            models.CheckConstraint(name="section_comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="section_comment_decided_with_reason",
                condition=Q(decision="", reason="", decided_at=None, decided_by=None)
                | (~Q(decision="") & ~Q(reason="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.response.party} on {self.heading}"

    @property
    def council(self):
        return self.response.party.council

    @property
    def version(self):
        return self.response.version

    @property
    def agreement(self):
        return self.response.version.agreement

    @property
    def audit_part(self):
        """How audit events name this part of the agreement."""
        return f"comment:{self.response_id}:{self.section_key}"
