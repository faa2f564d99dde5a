"""Transfers: about councils; answers and comments may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare

WITH_TRANSFER = _("As long as the transfer: councils must be able to show what was asked, answered and decided")

declare(
    "transfers.Transfer",
    _("Transfers you began, lead or published"),
    about=lambda who: Q(created_by=who.person) | Q(published_by=who.person) | Q(lead__user=who.person),
    tell=("reference", "title", "stage", "created_at", "published_at"),
    people=("created_by", "published_by"),
    scrub=("title", "summary", "next_ambition", "over_because"),
    reach=lambda who: Q(principal__in=who.council_ids) | Q(local__in=who.council_ids),
    plain=("reference",),
    kept=Kept(WITH_TRANSFER),
)
declare(
    "transfers.TransferTask",
    _("Answers and comments you wrote about transfers"),
    about=lambda who: Q(answered_by=who.person) | Q(commented_by=who.person),
    tell=("transfer", "code", "words", "reference", "answered_at", "comment", "commented_at"),
    people=("answered_by", "commented_by"),
    scrub=("words", "reference", "comment"),
    reach=lambda who: Q(transfer__principal__in=who.council_ids) | Q(transfer__local__in=who.council_ids),
    plain=("code", "url"),
    kept=Kept(WITH_TRANSFER),
)
declare(
    "transfers.Requirement",
    _("What your council asked of transfers until you ended it"),
    about=lambda who: Q(ended_by=who.person),
    tell=("title", "question", "ended_at"),
    people=("ended_by",),
    scrub=("title", "question"),
    reach=lambda who: Q(principal__in=who.council_ids),
    kept=Kept(WITH_TRANSFER),
)
