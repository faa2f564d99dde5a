"""The champions of the demonstration and their logs, through the portal's own actions."""

from django.db import transaction

from charters import actions
from charters.models import Appointment
from demo import people
from demo.agreements import ahead
from demo.places import council_of
from demo.roles import fixture


def appoint_champions():
    """Every appointment of the fixtures that is not there yet, with its log; wholly or not at all."""
    had = set(Appointment.objects.values_list("council", flat=True))
    for story in fixture("champions")["champions"]:
        council = council_of(story["council"])
        if council.pk not in had:
            write(story, council)


@transaction.atomic
def write(story, council):
    """Recorded by the clerk or the officer; the entries are written by whoever keeps the log."""
    by = people.speaker_for(council)
    until = story.get("until")
    appointment = actions.appoint_champion(
        council=council,
        person=people.named(story["person"]) if "person" in story else None,
        role_title=story["role_title"],
        reach=story.get("reach", ""),
        starts_on=ahead(-story["from"]),
        ends_on=None if until is None else ahead(-until),
        decision_taker=story["decision_taker"],
        minute_reference=story.get("minute_reference", ""),
        end_reason=story.get("replaces_because", ""),
        by=by,
    )
    writer = appointment.person or by
    for row in story["entries"]:
        log(appointment, row, writer)
    for row in story.get("struck", []):
        actions.strike_entry(entry=log(appointment, row, writer), reason=row["because"], by=writer)
    if story["needs"]:
        actions.say_needs(appointment=appointment, needs=story["needs"], by=writer)
    if "ended" in story:
        day, reason = ahead(-story["ended"]), story["ended_because"]
        actions.end_appointment(appointment=appointment, ends_on=day, reason=reason, by=by)


def log(appointment, row, writer):
    """One line of the log."""
    return actions.log_activity(
        appointment=appointment,
        duty=row["duty"],
        done_on=ahead(-row["on"]),
        what=row["what"],
        councils=[council_of(code) for code in row.get("with", [])],
        others=row.get("others", ""),
        follows=row.get("follows", ""),
        by=writer,
    )
