"""Who wrote an opportunity down, and free text that may name anybody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare, nothing_personal

WITH_OPPORTUNITY = _("As long as the opportunity: councils look back at earlier rounds")

declare(
    "funding.Opportunity",
    _("Funding opportunities you added or published"),
    about=lambda who: Q(created_by=who.person) | Q(published_by=who.person),
    tell=("reference", "programme", "owner", "created_at", "published_at"),
    people=("created_by", "published_by", "withdrawn_by"),
    scrub=("summary", "note", "withdrawn_because", "contact_email", "others_may_apply"),
    reach=lambda who: Q(owner__in=who.council_ids),
    plain=("reference", "funder", "programme", "round_name", "link", "apply_link", "source"),
    kept=Kept(WITH_OPPORTUNITY),
)
declare(
    "funding.DeadlineChange",
    _("Closing times you corrected"),
    about=lambda who: Q(by=who.person),
    tell=("opportunity", "old_closes_at", "new_closes_at", "reason", "at"),
    people=("by",),
    scrub=("reason",),
    reach=lambda who: Q(opportunity__owner__in=who.council_ids),
    frozen=("deadline_change_append_only",),
    kept=Kept(WITH_OPPORTUNITY),
)
declare(
    "funding.Interest",
    _("What you said to funding opportunities for a council"),
    about=lambda who: Q(said_by=who.person),
    tell=("opportunity", "council", "answer", "said_at"),
    people=("said_by",),
    kept=Kept(WITH_OPPORTUNITY),
)
nothing_personal("funding.Stage", "days of a fund")
nothing_personal("funding.Introduction", "two councils")
