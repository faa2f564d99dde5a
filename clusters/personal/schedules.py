"""Who pays what is about councils and money; its title may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare

WITH_SCHEDULE = _("As long as the councils must be able to show what they agreed to pay, and by which figures")

declare(
    "clusters.Schedule",
    _("Who pays what, as you began it"),
    about=lambda who: Q(created_by=who.person),
    tell=("reference", "title", "year", "created_at"),
    people=("created_by",),
    scrub=("title",),
    reach=lambda who: Q(lead__in=who.council_ids) | Q(members__council__in=who.council_ids),
    plain=("reference", "costs", "given", "weights"),
    kept=Kept(WITH_SCHEDULE),
)
