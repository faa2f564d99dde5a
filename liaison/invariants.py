"""What must always be true of named officers and promises, and no constraint of one row can hold."""

from django.db.models import Exists, F, OuterRef

from core.registry import INVARIANT, Finding, provides
from councils.models import Council
from liaison.models import Assignment, Cover, Promise


@provides(INVARIANT)
def own_people():
    """Whoever answers for a principal's councils is one of its people, and stands in for one of its people."""
    for row in Assignment.objects.exclude(membership__council=F("principal")).whole():
        yield Finding("assignment.stranger", str(row), "is held by somebody of another council")
    for cover in Cover.objects.exclude(away__council=F("stand_in__council")):
        yield Finding("cover.stranger", str(cover.public_id), "is between people of two councils")


@provides(INVARIANT)
def own_area():
    """What counts today is for a local council of the principal."""
    links = Council.parents.through.objects.filter(from_council=OuterRef("council"), to_council=OuterRef("principal"))
    here = Assignment.objects.current().filter(council__isnull=False).exclude(Exists(links))
    for row in here.exclude(council__status="dissolved").whole():
        yield Finding("assignment.area", str(row), "is for a council outside the principal's area")


@provides(INVARIANT)
def promises_between():
    """Between a principal and a local council; whoever answers is one of the side that promises."""
    for row in Promise.objects.exclude(principal__tier="principal", council__tier="local").whole():
        yield Finding("promise.sides", row.text, "is not between a principal and a local council")
    of_other = Promise.objects.filter(side="principal").exclude(answers__council=F("principal"))
    of_other |= Promise.objects.filter(side="local").exclude(answers__council=F("council"))
    for row in of_other.filter(answers__isnull=False).whole():
        yield Finding("promise.stranger", row.text, "is answered for by somebody of another council")
