"""How a council wants to be in touch: in what way, how often, when it can be reached, and how to tell it bad news."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from councils.models import Council
from liaison.querysets.preferences import CommsPreferenceQuerySet

PERSON = settings.AUTH_USER_MODEL
OUT_OF_DATE = timedelta(days=365)


class Way(models.TextChoices):
    """In what way a council is best reached."""

    PHONE = "phone", _("Telephone")
    EMAIL = "email", _("E-mail")
    MEETING = "meeting", _("Meeting")
    ONLINE = "online", _("Online meeting")
    LETTER = "letter", _("Letter")
    VISIT = "visit", _("Visit")


class Rhythm(models.TextChoices):
    """How often a council wants to hear from the other side, even when there is nothing new."""

    FORTNIGHT = "fortnight", _("Every two weeks")
    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every three months")
    HALF_YEAR = "half_year", _("Twice a year")
    YEAR = "year", _("Once a year")
    AS_NEEDED = "as_needed", _("When there is something to say")


RHYTHM_DAYS = {"fortnight": 14, "month": 31, "quarter": 92, "half_year": 183, "year": 366}


class Tier(models.TextChoices):
    """How close the contact should be."""

    CLOSE = "close", _("Close: work on things together")
    PERIODIC = "periodic", _("Periodic: be kept up to date")


class CommsPreference(models.Model):
    """What one council says of itself, once for everybody on the other side; what it said before is overwritten."""

    council = models.OneToOneField(Council, on_delete=models.PROTECT, related_name="comms_preference")
    first = models.CharField(max_length=10, choices=Way)
    second = models.CharField(max_length=10, choices=Way, blank=True)
    third = models.CharField(max_length=10, choices=Way, blank=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    tier = models.CharField(max_length=10, choices=Tier)
    reachable = models.CharField(max_length=200, blank=True)  # days and hours, in words
    hear_first = models.CharField(max_length=200, blank=True)  # what it wants to hear about first
    bad_news = models.CharField(max_length=200, blank=True)  # how it wants to be told
    confirmed_on = models.DateField(default=timezone.localdate)
    said_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = CommsPreferenceQuerySet.as_manager()

    class Meta:
        ordering = ["council__name", "pk"]
        constraints = [
            models.CheckConstraint(name="comms_first_is_a_way", condition=Q(first__in=Way.values)),
            models.CheckConstraint(
                name="comms_second_is_another",
                condition=Q(second="") | (Q(second__in=Way.values) & ~Q(second=F("first"))),
            ),
            models.CheckConstraint(
                name="comms_third_is_another",
                condition=Q(third="")
                | (Q(third__in=Way.values) & ~Q(third=F("first")) & ~Q(third=F("second")) & ~Q(second="")),
            ),
            models.CheckConstraint(name="comms_rhythm_is_known", condition=Q(rhythm__in=Rhythm.values)),
            models.CheckConstraint(name="comms_tier_is_known", condition=Q(tier__in=Tier.values)),
        ]

    def __str__(self):
        return str(_("How %(council)s wants to be in touch") % {"council": self.council.label})

    def get_absolute_url(self):
        return reverse("liaison:reach", args=[self.council.slug])

    @property
    def in_order(self):
        """The best one first."""
        return [Way(name) for name in (self.first, self.second, self.third) if name]

    @property
    def ways(self):
        """Telephone, then e-mail, then meeting"""
        first, *others = (str(way.label) for way in self.in_order)
        return gettext(", then ").join([first, *(label.lower() for label in others)])

    @property
    def in_short(self):
        """Telephone, then e-mail. Every month. Monday to Wednesday mornings"""
        return ". ".join([self.ways, self.get_rhythm_display(), *([self.reachable] if self.reachable else [])])

    @property
    def days(self):
        """After how many days without contact its own rhythm has passed; None: never."""
        return RHYTHM_DAYS.get(self.rhythm)

    @property
    def is_out_of_date(self):
        return self.confirmed_on < timezone.localdate() - OUT_OF_DATE
