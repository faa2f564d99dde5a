"""What the portal's own table holds about people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import DELETE, Kept, declare

declare(
    "portal.UpdatesSeen",
    _("How far you have read your updates"),
    about=lambda who: Q(person=who.person),
    tell=("up_to",),
    erase=DELETE,
    kept=Kept(_("As long as your account")),
)
