"""The parts of a principal's own portal in their order, how each answer reads, and what was changed when."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.formatting import list_and, money
from core.roles import Role
from core.text import to_plain
from councils.history import Change, actor_of
from councils.models import OwnPortal
from councils.models.own_portal import DisputedKind, HeaderText
from councils.portal_forms import LogoForm, LookForm, ProportionForm, RoundsForm, RulesForm


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
        "partnerships",
        gettext_lazy("Size and kinds of partnerships"),
        ProportionForm,
        ("standard_from", "full_from", "counted_kinds"),
        gettext_lazy("How much an agreement must hold, and what counts as a partnership; shown to everyone"),
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
    return WORDS[name](value) if name in WORDS else str(value)


def _labels(choices, nothing=""):
    """Words for a list of codes, in the order of the choices."""
    return lambda codes: list_and([str(label) for code, label in choices if code in codes]) or str(nothing)


def reminders_in_words(days, *, late):
    """ "30, 7 and 1 days before the day, and on the day after"."""
    words = ngettext("%(days)s day before", "%(days)s days before", max(days, default=0)) if days else ""
    parts = [words % {"days": list_and([str(day) for day in days])}] if days else []
    if late:
        parts.append(_("once more after the day"))
    return list_and(parts) if parts else _("None")


WORDS = {  # of answers that are not words already
    "reminder_days": lambda days: reminders_in_words(days, late=False),
    "reminds_late": lambda value: _("Yes") if value else _("No"),
    "reply_days": lambda days: ngettext("%(days)s day", "%(days)s days", days) % {"days": days},
    "countersign_roles": _labels(Role.choices),
    "standard_from": money,
    "full_from": money,
    "counted_kinds": _labels(DisputedKind.choices, gettext_lazy("Nothing else")),
    "header_text": lambda colour: str(HeaderText(colour).label),
    "logo": lambda digest: _("Picture %(start)s…") % {"start": digest[:8]} if digest else "",
    "rules": to_plain,
}


def tiers_in_words(portal):
    """ "Light below £15,000.00, standard from there, full from £100,000.00"."""
    words = _("Light below %(standard)s, standard from there, full from %(full)s")
    return words % {"standard": money(portal.standard_from), "full": money(portal.full_from)}


def published(portal):
    """How the council works with its local councils, for everyone: (label, words)."""
    late = portal.reminds_late
    return [
        (_("Time to answer a charter"), shown("reply_days", portal.reply_days)),
        (_("Reminders"), reminders_in_words(portal.reminder_days, late=late)),
        (_("Charters are countersigned by"), shown("countersign_roles", portal.countersign_roles)),
        (_("Size of partnership agreements"), tiers_in_words(portal)),
        (_("Counted as partnerships too"), shown("counted_kinds", portal.counted_kinds)),
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
