"""How a person wants to use the portal: which e-mails when, and what their home shows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from accounts.querysets import SavedViewQuerySet
from core.emails import Frequency
from core.models import OutgoingEmail


class HomeChoice(models.Model):
    """The parts of their home that a person does not want to see, by the names that apps give them."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="home_choice")
    hidden = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    def __str__(self):
        return f"Home of {self.user}"


class MailChoice(models.Model):
    """When a person wants e-mails of one kind; without a row at once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_choices")
    kind = models.CharField(max_length=60)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="mail_choice_once", fields=["user", "kind"]),
            models.CheckConstraint(name="mail_choice_is_known", condition=Q(frequency__in=Frequency.values)),
        ]

    def __str__(self):
        return f"{self.kind}: {self.get_frequency_display()}"


class SavedView(models.Model):
    """A list as a person narrowed it, under a name of their own."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=60)  # the name of its address: "partnerships:list"
    name = models.CharField(_("name of the view"), max_length=60)
    query = models.CharField(max_length=1000)  # what stands behind the question mark, without a page number

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("user", "page", Lower("name"), name="saved_view_named_once"),
            models.CheckConstraint(name="saved_view_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name

    @property
    def address(self):
        """Where the list is shown like this."""
        return f"{reverse(self.page)}?{self.query}"


class SummaryLine(models.Model):
    """Something that waits for the next summary, or stood in one."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="summary_lines")
    kind = models.CharField(max_length=60)
    frequency = models.CharField(max_length=10, choices=[(f, f.label) for f in (Frequency.DAILY, Frequency.WEEKLY)])
    subject = models.CharField(max_length=200)
    link = models.CharField(max_length=500, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)
    sent_with = models.ForeignKey(OutgoingEmail, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="summary_waiting", fields=["user"], condition=Q(sent_on=None))]
        constraints = [
            models.CheckConstraint(name="summary_is_daily_or_weekly", condition=Q(frequency__in=["daily", "weekly"])),
        ]

    def __str__(self):
        return self.subject
