"""What an officer's home says about champions that are missing in the area."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.champions.coverage import coverage_of
from core.formatting import list_and
from core.registry import OPEN_WORK, OpenWork, provides
from core.roles import OFFICER_ROLES

NAMED = 5  # councils; the board shows the others


@provides(OPEN_WORK)
def missing_champions(person):
    """For officers: how many councils of the board have a champion, and which should get one."""
    if not person.is_authenticated:
        return
    officers = (m.council for m in person.current_memberships if m.role in OFFICER_ROLES and m.council.is_principal)
    principals = {council.pk: council for council in officers}
    for pk, coverage in coverage_of(principals.values()).items():
        if coverage.missing:
            principal = principals[pk]
            yield OpenWork(
                _title(principal, coverage),
                reverse("charters:champion-board", args=[principal.slug]) + "?state=none",
                council=principal.label,
                note=_("Without a champion: %(names)s") % {"names": _names(coverage.missing)},
            )


def _title(principal, coverage):
    if principal.type == principal.Type.COUNTY:
        words = ngettext(
            "%(having)s of %(num)s parished council has a charter champion",
            "%(having)s of %(num)s parished councils have a charter champion",
            coverage.every,
        )
        return words % {"having": coverage.having, "num": coverage.every}
    words = ngettext(
        "%(num)s local council has lost its charter champion",
        "%(num)s local councils have lost their charter champions",
        len(coverage.missing),
    )
    return words % {"num": len(coverage.missing)}


def _names(missing):
    """The first of them, and how many more there are."""
    more = len(missing) - NAMED
    shown = list(missing[:NAMED])
    if more > 0:
        shown.append(ngettext("%(num)s other", "%(num)s others", more) % {"num": more})
    return list_and(shown)
