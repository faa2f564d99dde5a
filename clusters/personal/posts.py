"""Shared posts are about work, never about who does it; their words may still name somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare

WITH_POST = _("As long as the post and its statements: councils must be able to show what they agreed and paid")

declare(
    "clusters.SharedPost",
    _("Shared posts you entered"),
    about=lambda who: Q(created_by=who.person) | Q(ended_by=who.person),
    tell=("reference", "title", "employer", "created_at"),
    people=("created_by", "ended_by"),
    scrub=("title", "duties"),
    reach=lambda who: Q(employer__in=who.council_ids),
    plain=("reference",),
    kept=Kept(WITH_POST),
)
declare(
    "clusters.PostShare",
    _("Parts of posts you offered or agreed"),
    about=lambda who: Q(offered_by=who.person) | Q(agreed_by=who.person) | Q(released_by=who.person),
    tell=("post", "council", "offered_at", "agreed_at", "released_at", "minute"),
    people=("offered_by", "agreed_by", "released_by"),
    scrub=("minute",),
    reach=lambda who: Q(council__in=who.council_ids) | Q(post__employer__in=who.council_ids),
    kept=Kept(WITH_POST),
)
