"""What became of the funding e-mails, in numbers. Whether somebody opened one is not measured."""

from collections import Counter

from django.db.models import Count

from councils.models import Council
from funding.models.digests import DigestEdition, Stop, Subscription

LISTED = 300  # councils on one page
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
    """Local councils the person looks after for which somebody gets the e-mail today: the first ones by name, each with
    how many, and how many councils more there are.
    """
    wanted = Subscription.objects.counting()
    if not person.is_staff:
        wanted = wanted.of_councils(person.looked_after_ids)
    readers = Counter(wanted.values_list("council", flat=True))
    councils = Council.objects.filter(pk__in=readers, tier="local").by_name()[:LISTED]
    return {
        "councils": [(council, readers[council.pk]) for council in councils],
        "more_councils": max(len(readers) - LISTED, 0),
    }
