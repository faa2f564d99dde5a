"""Reads of long work."""

from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from core.jobs.kinds import KINDS

KEPT_FOR = timedelta(days=30)  # files and reports; the row itself stays
ASK_AGAIN_AFTER = timedelta(minutes=5)
SHOWN_AFTER_ITS_END = timedelta(hours=24)


class JobQuerySet(QuerySet):
    """Pieces of long work."""

    def visible_to(self, person):
        """Those for their councils, those they started and may still know about, all for administrators.

        The policy narrows it; but a list must not name what its starter may no longer see.
        """
        if not person.is_authenticated:
            return self.none()
        known = self.filter(kind__in=KINDS)
        if person.is_staff:
            return known
        theirs = person.reading_council_ids()
        reached = Q(council_id__in=theirs) | Q(council_id__in=person.looked_after())
        for kind in KINDS.values():
            reached |= Q(kind=kind.name, council_id=None) & kind.reached_by(person)
        return known.filter(Q(started_by=person) & reached | Q(council_id__in=person.council_ids()))

    def open(self):
        """Not ended yet."""
        return self.filter(status__in=["waiting", "running"])

    def running(self):
        return self.filter(status="running")

    def forgotten(self):
        """Waiting for so long that the broker may have lost it."""
        return self.filter(status="waiting", queued_at__lt=timezone.now() - ASK_AGAIN_AFTER)

    def started_lately_by(self, person):
        """The person's own that still run, or ended within a day; the newest first."""
        recent = timezone.now() - SHOWN_AFTER_ITS_END
        mine = self.filter(started_by=person)
        return mine.filter(Q(finished_at=None) | Q(finished_at__gte=recent)).order_by("-pk")

    def newest_first(self):
        return self.select_related("started_by").order_by("-pk")

    def to_purge(self):
        """Ended so long ago that what was uploaded and made is deleted."""
        return self.filter(finished_at__lt=timezone.now() - KEPT_FOR).filter(
            Q(files__isnull=False) | Q(lines__isnull=False)
        )


class JobFileQuerySet(QuerySet):
    """Files of long work."""

    def results(self):
        return self.filter(purpose="result").order_by("pk")

    def inputs(self):
        return self.filter(purpose="input").order_by("pk")


class JobLineQuerySet(QuerySet):
    """Reports."""

    def in_order(self):
        return self.order_by("number")

    def counted(self):
        """{group: how many lines}"""
        return dict(self.order_by().values_list("group").annotate(count=Count("pk")))

    def matching(self, *, text="", group=""):
        """Lines with these words, of this group; empty means any."""
        found = self.filter(text__icontains=text) if text else self
        return found.filter(group=group) if group else found
