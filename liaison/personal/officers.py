"""What named officers hold about people: who answers for what, who wrote it, and free text that may name anybody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare

WITH_COUNCIL = _("As long as the council: it must be able to show who answered for what, and when")


def of_their_councils(who):
    """Of the person's councils, on either side."""
    return Q(principal__in=who.council_ids) | Q(council__in=who.council_ids)


declare(
    "liaison.Assignment",
    _("Councils you answered for"),
    about=lambda who: Q(membership__user=who.person) | Q(named_by=who.person),
    tell=("principal", "council", "role", "post", "remit", "starts_on", "ends_on"),
    people=("named_by", "ended_by", "withdrawn_by"),
    scrub=("post", "remit", "end_reason", "no_handover"),
    reach=of_their_councils,
    kept=Kept(WITH_COUNCIL),
)
declare(
    "liaison.Cover",
    _("When you were away, or stood in for somebody"),
    about=lambda who: Q(away__user=who.person) | Q(stand_in__user=who.person),
    tell=("away", "stand_in", "starts_on", "ends_on"),
    people=("set_by", "withdrawn_by"),
    kept=Kept(WITH_COUNCIL),
)
