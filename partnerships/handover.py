"""What of the register whoever follows a named officer must know, and what of it becomes theirs."""

from django.utils.translation import gettext as _

from core.registry import HandoverItem
from partnerships import actions
from partnerships.models import ListedRisk, Partnership


def entries(membership, councils):
    """Open partnerships with these councils; and whatever the leaver leads or stands up for, where it passes on."""
    wanted = {council.pk for council in councils}
    rows = Partnership.objects.of_councils([membership.council_id]).unfinished()
    for row in rows.prefetch_related("parties__council").order_by("next_review_on", "pk"):
        said = {"due_on": row.next_review_on or row.ends_on, "note": row.get_status_display()}
        place = row.only_local_id if row.only_local_id in wanted else None
        own = membership.pk in (row.lead_id, row.sponsor_id)
        if own:
            kind = _("Leads a partnership") if row.lead_id == membership.pk else _("Stands up for a partnership")
            yield HandoverItem(kind, row.title, place, row.get_absolute_url(), is_own=True, **said)
        for council in sorted(row.council_ids & wanted):
            if not own or council != place:
                yield HandoverItem(_("Partnership"), row.title, council, row.get_absolute_url(), **said)


def risks(membership, councils):
    """Open risks that the leaver watches, where the partnership passes on."""
    wanted = {council.pk for council in councils}
    for risk in ListedRisk.objects.watched_by(membership).order_by("pk"):
        entry = risk.partnership
        place = entry.only_local_id if entry.only_local_id in wanted else None
        said = {"due_on": risk.next_review_on, "note": entry.title}
        yield HandoverItem(_("Watches a risk"), risk.title, place, entry.get_absolute_url(), is_own=True, **said)


def pass_on(leaver, successor_of, by):
    yield actions.pass_on_entries(leaver=leaver, successor_of=successor_of, by=by)
