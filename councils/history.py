"""What changed in a profile, when and by whom, in words."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from councils.models import Council, Profile
from councils.models.profile import PRIVATE_FIELDS, PUBLIC_FIELDS
from councils.profile_pages import label_of, shown

COUNCIL_NAMES = ("type", "name", "name_cy", "role_mailbox", "website")


@dataclass(frozen=True)
class Change:
    """One answer that was changed."""

    at: datetime
    by: str
    text: str


def changes_of(council, *, private):
    """Every change of the profile, newest first; private answers only for those who may read them."""
    names = (*PUBLIC_FIELDS, *PRIVATE_FIELDS) if private else PUBLIC_FIELDS
    found = [*_of_profile(council, names), *_of_council(council)]
    return sorted(found, key=lambda change: change.at, reverse=True)


def _of_profile(council, names):
    """Each snapshot holds the profile after a save."""
    profile = Profile.objects.filter(council=council).first()
    events = list(profile.history.order_by("pgh_id")) if profile else []
    for before, after in pairwise(events):
        yield from _differences(before, after, names, at=after.pgh_created_at, by=actor_of(after))
        if after.last_confirmed_at != before.last_confirmed_at:
            yield Change(after.pgh_created_at, actor_of(after), _("Profile confirmed"))


def _of_council(council):
    """Each snapshot holds the council before a change; the next one, or today, shows what it became."""
    snapshots = [*council.history.order_by("pgh_id"), Council.objects.get(pk=council.pk)]
    for before, after in pairwise(snapshots):
        yield from _differences(before, after, COUNCIL_NAMES, at=before.pgh_created_at, by=actor_of(before))


def _differences(before, after, names, *, at, by):
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            words = {
                "field": label_of(name),
                "old": shown(name, old) or _("nothing"),
                "new": shown(name, new),
            }
            text = _("%(field)s: %(old)s → %(new)s") if words["new"] else _("%(field)s removed, was %(old)s")
            yield Change(at, by, text % words)


def actor_of(event):
    """The role written down when the change was made; an import has none."""
    return (event.pgh_context or {}).get("actor", "Common Ground")
