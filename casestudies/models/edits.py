"""What administrators changed in shipped texts. Kept beside them, so that a newer edition overwrites no edit."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.querysets import LocalEditQuerySet

TOUCH_STUDY_BY_SLUG = """
UPDATE casestudies_casestudy SET slug = slug
WHERE COALESCE(NEW.kind, OLD.kind) = 'study' AND slug = COALESCE(NEW.key, OLD.key);
RETURN NULL;
"""


class LocalEdit(models.Model):
    """One field of one shipped record, in the words of this portal."""

    class Kind(models.TextChoices):
        STUDY = "study", _("Case study")
        CHAPTER = "chapter", _("Chapter")
        ITEM = "item", _("Checklist item")
        RESOURCE = "resource", _("Resource")
        PERSPECTIVE = "perspective", _("Perspective")

    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=90)  # the natural key: a slug, "B8", "B8.2"
    field = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    shipped = models.TextField(blank=True)  # what it replaced: if an edition brings other words, somebody should look
    edited_at = models.DateTimeField(default=timezone.now)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = LocalEditQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "key", "field"]
        constraints = [models.UniqueConstraint(fields=["kind", "key", "field"], name="local_edit_once_per_field")]
        triggers = [
            pgtrigger.Trigger(
                name="edit_in_words",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                func=TOUCH_STUDY_BY_SLUG,
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.key}: {self.field}"
