"""The list of agreements with how alive each is, for the page and the file."""

from dataclasses import dataclass

from charters.health import Health
from charters.life import healths_of
from charters.models import Agreement

DRAWER, IN_FORCE, LEAST_ALIVE = "drawer", "in_force", "alive"


@dataclass(frozen=True)
class Listed:
    """An agreement, and its health where a version is in force and the reader's councils take part; else None."""

    agreement: Agreement
    health: Health | None


def listed(agreements, person):
    """These agreements, read with their state, in the same order; the same few queries for any number."""
    agreements = list(agreements)
    found = _healths(agreements, person) if person.is_authenticated else {}
    return [Listed(agreement, found.get(agreement.pk)) for agreement in agreements]


def _healths(agreements, person):
    """{agreement id: health}."""
    in_force = {agreement.pk: agreement.in_force for agreement in agreements if agreement.in_force}
    if not in_force:
        return {}
    mine = Agreement.objects.filter(pk__in=in_force).taken_part_in_by(person).values_list("pk", flat=True)
    found = healths_of([in_force[pk] for pk in mine])
    return {version.agreement_id: found[version.pk] for version in in_force.values() if version.pk in found}


def chosen(agreements, person, *, show="", order=""):
    """The agreements that a filter asks for, in the order that is asked for; nonsense is passed over.

    By health only those can be chosen or ordered that have one, and all of them are read for that.
    """
    if show == IN_FORCE:
        agreements = agreements.in_force()
    if show != DRAWER and order != LEAST_ALIVE:
        return agreements
    rows = [row for row in listed(agreements.in_force(), person) if row.health]
    if show == DRAWER:
        rows = [row for row in rows if row.health.is_in_drawer]
    if order == LEAST_ALIVE:
        rows.sort(key=lambda row: row.health.score)  # those that are equal stay in the order of the alphabet
    return [row.agreement for row in rows]
