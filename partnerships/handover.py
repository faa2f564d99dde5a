"""What of the register whoever follows a named officer must know, and what of it becomes theirs."""

from django.utils.translation import gettext as _

from core.registry import HandoverItem
from partnerships import actions
from partnerships.models import ListedRisk, Partnership


def entries(membership, councils):
    """Open partnerships with these councils; and whatever the leaver leads, stands up for or watches."""
    wanted = {council.pk for council in councils}
    rows = Partnership.objects.of_councils([membership.council_id]).unfinished()
    for row in rows.prefetch_related("parties").order_by("next_review_on", "pk"):
        own = membership.pk in (row.lead_id, row.sponsor_id)
        among = sorted(row.council_ids & wanted)
        due = row.next_review_on or row.ends_on
        kind = _("Leads a partnership") if own else _("Partnership")
        for council in among or ([None] if own else []):
            yield HandoverItem(kind, row.title, council, row.get_absolute_url(), due, row.get_status_display(), own)


def risks(membership, councils):
    """Open risks that the leaver watches."""
    for risk in ListedRisk.objects.standing().filter(owner=membership).select_related("partnership").order_by("pk"):
        url, title = risk.partnership.get_absolute_url(), risk.partnership.title
        yield HandoverItem(_("Watches a risk"), risk.title, None, url, risk.next_review_on, title, is_own=True)


def pass_on(leaver, successor_of, by):
    yield actions.pass_on_entries(leaver=leaver, successor_of=successor_of, by=by)
