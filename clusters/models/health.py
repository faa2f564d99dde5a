"""How a cluster is, as each of its councils and its principal see it once a year (the six lessons of tk:T27)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clusters.models.groups import Cluster
from clusters.querysets.health import HealthCheckQuerySet
from councils.models import Council

PERSON = settings.AUTH_USER_MODEL
CHECKED = {
    "fair": _("What each puts in and gets out is seen as fair by all."),
    "evidence": _("We can show what it has done for residents, in figures and in stories."),
    "lasting": _("It would go on if a clerk or a leading councillor left tomorrow."),
    "governance": _("Meetings and papers are no more than it needs."),
    "sharing": _("What we share, people, money or things, rests on priorities that all agreed."),
    "voice": _("Others hear us as one, and find it easy to deal with us."),
}


class Colour(models.TextChoices):
    GREEN = "green", _("Yes")
    AMBER = "amber", _("Partly")
    RED = "red", _("No")


def colour():
    return models.CharField(max_length=5, choices=Colour)


class HealthCheck(models.Model):
    """The answers of one council for one calendar year; it may put them right until the year is over."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="health_checks")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    fair, evidence, lasting, governance, sharing, voice = (colour() for _name in CHECKED)
    words = models.TextField(max_length=1000, blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = HealthCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "council", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "council", "year"], name="council_checks_once_a_year"),
            *(
                models.CheckConstraint(name=f"cluster_health_{name}_is_said", condition=Q(**{f"{name}__in": Colour}))
                for name in CHECKED
            ),
        ]

    def __str__(self):
        return f"{self.council}: {self.year}"
