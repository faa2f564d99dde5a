"""A promise from a clerk's question to both homes: asked for, promised, kept, contested by nobody, counted."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.facts import cache as facts
from core.roles import Role
from liaison import actions
from tests.charters.factories import fresh, make_council, make_person
from tests.journeys.mail import newest_mail

TEXT = "Say who owns the verge beside the allotments"


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_what_an_officer_promised_and_kept_shows_on_both_homes(portal, hands, signed_in):
    principal = make_council("Upton District Council", type="district")
    council = make_council("Aston", principal=principal)
    officer, clerk = make_person(principal, Role.LIAISON_OFFICER), make_person(council)
    two_kept(principal, council, officer)
    asked(signed_in(clerk, hands), council)
    mail = newest_mail(officer.email, kind="liaison.promise")
    assert "Aston Parish Council has recorded a promise of yours" in mail.text
    kept(signed_in(officer, hands))
    assert "a promise was kept" in newest_mail(clerk.email, kind="liaison.promise").text
    with time_machine.travel(timezone.localtime() + timedelta(days=8)):
        facts.clear()
        for someone, words in ((clerk, "What was promised to us"), (officer, "What we promised")):
            home = signed_in(fresh(someone), hands)
            home.go("/")
            home.sees(words)
            home.sees("3 of 3 that fell due in the last 12 months were kept (100%).")


def two_kept(principal, council, officer):
    """Before: both recorded by the officer, both on time."""
    today = timezone.localdate()
    for text in ("Send the minutes", "Publish the dates of the forum"):
        promise = actions.record_promise(
            principal=principal, council=council, side="principal", recorded_side="principal", text=text,
            due_on=today - timedelta(days=1), made_on=today - timedelta(days=20), by=fresh(officer),
        )  # fmt: skip
        actions.report_promise(promise=promise, outcome="kept", day=today - timedelta(days=2), by=fresh(officer))


def asked(clerk, council):
    """After a telephone call the clerk writes down what the officer said."""
    due = timezone.localdate() + timedelta(days=7)
    clerk.go(f"/officers/{council.slug}/promises/")
    clerk.follow("Record a promise")
    clerk.choose("The other council did")
    clerk.fill("What was promised?", TEXT)
    for part, number in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
        clerk.field(part, "By when?").fill(str(number))
    clerk.fill("Where was it promised?", "Telephone call")
    clerk.press("Record the promise")
    clerk.sees("Recorded. The other council is told.")


def kept(desk):
    """It waits for the officer on the home page."""
    desk.go("/")
    desk.follow(TEXT)
    desk.sees("Recorded by Aston Parish Council")
    desk.follow("Say what became of it")
    desk.choose("Kept")
    desk.fill("In a few words", "The council owns it")
    desk.press("Save")
    desk.sees("It stands as kept unless Aston Parish Council says by")
