"""How clusters are: about councils; words may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.personal.groups import WITH_CLUSTER
from core.privacy.map import Kept, declare

declare(
    "clusters.HealthCheck",
    _("What you said of clusters for your council"),
    about=lambda who: Q(said_by=who.person),
    tell=("cluster", "council", "year", "words", "said_at"),
    people=("said_by",),
    scrub=("words",),
    reach=lambda who: Q(council__in=who.council_ids) | Q(cluster__principal__in=who.council_ids),
    kept=Kept(WITH_CLUSTER),
)
