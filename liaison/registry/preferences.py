"""What councils' wishes show on pages above: in a handover, among the pages one can go to."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.registry import DESTINATION, EVENT, HANDOVER_ITEM, Destination, EventKind, HandoverItem, provides
from liaison.models import CommsPreference
from liaison.policies import KEEPERS


@provides(HANDOVER_ITEM)
def how_to_reach(membership, councils):
    """One line for each council that said something."""
    for row in CommsPreference.objects.of_councils(councils).whole():
        told = [_("Wants to hear first: %(what)s") % {"what": row.hear_first}] if row.hear_first else []
        told += [_("Bad news: %(how)s") % {"how": row.bad_news}] if row.bad_news else []
        note = ". ".join(told)
        yield HandoverItem(_("To be reached"), row.in_short, row.council_id, row.get_absolute_url(), note=note)


@provides(DESTINATION)
def pages(person):
    """For whoever says it for a council."""
    if not person.is_authenticated:
        return
    kept = {m.council_id: m.council for m in person.current_memberships if m.role in KEEPERS}
    for council in kept.values():
        title = _("How to reach %(council)s") % {"council": council.label}
        words = _("communication preferences telephone e-mail how often hours")
        yield Destination(title, reverse("liaison:reach", args=[council.slug]), words)


@provides(EVENT)
def events():
    yield EventKind("liaison.preference_saved", _("How councils want to be in touch"))
