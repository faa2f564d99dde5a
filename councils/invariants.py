"""What must always be true of councils, their succession and the areas they serve."""

from django.db.models import Exists, OuterRef

from core.registry import INVARIANT, Finding, provides
from councils.models import Council, ParishArea, Succession
from councils.models.area import ParishAreaCode

ROWS = 2000  # read at a time


@provides(INVARIANT)
def succession_cycles():
    """Nobody succeeds themselves, through however many others."""
    onward = {}
    for old, new in Succession.objects.values_list("predecessor", "successor"):
        onward.setdefault(old, set()).add(new)
    circling = [pk for pk in onward if _comes_back(pk, onward)]
    for council in Council.objects.filter(pk__in=circling).by_name():
        yield Finding("succession.cycle", council.label, "succeeds itself through others")


def _comes_back(start, onward):
    todo, seen = list(onward[start]), set()
    while todo:
        here = todo.pop()
        if here == start:
            return True
        if here not in seen:
            seen.add(here)
            todo.extend(onward.get(here, ()))
    return False


@provides(INVARIANT)
def succession_of_the_living():
    """A council that was grouped under another has ended."""
    grouped = Succession.objects.filter(kind=Succession.Kind.GROUPED).exclude(predecessor__status="dissolved")
    for row in grouped.select_related("predecessor"):
        yield Finding("succession.living", row.predecessor.label, "was grouped under another council and still exists")


@provides(INVARIANT)
def tiers():
    """Local councils stand under principal councils, and a district under a county."""
    links = Council.parents.through.objects.exclude(from_council__tier="local", to_council__tier="principal")
    for link in links.select_related("from_council").iterator(ROWS):
        yield Finding("council.parent", link.from_council.label, "stands under a council of the wrong tier")
    for council in Council.objects.exclude(county=None).exclude(county__type="county").iterator(ROWS):
        yield Finding("council.county", council.label, "lies in a county that is none")


@provides(INVARIANT)
def search_words():
    """A council is found by the name it bears."""
    for council in Council.objects.defer("search_vector").iterator(ROWS):
        before = council.search_name, council.search_context
        council.index()
        if before != (council.search_name, council.search_context):
            yield Finding("council.search", council.label, "is not found by its present name")


@provides(INVARIANT)
def areas():
    """An area of today has a council or a reason for none, none that has ended, and its code in its history."""
    for area in ParishArea.objects.current().unexplained().iterator(ROWS):
        yield Finding("area.unserved", str(area), "has neither a council nor a reason for having none")
    for area in ParishArea.objects.current().filter(councils__status="dissolved").distinct().iterator(ROWS):
        yield Finding("area.dissolved", str(area), "is served by a council that has ended")
    known = ParishAreaCode.objects.filter(area=OuterRef("pk"), code=OuterRef("code"))
    for area in ParishArea.objects.filter(~Exists(known)).iterator(ROWS):
        yield Finding("area.code", str(area), "bears a code that is not in its history")


@provides(INVARIANT)
def profiles():
    """Whoever confirmed a profile confirmed that the council is there."""
    odd = Council.objects.filter(profile__last_confirmed_at__isnull=False, status="listed")
    for council in odd.iterator(ROWS):
        yield Finding("profile.confirmed", council.label, "has a confirmed profile and counts as listed only")
