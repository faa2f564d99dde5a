"""Who pays what in a year, as councils want to put it before their meetings: what was entered, not what follows."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clusters.models.groups import Cluster
from clusters.querysets.schedules import ScheduleQuerySet
from core.models import new_reference
from councils.models import Council
from partnerships.models import year_words

PERSON = settings.AUTH_USER_MODEL
MOST_PENCE = 10**11
FIRST_YEAR, LAST_YEAR = 1990, 2150


class Schedule(models.Model):
    """Costs, what comes from outside, and by what the rest is shared, for one financial year."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    lead = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="schedules")
    cluster = models.ForeignKey(
        Cluster, null=True, blank=True, on_delete=models.PROTECT, related_name="schedules"
    )  # none: these councils share this and nothing else
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()  # in which it begins, in April
    costs = models.JSONField(default=list, blank=True)  # [[what for, pence, is capital]]
    given = models.JSONField(default=list, blank=True)  # [[who, kind, pence]], by others than the members
    weights = models.JSONField(default=dict, blank=True)  # {basis: part of the mix}
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="schedule_says_what", condition=~Q(title="") & Q(year__range=(FIRST_YEAR, LAST_YEAR))
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clusters:schedule", args=[self.reference])

    @property
    def year_words(self):
        return year_words(self.year)


class ScheduleMember(models.Model):
    """A council in the sharing, with its figures; an empty figure is not known."""

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="members")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    pays = models.BooleanField(_("takes part in the sharing"), default=True)
    electorate = models.PositiveIntegerField(null=True, blank=True)
    precept = models.PositiveBigIntegerField(null=True, blank=True)  # pence
    tax_base = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    usage = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    fixed = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    least = models.PositiveBigIntegerField(default=0)  # pence
    most = models.PositiveBigIntegerField(null=True, blank=True)
    gives = models.PositiveBigIntegerField(default=0)  # of its share, already: in kind or in money

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "council"], name="council_once_in_schedule"),
            models.CheckConstraint(
                name="schedule_share_is_possible",
                condition=Q(least__lte=MOST_PENCE, gives__lte=MOST_PENCE)
                & (Q(most=None) | Q(most__gte=F("least"), most__lte=MOST_PENCE))
                & (Q(tax_base=None) | Q(tax_base__gte=0))
                & (Q(usage=None) | Q(usage__gte=0))
                & (Q(fixed=None) | Q(fixed__gte=0)),
            ),
        ]

    def __str__(self):
        return f"{self.council}, {self.schedule}"
