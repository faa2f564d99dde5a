"""Clusters and the councils in them: about councils; keys lead to people, words may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare

WITH_CLUSTER = _("As long as the cluster: councils must be able to show what they did together and who agreed to it")


declare(
    "clusters.Cluster",
    _("Clusters you proposed or answer for"),
    about=lambda who: Q(created_by=who.person) | Q(point_person__user=who.person) | Q(lead_officer__user=who.person),
    tell=("reference", "title", "created_at", "started_at"),
    people=("created_by", "started_by", "ended_by", "confirmed_by"),
    scrub=("title", "purpose", "basis", "ended_because"),
    reach=lambda who: Q(principal__in=who.council_ids) | Q(members__council__in=who.council_ids),
    plain=("reference",),
    kept=Kept(WITH_CLUSTER),
)
declare(
    "clusters.Member",
    _("What you said for your council about clusters"),
    about=lambda who: Q(said_by=who.person) | Q(invited_by=who.person),
    tell=("cluster", "council", "role", "consented_on", "minute", "left_on"),
    people=("invited_by", "said_by"),
    scrub=("leads", "minute", "left_because"),
    reach=lambda who: Q(council__in=who.council_ids) | Q(cluster__principal__in=who.council_ids),
    kept=Kept(WITH_CLUSTER),
)
