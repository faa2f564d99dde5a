"""Devolution offers between a principal and its local councils: what a handover and a timeline show of them."""

from django.utils.translation import gettext as _

from core.registry import HANDOVER_ITEM, TIMELINE, HandoverItem, TimelineEntry, provides
from transfers.models import DevolutionOffer, Interest


@provides(HANDOVER_ITEM)
def standing_with_offers(membership, councils):
    """Where these councils stand with the principal's offers; and drafts that nobody has published."""
    rows = Interest.objects.filter(offer__principal=membership.council, offer__ended_at=None, council__in=councils)
    for row in rows.standing().select_related("offer").order_by("offer", "pk"):
        title, url = row.offer.title, row.offer.get_absolute_url()
        kind = _("Devolution: %(state)s") % {"state": row.get_state_display().lower()}
        yield HandoverItem(kind, title, row.council_id, url, row.offer.closes_on, row.note)
    for draft in DevolutionOffer.objects.of_principals([membership.council_id]).filter(published_at=None):
        yield HandoverItem(_("Draft of a devolution offer"), draft.title, None, draft.get_absolute_url())


@provides(TIMELINE)
def offers(person, council):
    """Since when the council stands with an offer as it does."""
    for parent in council.parent_list:
        offers_here = DevolutionOffer.objects.visible_to(person).of_principals([parent.pk])
        rows = Interest.objects.filter(offer__in=offers_here, council=council).select_related("offer__principal")
        for row in rows:
            if row.is_settled or person.is_staff or {parent.pk, council.pk} & person.reading_council_ids():
                title = _("%(offer)s: %(state)s") % {"offer": row.offer.title, "state": row.get_state_display().lower()}
                url = row.offer.get_absolute_url()
                yield TimelineEntry("offer", _("Devolution offers"), row.since_on, title, url, "", parent.pk)
