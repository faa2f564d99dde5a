"""A council says how its cluster is; those who keep the cluster confirm it anew until a day."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clusters.actions.groups import locked, tell
from clusters.models import HealthCheck
from clusters.models.health import CHECKED
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require

SAID = (*CHECKED, "words")
MOST_DAYS = 366 * 5  # that a cluster may go on without being looked at


def check_of(cluster, council, year):
    """What the form about it shows."""
    found = HealthCheck.objects.filter(cluster=cluster, council=council, year=year).first()
    return {name: getattr(found, name) if found else "" for name in SAID}


@transaction.atomic
def check_health(*, cluster, council, facts, seen=None, by):
    """For this year; the others read it once they have said theirs."""
    cluster = locked(cluster, by, "clusters.check")
    require(by, "clusters.check_for", council)
    inside = cluster.members.taking_part().filter(council=council).exists()
    if not inside and council.pk != cluster.principal_id:
        raise Refused(_("This council takes no part in the cluster"))
    if not cluster.is_started:
        raise Refused(_("The cluster has not started yet"))
    year = timezone.localdate().year
    part = f"health-{council.pk}"
    refuse_if_changed(seen, check_of(cluster, council, year), record=cluster, parts=[part])
    said = {name: facts[name] for name in SAID}
    check, _new = HealthCheck.objects.update_or_create(
        cluster=cluster, council=council, year=year, defaults={**said, "said_by": by, "said_at": timezone.now()}
    )
    words = _("“%(title)s”: %(council)s said how it is")
    tell(cluster, "clusters.checked", words, by=by, councils=[council], parts=[part], is_public=False,
         council=council.full_name)  # fmt: skip
    return check


@transaction.atomic
def confirm_cluster(*, cluster, review_on, by):
    """It goes on, until a day on which it is looked at again; whatever asked for it is settled."""
    cluster = locked(cluster, by, "clusters.keep")
    if not cluster.is_started:
        raise Refused(_("The cluster has not started yet"))
    days = (review_on - timezone.localdate()).days
    if days <= 0:
        raise Refused(_("Choose a day that lies ahead"), field="review_on")
    if days > MOST_DAYS:
        raise Refused(_("Choose a day within the next five years"), field="review_on")
    for person, words in ((cluster.lead_officer, _("lead local officer")), (cluster.point_person, _("point person"))):
        if not person.is_current:
            raise Refused(_("Name another %(part)s first: change the cluster") % {"part": words})
    cluster.review_on, cluster.leads_changed = review_on, False
    cluster.confirmed_at, cluster.confirmed_by = timezone.now(), by
    cluster.save(update_fields=["review_on", "leads_changed", "confirmed_at", "confirmed_by"])
    tell(cluster, "clusters.confirmed", _("Cluster “%(title)s” confirmed"), by=by, parts=["words"])
    return cluster
