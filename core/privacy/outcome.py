"""What a removal would do with a person's records, in words, for the page that asks before it is done."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.privacy.map import DELETE, entries


@dataclass(frozen=True)
class Held:
    """One kind of record that the portal holds about a person, and how many."""

    title: str
    many: int
    goes: bool
    keeps: str  # what stays and why; empty if it goes
    kept: str  # for how long otherwise, and why


def held_about(who):
    """Every kind of record about the person that is not empty, in the order of the map."""
    for entry in entries():
        if entry.about and entry.tell:
            many = entry.model._base_manager.filter(entry.about(who)).distinct().count()
            if many:
                goes = entry.erase == DELETE
                yield Held(str(entry.title), many, goes, "" if goes else _stays(entry), how_long(entry))


def how_long(entry):
    """ "365 days. To see who was invited" or the reason alone, where it is kept as long as what it belongs to."""
    days = entry.kept.days
    because = str(entry.kept.because)
    if not days:
        return because
    many = ngettext("%(num)s day", "%(num)s days", days) % {"num": days}
    return _("%(days)s. %(why)s") % {"days": many, "why": because}


def _stays(entry):
    if entry.erase:
        return _("Your name and address are taken out. Why it stays: %(why)s.") % {"why": entry.kept.because}
    return _("It names your role, not you. Why it stays: %(why)s.") % {"why": entry.kept.because}
