"""A named officer from the first day to a holiday: the officer names, the clerk is told and sees whom to ask."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.formatting import date
from core.models import Job, OutgoingEmail
from core.roles import Role
from liaison.tasks import tell_clerks
from tests.charters.factories import fresh, make_council, make_person
from tests.journeys.mail import newest_mail, wait_for

POST = "Parish liaison manager"


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_a_clerk_knows_whom_to_ask_also_while_the_officer_is_away(portal, hands, signed_in):
    principal = make_council("Upton District Council", type="district")
    council = make_council("Aston", principal=principal)
    officer, colleague = (make_person(principal, Role.LIAISON_OFFICER) for _each in range(2))
    clerk = make_person(council)
    desk = signed_in(officer, hands)
    name(desk, principal, council, officer)
    told_once(clerk, officer)
    home = signed_in(clerk, hands)
    home.go("/")
    for words in ("Your named officer", officer.name, officer.email):
        home.sees(words)
    pin_up(home)
    back = timezone.localdate() + timedelta(days=3)
    cover(desk, principal, officer, colleague, back)
    home.go("/")
    home.sees(officer.name)
    with time_machine.travel(timezone.localtime() + timedelta(days=2)):
        home = signed_in(fresh(clerk), hands)
        home.go("/")
        for words in (colleague.name, f"standing in for: {POST}", f"A colleague stands in until {date(back)}"):
            home.sees(words)


def name(desk, principal, council, officer):
    desk.go(f"/officers/{principal.slug}/")
    desk.follow("Name an officer")
    desk.choose("One local council")
    desk.fill("Local council", council.name)
    desk.page.get_by_label("Who is it?").select_option(label=choice(desk, "Who is it?", officer))
    desk.page.get_by_label("In which part?").select_option("named_officer")
    desk.fill("Post, as everyone reads it", POST)
    desk.press("Name this person")
    desk.sees("The clerks concerned are told on the first day.")


def choice(desk, label, someone):
    """The words of the choice that names somebody."""
    options = desk.page.get_by_label(label).locator("option").all_inner_texts()
    return next(words for words in options if str(someone) in words)


def told_once(clerk, officer):
    """The hourly task comes twice on that day."""
    tell_clerks()
    tell_clerks()
    mail = newest_mail(clerk.email, kind="liaison.officer_changed")
    assert f"{officer.name}, {POST}" in mail.text
    assert OutgoingEmail.objects.filter(kind="liaison.officer_changed").count() == 1


def pin_up(clerk):
    """One page for the wall, from the home page in two presses."""
    clerk.follow("Make a page of it to pin up")
    clerk.press("Make a page to pin up (PDF)")
    wait_for(lambda: Job.objects.filter(status="done").first(), "the page")
    clerk.page.reload()
    clerk.sees("The PDF is ready.")
    assert clerk.download("Download whom-to-ask-").startswith(b"%PDF")


def cover(desk, principal, away, stand_in, last):
    """From the day after tomorrow."""
    desk.go(f"/officers/{principal.slug}/cover/")
    for label, someone in (("Who is away?", away), ("Who stands in?", stand_in)):
        desk.page.get_by_label(label).select_option(label=choice(desk, label, someone))
    for group, day in (("First day", last - timedelta(days=1)), ("Last day", last)):
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            desk.field(part, group).fill(str(number))
    desk.press("Save the cover")
    desk.sees("On these days the colleague stands in everywhere by itself.")
