"""Yearly statements: about councils; words may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare
from transfers.personal.transfers import WITH_TRANSFER

declare(
    "transfers.YearlyStatement",
    _("Yearly statements of transfers you entered, issued or answered"),
    about=lambda who: Q(kept_by=who.person) | Q(issued_by=who.person) | Q(answered_by=who.person),
    tell=("transfer", "year", "kept_at", "issued_at", "note", "because", "answer_words", "answered_at"),
    people=("kept_by", "issued_by", "answered_by"),
    scrub=("note", "because", "answer_words"),
    reach=lambda who: Q(transfer__principal__in=who.council_ids) | Q(transfer__local__in=who.council_ids),
    plain=("reference", "rents"),
    kept=Kept(WITH_TRANSFER),
)
