"""Devolution offers and who is interested: about councils; words may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare
from transfers.personal.assets import WITH_REGISTER

declare(
    "transfers.DevolutionOffer",
    _("Devolution offers you wrote"),
    about=lambda who: Q(created_by=who.person) | Q(published_by=who.person) | Q(ended_by=who.person),
    tell=("reference", "title", "created_at", "published_at"),
    people=("created_by", "published_by", "ended_by"),
    scrub=("title", "moves", "funding", "support", "ended_because"),
    reach=lambda who: Q(principal__in=who.council_ids),
    plain=("reference", "pack_url"),
    kept=Kept(WITH_REGISTER),
)
declare(
    "transfers.Interest",
    _("What you said about devolution offers for your council"),
    about=lambda who: Q(said_by=who.person),
    tell=("offer", "council", "state", "said_at", "note"),
    people=("said_by",),
    scrub=("note",),
    reach=lambda who: Q(council__in=who.council_ids) | Q(offer__principal__in=who.council_ids),
    kept=Kept(WITH_REGISTER),
)
