"""What was loaded into the library, by whom, and what it changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from casestudies.querysets import LibraryLoadQuerySet

PERSON = settings.AUTH_USER_MODEL


class LibraryLoad(models.Model):
    """One edition, or a file that an administrator uploaded, once it was applied."""

    filename = models.CharField(max_length=200)
    report = models.JSONField(default=dict)  # counts by verb, and a line for each record
    loaded_at = models.DateTimeField(default=timezone.now)
    loaded_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = LibraryLoadQuerySet.as_manager()

    class Meta:
        ordering = ["-loaded_at", "-pk"]
        constraints = [models.CheckConstraint(name="load_names_its_file", condition=~Q(filename=""))]

    def __str__(self):
        return self.filename

    @property
    def changes(self):
        """How many records it changed."""
        return sum(self.report.get("counts", {}).get(verb, 0) for verb in ("new", "changed", "removed"))
