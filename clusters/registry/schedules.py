"""Who pays what on pages above: where to go, what one may start, how it is found."""

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import Schedule
from core.policies import allows
from core.registry import (
    CREATE,
    DESTINATION,
    EVENT,
    RECORD_ADDRESS,
    REFERENCE,
    Destination,
    EventKind,
    StartLink,
    provides,
)


@provides(CREATE)
def start_links(person):
    if allows(person, "clusters.begin_schedule"):
        yield StartLink(_("Work out who pays what"), reverse("clusters:schedule-add"))


@provides(DESTINATION)
def pages(person):
    if person.is_authenticated:
        words = _("apportionment share costs electorate precept tax base contribution financial schedule")
        yield Destination(_("Who pays what"), reverse("clusters:schedules"), words)


@provides(REFERENCE)
def by_reference(person, reference):
    for schedule in Schedule.objects.visible_to(person).filter(reference=reference):
        yield schedule.get_absolute_url()


@provides(RECORD_ADDRESS)
def addresses(person, wanted):
    if wanted.get("clusters.schedule"):
        seen = Schedule.objects.visible_to(person).filter(pk__in=wanted["clusters.schedule"])
        for pk, reference in seen.values_list("pk", "reference"):
            yield "clusters.schedule", pk, reverse("clusters:schedule", args=[reference])


@provides(EVENT)
def events():
    yield EventKind("clusters.schedule_begun", _("Who pays what begun"), tells=True)
    yield EventKind("clusters.schedule_filled", _("Who pays what filled in"), tells=True)
    yield EventKind("clusters.schedule_council_added", _("Councils added to who pays what"), tells=True)
    yield EventKind("clusters.schedule_council_gone", _("Councils taken out of who pays what"), tells=True)
