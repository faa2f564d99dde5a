"""The working document of a cluster, written and signed by the same engine as every other agreement."""

from django.db import transaction
from django.utils.translation import gettext as _

from charters import actions as agreements
from charters.models import Kind
from clusters.actions.groups import locked, tell
from clusters.documents import first_words, schedules_of
from clusters.models import Cluster
from core.exceptions import Refused
from core.policies import require


@transaction.atomic
def write_document(*, cluster, by):
    """Its first draft, convened by the principal council; the cluster keeps the key to it."""
    cluster = locked(cluster, by, "clusters.run")
    if cluster.agreement_id:
        raise Refused(_("It has a working document already. Start a new version of that one."))
    cluster.agreement = agreements.begin_written(
        kind=Kind.CLUSTER, title=cluster.title, convener=cluster.principal,
        details={"summary": cluster.purpose, "review_on": cluster.review_on},
        known=first_words(cluster), schedules=schedules_of(cluster), by=by,
    )  # fmt: skip
    cluster.save(update_fields=["agreement"])
    tell(cluster, "clusters.document_begun", _("Working document of “%(title)s” begun"), by=by, is_public=False)
    return cluster


@transaction.atomic
def put_schedule(*, cluster, by):
    """Who pays what, as it stands now, into the draft of its working document."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("principal").get(pk=cluster.pk)
    require(by, "clusters.run", cluster)
    agreements.put_schedules(
        agreement=cluster.agreement, schedules=schedules_of(cluster),
        empty=_("Nobody has worked out yet who pays what"), by=by,
    )  # fmt: skip
    words = _("Who pays what put into the working document of “%(title)s”")
    tell(cluster, "clusters.schedule_put", words, by=by, is_public=False)
    return cluster
