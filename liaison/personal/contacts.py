"""What contacts hold about people: who wrote it, and free text that may name anybody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare
from liaison.personal.officers import of_their_councils

WITH_COUNCIL = _("As long as the council: whoever follows must know what was said, and when")
declare(
    "liaison.Contact",
    _("Contacts between councils that you wrote down"),
    about=lambda who: Q(logged_by=who.person),
    tell=("principal", "council", "kind", "took_place_on", "with_whom", "about", "follows", "logged_at"),
    people=("logged_by", "followed_by", "struck_by"),
    scrub=("with_whom", "about", "follows", "strike_reason"),
    reach=of_their_councils,
    kept=Kept(WITH_COUNCIL),
)
