"""Who does what: councils and other bodies; words may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare
from transfers.personal.transfers import WITH_TRANSFER

declare(
    "transfers.Responsibilities",
    _("Who does what in transfers, as you wrote it down last"),
    about=lambda who: Q(kept_by=who.person),
    tell=("transfer", "kept_at"),
    people=("kept_by",),
    reach=lambda who: Q(transfer__principal__in=who.council_ids) | Q(transfer__local__in=who.council_ids),
    kept=Kept(WITH_TRANSFER),
)
declare(
    "transfers.Responsibility",
    _("Lines of who does what in transfers, as you wrote them down last"),
    about=lambda who: Q(matrix__kept_by=who.person),
    tell=("function", "name", "words"),
    scrub=("name", "words"),
    reach=lambda who: (
        Q(matrix__transfer__principal__in=who.council_ids) | Q(matrix__transfer__local__in=who.council_ids)
    ),
    kept=Kept(WITH_TRANSFER),
)
