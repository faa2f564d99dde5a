"""What service contacts hold about people: who wrote them, who said that one was wrong, and free text."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare
from liaison.personal.officers import WITH_COUNCIL

declare(
    "liaison.ServiceContact",
    _("Service contacts you wrote"),
    about=lambda who: Q(added_by=who.person) | Q(mended_by=who.person),
    tell=("principal", "topic", "team", "confirmed_on"),
    people=("added_by", "mended_by"),
    scrub=("team", "email", "phone", "urgent_phone", "hours", "have_ready", "answers_within", "note"),
    plain=("web",),
    reach=lambda who: Q(principal__in=who.council_ids),
    kept=Kept(WITH_COUNCIL),
)
declare(
    "liaison.WrongDoor",
    _("Contacts of which you said that they were the wrong ones"),
    about=lambda who: Q(said_by=who.person),
    tell=("contact", "council", "said_on", "turned_out"),
    people=("said_by",),
    scrub=("turned_out",),
    reach=lambda who: Q(contact__principal__in=who.council_ids) | Q(said_by=who.person),
    kept=Kept(WITH_COUNCIL),
)
