"""What the tables of councils hold about people: shared mailboxes, the clerk's telephone, free text."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.privacy.map import EMPTY, Kept, declare, nothing_personal
from core.privacy.who import one_of
from councils.models import Profile

WITH_COUNCIL = _("As long as the council itself")
NAMES_OF_COUNCILS = ("name", "name_cy", "website", "context", "code")
FREE_TEXT = ("meeting_cadence", "capacity_note", "office_address", "private_note")
CONTEXT = {"pgh_context": _("The number of the account and the address of the page, no name")}


def with_mailbox(who):
    """Councils whose shared mailbox is an address of the person's own."""
    return one_of("role_mailbox", who.addresses)


def of_their_councils(who):
    return Q(council__in=who.council_ids)


def forget_telephone(who):
    """The telephone that was the clerk's while the person was clerk, wherever it still stands."""
    events = Profile.history.rel.related_model.objects
    theirs = events.none()
    for membership in who.person.memberships.filter(role="clerk"):
        until = membership.revoked_at or timezone.now()
        if membership.ends_on:
            until = min(until, timezone.now())
        theirs |= events.filter(
            council=membership.council_id, pgh_created_at__date__gte=membership.starts_on, pgh_created_at__lte=until
        ).filter(Q() if not membership.ends_on else Q(pgh_created_at__date__lte=membership.ends_on))
    numbers = set(theirs.exclude(clerk_phone="").values_list("clerk_phone", flat=True))
    councils = set(theirs.values_list("council", flat=True))
    changed = Profile.objects.filter(council__in=councils, clerk_phone__in=numbers).update(clerk_phone="")
    return changed + events.filter(council__in=councils, clerk_phone__in=numbers).update(clerk_phone="")


declare(
    "councils.Council",
    _("Councils whose shared mailbox is your own address"),
    about=with_mailbox,
    tell=("name", "role_mailbox"),
    erase={"role_mailbox": EMPTY},
    plain=(
        "name", "name_cy", "short_name", "former_names", "region", "code", "letter_code", "context", "website",
        "search_name", "search_context",
    ),
    kept=Kept(WITH_COUNCIL),
)  # fmt: skip
declare(
    "councils.CouncilEvent",
    _("History of councils"),
    about=with_mailbox,
    erase={"role_mailbox": EMPTY},
    plain=("pgh_label", *NAMES_OF_COUNCILS),
    stays=CONTEXT,
    frozen=("append_only",),
    kept=Kept(WITH_COUNCIL),
)
declare(
    "councils.Profile",
    _("Profiles of councils"),
    scrub=FREE_TEXT,
    reach=of_their_councils,
    people=("last_confirmed_by",),
    plain=("services", "needs"),
    stays={"clerk_phone": _("The number of a former clerk is removed, the present clerk’s stays")},
    kept=Kept(WITH_COUNCIL),
)
declare(
    "councils.ProfileEvent",
    _("History of profiles"),
    scrub=FREE_TEXT,
    reach=of_their_councils,
    people=("last_confirmed_by",),
    plain=("pgh_label", "services", "needs"),
    stays={**CONTEXT, "clerk_phone": _("The number of a former clerk is removed, the present clerk’s stays")},
    frozen=("append_only",),
    special=forget_telephone,
    kept=Kept(WITH_COUNCIL),
)
LOOK = ("name", "header_colour", "accent_colour", "logo_sha256")
declare(
    "councils.OwnPortal",
    _("Own portals of principal councils"),
    scrub=("rules", "logo_alt"),
    reach=of_their_councils,
    plain=LOOK,
    kept=Kept(WITH_COUNCIL),
)
declare(
    "councils.OwnPortalEvent",
    _("History of own portals"),
    scrub=("rules", "logo_alt"),
    reach=of_their_councils,
    plain=("pgh_label", *LOOK),
    stays=CONTEXT,
    frozen=("append_only",),
    kept=Kept(WITH_COUNCIL),
)
declare(
    "councils.ImportRun",
    _("Loads of the published lists"),
    people=("by",),
    plain=("principals_file", "areas_file", "report"),
    kept=Kept(_("To see where the names of councils come from")),
)
for label, because in {
    "councils.PartnerBody": "bodies, not people",
    "councils.ParishArea": "published areas",
    "councils.ParishAreaCode": "published codes",
}.items():
    nothing_personal(label, because)
