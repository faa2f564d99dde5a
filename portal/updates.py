"""What a person is told on the page: what others did that concerns them, and how much of it is new."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.facts import cache
from core.models import AuditEvent
from portal import activity
from portal.models import UpdatesSeen

SHOWN_FOR = timedelta(days=60)  # older ones are on the page of all activity
MANY = 100  # more than this is "99+"
COUNTED_FOR = 60  # seconds


def updates(person):
    """The events told to this person, the newest first; not their own doing, nothing before they joined."""
    events = AuditEvent.objects.concerning(person.council_ids(), person.looked_after())
    return _told(events, person).newest_first()


def _told(events, person):
    since = max(timezone.now() - SHOWN_FOR, person.date_joined)
    told = events.filter(verb__in=activity.told(), at__gte=since).exclude(by=person)
    return activity.still_open(told, person)


def seen_up_to(person):
    """The last event the person has seen; 0 for somebody who never looked."""
    return UpdatesSeen.objects.visible_to(person).values_list("up_to", flat=True).first() or 0


def unread_count(person):
    """How many updates are new, at most MANY; nobody without a council has any.

    Every page shows it, and among hundreds of thousands of events to count costs more than the rest of a page: so it
    is counted once a minute, and anew as soon as the person marks something as read or acts for another council.
    """
    if not person.is_authenticated or not person.current_memberships:
        return 0
    key = _key(person)
    counted = cache.get(key)
    if counted is None:
        cache.set(key, counted := _count(person), COUNTED_FOR)
    return counted


def forget_count(person):
    """After the commit the number is counted anew."""
    key = _key(person)
    transaction.on_commit(lambda: cache.delete(key), robust=True)


def _key(person):
    councils = ".".join(map(str, sorted(person.council_ids())))
    return f"unread-1:{person.pk}:{councils}"


def _count(person):
    """The same events as `updates`, asked for in two parts: each has its own index, and "either or" has none."""
    seen = Subquery(UpdatesSeen.objects.visible_to(person).values("up_to"))
    fresh = _told(AuditEvent.objects.filter(pk__gt=Coalesce(seen, Value(0))), person).values("pk")
    own = fresh.concerning(person.council_ids())
    if not person.officer_council_ids():
        return own[:MANY].count()
    return own.union(fresh.about_one_of(person.looked_after()))[:MANY].count()
