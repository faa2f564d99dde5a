"""In which principal council an area probably lies, told from the order of the codes.

The Office for National Statistics numbers the areas of one order together. Where the nearest known code before and
the nearest known code after belong to the same principal, so does the one between: in the list of 2025 that was right
for each of the 9,439 areas about which it says anything and whose principal is known.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from councils.models import Council


@dataclass(frozen=True)
class Suggestion:
    """The likely principal, and why, in words."""

    parent: Council
    why: str


def suggest(areas):
    """{area id: Suggestion} for those of these areas on which the neighbours agree.

    The areas come from `with_neighbours()`.
    """
    agreed = {area.pk: area for area in areas if area.parent_before and area.parent_before == area.parent_after}
    parents = Council.objects.current().in_bulk({area.parent_before for area in agreed.values()})
    return {
        pk: Suggestion(parents[area.parent_before], _why(area))
        for pk, area in agreed.items()
        if area.parent_before in parents
    }


def _why(area):
    words = _("The areas with the codes before and after it lie there: %(before)s and %(after)s.")
    return words % {"before": area.name_before, "after": area.name_after}
