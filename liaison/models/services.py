"""Whom to ask about a topic at a principal council, and when that was the wrong door."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from councils.models import Council
from liaison.querysets.services import CONFIRM_EVERY, ServiceContactQuerySet, WrongDoorQuerySet
from liaison.topics import USUAL, Topic

PERSON = settings.AUTH_USER_MODEL


class ServiceContact(models.Model):
    """A team or a post of a principal council that answers for one topic. Everyone reads it, so it names nobody.

    Rows are never deleted; one that is no longer right is taken off the list.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="service_contacts")
    topic = models.CharField(max_length=20, choices=Topic)
    team = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    web = models.URLField(blank=True)
    hours = models.CharField(max_length=200, blank=True)
    urgent_phone = models.CharField(max_length=40, blank=True)
    have_ready = models.CharField(max_length=300, blank=True)
    answers_within = models.CharField(max_length=100, blank=True)
    note = models.TextField(max_length=1000, blank=True)
    is_listed = models.BooleanField(default=True)
    confirmed_on = models.DateField(default=timezone.localdate)
    mended_at = models.DateTimeField(null=True, blank=True)  # when it was last put right; wrong doors count from here
    mended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = ServiceContactQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "team", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["principal", "topic", "team"], name="service_contact_once"),
            models.CheckConstraint(name="service_contact_has_team", condition=~Q(team="")),
            models.CheckConstraint(name="service_contact_can_be_reached", condition=~Q(email="", phone="", web="")),
            models.CheckConstraint(
                name="service_contact_mended_at_with_by",
                condition=Q(mended_at=None, mended_by=None) | Q(mended_at__isnull=False, mended_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_topic_display()}: {self.team}"

    def get_absolute_url(self):
        return f"{reverse('liaison:services', args=[self.principal.slug])}#{self.public_id}"

    @property
    def is_out_of_date(self):
        return self.confirmed_on < timezone.localdate() - CONFIRM_EVERY

    @property
    def usual(self):
        """Which tier usually answers."""
        return USUAL[Topic(self.topic)]

    @property
    def audit_part(self):
        """How audit events of the principal name this contact."""
        return f"service:{self.pk}"


class WrongDoor(models.Model):
    """Somebody turned to a contact and it was not the right one; once a day for each person."""

    contact = models.ForeignKey(ServiceContact, on_delete=models.PROTECT, related_name="wrong_doors")
    said_on = models.DateField(default=timezone.localdate)
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    turned_out = models.CharField(max_length=200, blank=True)  # who it was instead; read by the principal's people

    objects = WrongDoorQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "said_by", "said_on"], name="wrong_door_once_a_day"),
        ]

    def __str__(self):
        return f"{self.contact}, {self.said_on}"
