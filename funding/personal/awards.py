"""Grants that were made: published about organisations; free text may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare

declare(
    "funding.Award",
    _("Published grants you loaded"),
    about=lambda who: Q(loaded_by=who.person),
    tell=("identifier", "source", "loaded_at"),
    people=("loaded_by",),
    scrub=("title", "description", "recipient"),
    reach=lambda who: Q(principal__in=who.council_ids),
    plain=("identifier", "funder", "programme", "place", "source"),
    kept=Kept(_("As long as the funder publishes it: grants to people are never kept")),
)
