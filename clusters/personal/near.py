"""Declared neighbours: two councils, and who said so."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare

declare(
    "clusters.Neighbours",
    _("Councils you declared neighbours"),
    about=lambda who: Q(declared_by=who.person),
    tell=("first", "second", "declared_at"),
    people=("declared_by",),
    kept=Kept(_("As long as the councils lie where they lie")),
)
