"""How clusters are found: by words, by reference, from a line of the trail."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.known import are_there
from clusters.models import Cluster
from core import search
from core.search import Found, Hit, fit


def clusters(person, wanted, most):
    """Those whose title or purpose has all the words; a second look for the same words finds no more."""
    if not are_there() or (wanted.near and list(wanted.spelt) == wanted.words):
        return
    condition = Q()
    for word in wanted.spelt or wanted.words:
        condition &= Q(title__icontains=word) | Q(purpose__icontains=word)
    rows = list(Cluster.objects.visible_to(person).filter(condition).select_related("principal").by_title())
    hits = [
        Hit(
            title=row.title,
            url=row.get_absolute_url(),
            note=f"{row.state_label}, {row.principal.full_name}",
            score=search.NEAR if wanted.near else fit(wanted, row.title) or search.TEXT,
            key=row.pk,
        )
        for row in rows[:most]
    ]
    yield Found("clusters", _("Cluster"), len(rows), hits, many=_("Clusters"))


def by_reference(person, reference):
    """The page of the cluster with this reference."""
    for cluster in Cluster.objects.visible_to(person).filter(reference=reference):
        yield cluster.get_absolute_url()


def addresses(person, wanted):
    """Pages behind events that are about clusters."""
    if wanted.get("clusters.cluster"):
        seen = Cluster.objects.visible_to(person).filter(pk__in=wanted["clusters.cluster"])
        for pk, reference in seen.values_list("pk", "reference"):
            yield "clusters.cluster", pk, reverse("clusters:cluster", args=[reference])
