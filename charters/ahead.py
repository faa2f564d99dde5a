"""What lies ahead for versions in force: reports, views in a review, the review, the end; and how alive they are.

Home pages ask for it each time they open, and it changes only when somebody writes. Every write about an agreement
leaves an event in its audit trail; what was counted is therefore kept in the cache under the state of that trail, so
that a page reads it anew after any write and never shows what was true before.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Max, OuterRef, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from charters.commitments import in_charters, report_due, tracked_of
from charters.life import healths_of, life_of
from charters.models import Agreement, ReviewView
from core.facts import cache
from core.models import AuditEvent

KEPT = 60 * 60  # seconds; councils change their names without a word in the trail of an agreement
KEY = "ahead-2"  # another number when what is kept changes its form


@dataclass(frozen=True)
class Ahead:
    """For one version; councils by their id, days as dates."""

    reports: dict  # {council: (its label, the days on which a commitment is to be reported on, the earliest first)}
    waiting: dict  # {council: (its label, its slug)} of those whose view an open review still lacks
    views_by: date | None  # of the open review
    review_on: date | None
    ends_on: date | None
    health: int  # 0 to 100
    is_in_drawer: bool
    said_on: date  # when something was last said about it


def with_trail(versions):
    """Each with `trail`, the state of its agreement's audit trail: how many events, and the newest."""
    kind = ContentType.objects.get_for_model(Agreement)
    events = AuditEvent.objects.filter(content_type=kind, object_id=OuterRef("agreement_id"))
    state = Concat(Cast(Count("pk"), CharField()), Value("-"), Cast(Max("pk"), CharField()))
    of_agreement = events.order_by().values("object_id").annotate(state=state).values("state")
    return versions.annotate(trail=Subquery(of_agreement))


def ahead_of(versions):
    """{version id: what lies ahead}, of versions that were read `with_trail`; no query for what was read before."""
    keys = {_key(version): version for version in versions}
    found = cache.get_many(keys) if keys else {}
    missing = [version for key, version in keys.items() if key not in found]
    if missing:
        read = {_key(version): ahead for version, ahead in _read(missing)}
        cache.set_many(read, KEPT)
        found |= read
    return {version.pk: found[key] for key, version in keys.items()}


def _key(version):
    return f"{KEY}:{version.pk}:{version.trail}:{timezone.localdate().isoformat()}"


def _read(versions):
    """Pairs of a version and its `Ahead`, by the same few queries for any number."""
    prefetch_related_objects(versions, "renewals", "reviews")
    items, parties = tracked_of(versions), in_charters({version.pk: version for version in versions})
    said = _views_of([review for version in versions for review in version.reviews.all() if review.closed_at is None])
    healths = healths_of(versions, items)
    for version in versions:
        health = healths[version.pk]
        life, within = life_of(version), {party.pk: party for party in parties[version.pk]}
        review = next((review for review in version.reviews.all() if review.closed_at is None), None)
        yield (
            version,
            Ahead(
                reports={party.council_id: _reports(items[version.pk], party) for party in within.values()},
                waiting=_silent(within.values(), said.get(review.pk, ())) if review else {},
                views_by=review.views_by if review else None,
                review_on=life.review_on,
                ends_on=life.ends_on,
                health=health.score,
                is_in_drawer=health.is_in_drawer,
                said_on=health.last_on,
            ),
        )


def _reports(items, party):
    return party.council.label, tuple(day for day, _item in report_due(items, party))


def _silent(parties, said):
    return {party.council_id: (party.council.label, party.council.slug) for party in parties if party.pk not in said}


def _views_of(reviews):
    """{review id: the parties that have given their view}."""
    said = {}
    if reviews:
        for review, party in ReviewView.objects.filter(review__in=reviews).values_list("review", "party"):
            said.setdefault(review, set()).add(party)
    return said
