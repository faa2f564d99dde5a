"""What councils' wishes hold about people: who wrote them, and words that may name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare
from liaison.personal.officers import WITH_COUNCIL

declare(
    "liaison.CommsPreference",
    _("How you said that a council wants to be in touch"),
    about=lambda who: Q(said_by=who.person),
    tell=("council", "first", "second", "third", "rhythm", "tier", "reachable", "hear_first", "bad_news",
          "confirmed_on"),
    people=("said_by",),
    scrub=("reachable", "hear_first", "bad_news"),
    reach=lambda who: Q(council__in=who.council_ids),
    kept=Kept(WITH_COUNCIL),
)  # fmt: skip
