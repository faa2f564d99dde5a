"""Neighbours: declared, and taken back."""

from django.db import transaction
from django.utils.translation import gettext as _

from clusters.models import Neighbours
from core.audit import record
from core.exceptions import Refused
from core.policies import require


@transaction.atomic
def declare_neighbour(*, council, other, by):
    """Two local councils lie near each other: said by a clerk of the first or an officer of its principal."""
    require(by, "clusters.find_for", council)
    if other == council or not other.is_local or other.is_dissolved:
        raise Refused(_("Choose another local council"), field="other")
    first, second = sorted((council, other), key=lambda each: each.pk)
    acting_for = side_of(by, council)
    said, is_new = Neighbours.objects.get_or_create(
        first=first, second=second, defaults={"declared_for": acting_for, "declared_by": by}
    )
    if not is_new:
        raise Refused(_("They are declared neighbours already"), field="other")
    _tell(council, other, "clusters.neighbour_declared", _("%(one)s and %(other)s declared neighbours"), by, acting_for)
    return said


@transaction.atomic
def take_back_neighbour(*, council, other, by):
    """It was a mistake."""
    require(by, "clusters.find_for", council)
    gone, _rows = Neighbours.objects.between(council, other).delete()
    if not gone:
        raise Refused(_("They are not declared neighbours"))
    words = _("%(one)s and %(other)s no longer declared neighbours")
    _tell(council, other, "clusters.neighbour_taken_back", words, by, side_of(by, council))


def side_of(person, council):
    """In whose name somebody speaks about a local council: its own, else its principal’s."""
    if person.belongs_to(council):
        return council
    return next((parent for parent in council.parent_list if person.belongs_to(parent)), council)


def _tell(council, other, verb, sentence, by, acting_for):
    words = sentence % {"one": council.full_name, "other": other.full_name}
    record(verb, council, words, by=by, councils=[council, other], acting_for=acting_for)
