"""Files that are made because somebody asked for them, and thrown away again."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.querysets import PrintoutQuerySet

LETTERS_KEPT = timedelta(days=1)  # a letter names people: it goes as soon as its writer has surely fetched it
PRINTOUTS_KEPT = timedelta(days=30)


class Printout(models.Model):
    """One PDF on demand: what is to be printed as data, and the file once the worker has made it.

    Nothing that binds anybody is kept here (that is `StoredDocument`), so a row may go: it is made again when asked.
    """

    class Kind(models.TextChoices):
        BOOKLET = "booklet", _("Case studies")
        LETTER = "letter", _("Letter")
        RESULT = "result", _("Checklist result")

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=64, unique=True)  # a fingerprint of what is printed; of a letter, random
    wanted = models.JSONField()  # what the printing function needs
    filename = models.CharField(max_length=120)
    content = models.BinaryField(null=True, editable=False)
    asked_on = models.DateTimeField(default=timezone.now)

    objects = PrintoutQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "asked_on"], name="printout_by_age")]
        constraints = [models.CheckConstraint(name="printout_has_filename", condition=~Q(filename=""))]

    def __str__(self):
        return self.filename

    @property
    def is_ready(self):
        return self.content is not None
