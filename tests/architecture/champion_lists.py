"""Lists about champions, and what makes them longer, for test_lists.py."""

from datetime import date, timedelta

from django.utils import timezone

from charters.champions.years import this_year
from charters.models import Appointment, LogEntry
from tests.councils.factories import CouncilFactory


def champions(place, count):
    """Local councils with a champion and a log."""
    for number in range(count):
        council = CouncilFactory(parents=[place.principal], name=f"Championed {number}")
        champion_of(place, council, number)


def champion_of(place, council, number):
    """An appointment some years back, so that many may follow one another, with an entry that names a council."""
    start = date(1990, 1, 1) + timedelta(days=400 * Appointment.objects.of_council(council).count())
    last = None if council != place.council else start + timedelta(days=399)
    appointment = Appointment.objects.create(
        council=council, role_title=f"Councillor {number}", starts_on=start, ends_on=last,
        decision_taker="full_council",
        needs=["money"], recorded_by=place.officer,
    )  # fmt: skip
    log_entry(place, appointment, number)


def log_entry(place, appointment, number):
    entry = LogEntry.objects.create(
        appointment=appointment, duty="liaison", done_on=timezone.localdate(), what=f"Met them, {number}",
        logged_by=place.clerk,
    )  # fmt: skip
    entry.councils.add(place.principal, CouncilFactory())


def champions_before(place, count):
    """One champion after the other, each with an entry."""
    for number in range(count):
        champion_of(place, place.council, number)


def of_council(place):
    return [place.council.slug]


def of_principal(place):
    return [place.principal.slug]


def year_of_council(place):
    return [place.council.slug, this_year()]


def year_of_principal(place):
    return [place.principal.slug, this_year()]


CHAMPION_LISTS = {
    "champion of a council": ("charters:champion", "clerk", of_council, champions_before),
    "log of a champion": ("charters:champion-log", "clerk", of_council, champions_before),
    "board of champions": ("charters:champion-board", "officer", of_principal, champions),
    "report of a champion": ("charters:champion-report", "clerk", year_of_council, champions_before),
    "report of an area": ("charters:champion-area-report", "officer", year_of_principal, champions),
    "joint training": ("charters:champion-training", "officer", of_principal, champions),
}
