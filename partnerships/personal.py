"""What the register holds about people: who answers for what, who wrote it, and free text that may name anybody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import Kept, declare

WITH_ENTRY = _("As long as the register: councils must be able to show what they agreed and who answered for it")


def of_their_councils(who):
    """Entries that one of the person's councils keeps or takes part in."""
    return Q(convener__in=who.council_ids) | Q(parties__council__in=who.council_ids)


def inside(path):
    """The same for what belongs to an entry."""
    return lambda who: (
        Q(**{f"{path}__convener__in": who.council_ids}) | Q(**{f"{path}__parties__council__in": who.council_ids})
    )


declare(
    "partnerships.Partnership",
    _("Partnerships you entered or answer for"),
    about=lambda who: Q(created_by=who.person) | Q(lead__user=who.person) | Q(sponsor__user=who.person),
    tell=("reference", "title", "status", "starts_on", "ends_on"),
    people=("created_by", "published_by", "closed_by"),
    scrub=(
        "title", "purpose", "tier_reason", "end_point", "exit_plan", "exit_assets", "exit_staff", "exit_liabilities",
        "legacy_owner", "final_evaluation",
    ),
    reach=of_their_councils,
    plain=("reference",),
    kept=Kept(WITH_ENTRY),
)  # fmt: skip
declare(
    "partnerships.LeadSpell",
    _("When you were a lead officer"),
    about=lambda who: Q(membership__user=who.person),
    tell=("partnership", "membership", "starts_on", "ends_on"),
    kept=Kept(WITH_ENTRY),
)
declare(
    "partnerships.Renewal",
    _("Partnerships you renewed"),
    about=lambda who: Q(renewed_by=who.person),
    tell=("partnership", "ends_on", "renewed_at"),
    people=("renewed_by",),
    scrub=("note",),
    reach=inside("partnership"),
    frozen=("partnership_renewal_append_only",),
    kept=Kept(WITH_ENTRY),
)
declare(
    "partnerships.RequiredDocument",
    _("Papers of partnerships"),
    scrub=("name", "note"),
    reach=inside("partnership"),
    plain=("key",),
    kept=Kept(WITH_ENTRY),
)
declare(
    "partnerships.Assessment",
    _("Assessments you started"),
    about=lambda who: Q(started_by=who.person),
    tell=("reference", "title", "kind", "decision", "started_at"),
    people=("started_by",),
    scrub=("title", "issue", "options", "resources", "recommendation"),
    reach=lambda who: Q(council__in=who.council_ids),
    plain=("reference", "answers", "reasons", "benefits", "challenges", "minute"),
    kept=Kept(WITH_ENTRY),
)
declare(
    "partnerships.ListedRisk",
    _("Risks you named or look after"),
    about=lambda who: Q(raised_by=who.person) | Q(owner__user=who.person),
    tell=("partnership", "title", "status", "raised_at"),
    people=("raised_by", "closed_by"),
    scrub=("title", "owner_role", "mitigation", "closed_reason"),
    reach=inside("partnership"),
    kept=Kept(WITH_ENTRY),
)
declare(
    "partnerships.RiskRating",
    _("Risks you rated"),
    about=lambda who: Q(rated_by=who.person),
    tell=("risk", "likelihood", "impact", "rated_at"),
    people=("rated_by",),
    kept=Kept(WITH_ENTRY),
)
