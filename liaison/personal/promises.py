"""What promises hold about people: who answers for one, who wrote it, and free text that may name anybody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare
from liaison.personal.officers import of_their_councils

declare(
    "liaison.Promise",
    _("Promises you answered for"),
    about=lambda who: Q(answers__user=who.person) | Q(recorded_by=who.person),
    tell=("principal", "council", "side", "text", "due_on", "made_on", "made_in", "outcome", "outcome_on"),
    people=("recorded_by", "outcome_by", "contested_by", "denied_by", "withdrawn_by"),
    scrub=("text", "made_in", "outcome_words", "contest_words", "denial", "withdrawal"),
    reach=of_their_councils,
    kept=Kept(_("As long as the councils: they must be able to show what was promised, and what was kept")),
)
