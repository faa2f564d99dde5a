"""What of the register stands in the timeline of a local council: partnerships begun, renewed, closed."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.registry import TimelineEntry
from liaison.principals import principal_of
from partnerships.models import Partnership


def entries(person, council):
    """Of the council's partnerships in which a council of the reader takes part."""
    rows = Partnership.objects.visible_to(person).of_councils([council.pk]).marked_inside(person)
    today = timezone.localdate()
    rows = rows.filter(is_inside=True).exclude(status="proposed").prefetch_related("renewals", "parties")
    for row in rows.order_by("pk"):
        side = principal_of(council, {row.convener_id, *row.council_ids}, row.convener_id)
        if row.starts_on and row.starts_on <= today:
            yield _entry(row, side, row.starts_on, _("Partnership begun: %(title)s"))
        for renewal in row.renewals.all():
            yield _entry(row, side, timezone.localdate(renewal.renewed_at), _("Partnership renewed: %(title)s"))
        if row.closed_at:
            yield _entry(row, side, timezone.localdate(row.closed_at), _("Partnership closed: %(title)s"))


def _entry(row, side, on, words):
    title = words % {"title": row.title}
    return TimelineEntry("partnership", _("Partnerships"), on, title, row.get_absolute_url(), "", side)
