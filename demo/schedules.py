"""Who pays what in the demonstration, through the portal's own actions."""

from django.db import transaction
from django.utils import timezone

from clusters import actions
from clusters.models import Cluster, Schedule
from demo.places import council_of
from demo.posts import clerk_of
from demo.roles import fixture
from partnerships.models import year_of


def write_schedules():
    """Every one of the fixtures that is not there yet."""
    for story in fixture("schedules")["schedules"]:
        lead = council_of(story["lead"])
        if not Schedule.objects.of_leads([lead.pk]).filter(title=story["title"]).exists():
            write(story, lead)


@transaction.atomic
def write(story, lead):
    """For the year that comes next."""
    by, councils = clerk_of(lead), {council_of(each["council"]): each for each in story["members"]}
    year = year_of(timezone.localdate()) + 1
    cluster = Cluster.objects.of_councils([lead.pk]).filter(title__icontains=story["of"]).first()
    schedule = actions.begin_schedule(
        lead=lead, title=story["title"], year=year, councils=councils, cluster=cluster, by=by
    )
    for council in set(councils) - {member.council for member in schedule.members.select_related("council")}:
        actions.add_to_schedule(schedule=schedule, council=council, by=by)
    answers = actions.schedule_answers(schedule)
    for at, (name, pence, once) in enumerate(story["costs"]):
        answers |= {f"cost{at}_name": name, f"cost{at}_pence": pence, f"cost{at}_capital": once}
    for at, (payer, kind, pence) in enumerate(story["given"]):
        answers |= {f"given{at}_payer": payer, f"given{at}_kind": kind, f"given{at}_pence": pence}
    answers |= {f"weight_{basis}": weight for basis, weight in story["weights"].items()}
    for member in schedule.members.filter(council__in=councils).select_related("council"):
        said = {name: value for name, value in councils[member.council].items() if name != "council"}
        answers |= {f"member{member.pk}_{name}": value for name, value in said.items()}
    actions.fill_schedule(schedule=schedule, answers=answers, by=by)
