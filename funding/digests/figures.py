"""What became of the funding e-mails, in numbers. Whether somebody opened one is not measured."""

from django.db.models import Count, Q

from councils.models import Council
from funding.models.digests import SENT, DigestEdition, Stop, Subscription

NOTHING = {"written": 0, "sent": 0, "waiting": 0, "failed": 0, "bounced": 0}


def with_figures(runs, person):
    """[(run, its figures)] as far as the person looks after the councils that got them."""
    keys = [run.pk for run in runs]
    editions = DigestEdition.objects.for_councils_of(person)
    counted = editions.figures(keys)
    stops = Stop.objects.filter(run__in=keys)
    if not person.is_staff:
        theirs = Subscription.objects.filter(council__in=person.looked_after_ids)
        stops = stops.filter(reader__in=theirs.values("reader"))
    stopped = dict(stops.order_by().values_list("run").annotate(many=Count("pk")))
    return [(run, {**NOTHING, **counted.get(run.pk, {}), "stopped": stopped.get(run.pk, 0)}) for run in runs]


def councils_with_readers(person):
    """Local councils the person looks after that have somebody who gets the e-mail, each with `readers`."""
    wanted = Q(funding_subscriptions__rhythm__in=SENT)
    councils = Council.objects.filter(wanted, tier="local", ended_on=None)
    if not person.is_staff:
        councils = councils.filter(pk__in=person.looked_after_ids)
    return list(councils.annotate(readers=Count("funding_subscriptions", filter=wanted)).by_name()[:200])
