"""How many service contacts of a principal council want putting right, as its officers' home shows it."""

from django.db.models import Count, Q
from django.utils import timezone

from core.facts import cache
from councils.models import Council
from liaison.known import KEPT
from liaison.models import ServiceContact


def _key(pk):
    return f"services-1:{pk}:{timezone.localdate().isoformat()}"


def forget_counts(principal):
    """Counted anew the next time."""
    cache.delete(_key(principal.pk))


def counts_of(principal_ids):
    """[(slug, name, how many were the wrong door, how many nobody confirmed)] of those with any; one query at most."""
    keys = {_key(pk): pk for pk in principal_ids}
    found = cache.get_many(keys) if keys else {}
    missing = {pk: key for key, pk in keys.items() if key not in found}
    if missing:
        read = dict.fromkeys(missing.values(), ())
        for pk, *row in _counted(missing):
            read[missing[pk]] = tuple(row)
        cache.set_many(read, KEPT)
        found |= read
    return sorted((tuple(found[key]) for key in keys if found[key]), key=lambda row: row[1])


def _counted(principal_ids):
    listed = ServiceContact.objects.listed().filter(principal__in=principal_ids)
    shut = listed.with_wrong_doors().filter(wrong_since__gt=0)
    wrong = Count(
        "service_contacts",
        filter=Q(service_contacts__in=shut.values("pk")),
    )
    stale = Count("service_contacts", filter=Q(service_contacts__in=listed.to_confirm().values("pk")))
    rows = Council.objects.filter(pk__in=principal_ids).order_by().annotate(wrong=wrong, stale=stale)
    return rows.filter(Q(wrong__gt=0) | Q(stale__gt=0)).values_list("pk", "slug", "name", "wrong", "stale")
