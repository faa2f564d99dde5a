"""Contacts between a principal council and a local council: when, in what way, about what, and what follows."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from councils.models import Council
from liaison.querysets.contacts import ContactQuerySet

PERSON = settings.AUTH_USER_MODEL


class ContactKind(models.TextChoices):
    """In what way two councils were in touch."""

    MEETING = "meeting", _("Meeting")
    VISIT = "visit", _("Visit")
    CALL = "call", _("Telephone or video call")
    EMAIL = "email", _("E-mail or letter")


class Contact(models.Model):
    """One contact, written down by either side. A wrong one is struck out with the reason and stays.

    Both sides read it, unless the principal keeps it for its own people (`is_internal`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="contacts_held")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="contacts")  # the local council
    logged_for = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")  # the side that wrote it
    kind = models.CharField(max_length=10, choices=ContactKind)
    took_place_on = models.DateField()
    with_whom = models.CharField(max_length=200, blank=True)  # by role
    about = models.TextField(max_length=1000, blank=True)
    follows = models.CharField(max_length=200, blank=True)
    follows_by = models.DateField(null=True, blank=True)
    falls_to = models.ForeignKey(  # who does what follows for the principal; none: whoever wrote it
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    followed_at = models.DateTimeField(null=True, blank=True)  # what follows has been done
    followed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_internal = models.BooleanField(default=False)
    logged_at = models.DateTimeField(default=timezone.now)
    logged_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    strike_reason = models.CharField(max_length=200, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-took_place_on", "-pk"]
        indexes = [
            models.Index(fields=["principal", "council", "-took_place_on"], name="contact_of_two"),
            models.Index(fields=["council", "-took_place_on"], name="contact_of_council"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contact_logged_by_a_side", condition=Q(logged_for=F("principal")) | Q(logged_for=F("council"))
            ),
            models.CheckConstraint(
                name="contact_kept_by_principal_alone", condition=Q(is_internal=False) | Q(logged_for=F("principal"))
            ),
            models.CheckConstraint(
                name="contact_day_of_what_follows",
                condition=Q(follows_by=None) | (~Q(follows="") & Q(follows_by__gte=F("took_place_on"))),
            ),
            models.CheckConstraint(
                name="contact_followed_at_with_by",
                condition=Q(followed_at=None, followed_by=None)
                | (Q(followed_at__isnull=False, followed_by__isnull=False) & ~Q(follows="")),
            ),
            models.CheckConstraint(
                name="contact_struck_at_with_by",
                condition=Q(struck_at=None, struck_by=None, strike_reason="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(strike_reason="")),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.council.label}"

    def get_absolute_url(self):
        return reverse("liaison:contact", args=[self.public_id])

    @property
    def is_struck(self):
        return self.struck_at is not None

    @property
    def is_to_follow(self):
        """Something was to be done and nobody has said that it is."""
        return bool(self.follows) and self.followed_at is None and not self.is_struck

    @property
    def is_late(self):
        """What follows should have been done before today."""
        return self.is_to_follow and self.follows_by is not None and self.follows_by < timezone.localdate()

    @property
    def audit_part(self):
        """How audit events name this contact."""
        return f"contact:{self.pk}"
