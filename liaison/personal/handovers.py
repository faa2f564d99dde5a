"""What handovers hold about people: who left what to whom, and free text that may name anybody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare

WITH_COUNCIL = _("As long as the council: it must be able to show what was handed over, and to whom")


declare(
    "liaison.CouncilHandover",
    _("Local councils you handed over or took over"),
    about=lambda who: Q(leaver__user=who.person) | Q(successor__user=who.person) | Q(begun_by=who.person),
    tell=("principal", "leaver", "successor", "last_day", "reason", "begun_at", "completed_at"),
    people=("begun_by", "completed_by", "dropped_by"),
    scrub=("reason", "items"),
    reach=lambda who: Q(principal__in=who.council_ids),
    kept=Kept(WITH_COUNCIL),
)
declare(
    "liaison.HandoverNote",
    _("What you were told about a local council, or told others"),
    about=lambda who: Q(successor__user=who.person) | Q(handover__leaver__user=who.person),
    tell=("council", "history", "people", "read_at"),
    people=("read_by",),
    scrub=("history", "sensitivities", "people", "no_note", "items"),
    reach=lambda who: Q(handover__principal__in=who.council_ids),
    kept=Kept(WITH_COUNCIL),
)
