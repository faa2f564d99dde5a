"""Clauses that a principal council words itself, to be picked into its agreements."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from councils.models import Council


class Clause(models.Model):
    """A council's own clause, or its wording instead of the portal's clause of the same key."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="clauses")
    key = models.SlugField(max_length=40)
    part = models.SlugField(max_length=40)  # the section of an agreement to which it belongs
    title = models.CharField(max_length=120)
    body = models.TextField()
    source = models.CharField(max_length=200, blank=True)  # where it comes from
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "key"], name="clause_key_once_for_a_council"),
            models.CheckConstraint(name="clause_has_words", condition=~Q(title="") & ~Q(body="")),
        ]

    def __str__(self):
        return self.title
