"""The parts of a principal's own portal in their order, how each answer reads, and what was changed when."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.formatting import list_and
from core.roles import Role
from core.text import to_plain
from councils.history import Change, actor_of
from councils.models import OwnPortal
from councils.models.own_portal import HeaderText
from councils.portal_forms import LogoForm, LookForm, RoundsForm, RulesForm


@dataclass(frozen=True)
class PortalPart:
    """One page of the settings: its form, and the columns that it changes."""

    key: str
    title: str
    form: type
    names: tuple
    hint: str = ""

    def answers(self, portal):
        """(label, words) of each answer as it stands."""
        return [(label_of(name), shown(name, value_of(portal, name))) for name in self.names]


PARTS = (
    PortalPart(
        "look",
        gettext_lazy("Name and colours"),
        LookForm,
        ("name", "header_colour", "header_text", "accent_colour"),
        gettext_lazy("On every page, e-mail and charter that your people and your local councils get"),
    ),
    PortalPart("logo", gettext_lazy("Logo"), LogoForm, ("logo", "logo_alt"), gettext_lazy("Beside the name")),
    PortalPart(
        "rounds",
        gettext_lazy("Dates and countersignature of charters"),
        RoundsForm,
        ("reply_days", "reminder_days", "reminds_late", "countersign_roles"),
        gettext_lazy("For charters that your council sends; shown to everyone on your council’s page"),
    ),
    PortalPart(
        "rules",
        gettext_lazy("Rules that councils should know"),
        RulesForm,
        ("rules",),
        gettext_lazy("Shown to everyone on your council’s page"),
    ),
)
BY_KEY = {part.key: part for part in PARTS}


def value_of(portal, name):
    """An answer as forms know it; of the logo, the hash of its file."""
    if name == "logo":
        return portal.logo_sha256
    return getattr(portal, name)


def label_of(name):
    """What the setting is called in a list."""
    return str(_("Logo") if name == "logo" else OwnPortal._meta.get_field(name).verbose_name).capitalize()


def shown(name, value):
    """An answer in words."""
    if name == "reminder_days":
        return reminders_in_words(value, late=False)
    if name == "reminds_late":
        return _("Yes") if value else _("No")
    if name == "reply_days":
        return ngettext("%(days)s day", "%(days)s days", value) % {"days": value}
    if name == "countersign_roles":
        return list_and([str(label) for role, label in Role.choices if role in value])
    if name == "header_text":
        return str(HeaderText(value).label)
    if name == "logo":
        return _("Picture %(start)s…") % {"start": value[:8]} if value else ""
    return to_plain(value) if name == "rules" else str(value)


def reminders_in_words(days, *, late):
    """ "30, 7 and 1 days before the day, and on the day after"."""
    words = ngettext("%(days)s day before", "%(days)s days before", max(days, default=0)) if days else ""
    parts = [words % {"days": list_and([str(day) for day in days])}] if days else []
    if late:
        parts.append(_("once more after the day"))
    return list_and(parts) if parts else _("None")


def published(portal):
    """How the council works with its local councils, for everyone: (label, words)."""
    late = portal.reminds_late
    return [
        (_("Time to answer a charter"), shown("reply_days", portal.reply_days)),
        (_("Reminders"), reminders_in_words(portal.reminder_days, late=late)),
        (_("Charters are countersigned by"), shown("countersign_roles", portal.countersign_roles)),
    ]


def changes_of(portal):
    """Every change of the settings, the newest first, as the history in the database keeps it."""
    events = list(portal.history.order_by("pgh_id")) if portal.pk else []
    blank = OwnPortal(council=portal.council)
    found = []
    for before, after in pairwise([blank, *events]):
        for part in PARTS:
            for name in part.names:
                found += _difference(name, value_of(before, name), value_of(after, name), after)
    return found[::-1]


def _difference(name, old, new, event):
    """One line for an answer that was changed; the rules are too long to be told twice."""
    if old == new:
        return []
    words = {"field": label_of(name), "old": shown(name, old) or _("nothing"), "new": shown(name, new) or _("nothing")}
    sentence = _("%(field)s now: %(new)s") if name == "rules" else _("%(field)s: %(old)s → %(new)s")
    return [Change(event.pgh_created_at, actor_of(event), sentence % words)]
