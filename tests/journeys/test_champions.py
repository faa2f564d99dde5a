"""A champion from appointment to yearly report: the clerk, the councillor on a phone, the officer, the vacancy."""

import io
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone

from charters.models import Appointment, LogEntry
from core.models import Job
from core.policies import SYSTEM
from core.reminders.actions import send_reminders
from core.roles import Role
from core.working_days import is_working_day
from tests.charters.factories import make_council, make_person
from tests.journeys.hands import HANDS
from tests.journeys.mail import newest_mail, wait_for

pytestmark = pytest.mark.usefixtures("portal")
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
DONE = "Walked the play area with the officer"


class Place:
    """A principal with an officer, and two local councils; the first has a clerk and a councillor."""

    def __init__(self):
        self.principal = make_council("Upton District Council", type="district")
        self.council, self.other = (make_council(name, principal=self.principal) for name in ("Aston", "Barton"))
        self.officer = make_person(self.principal, Role.LIAISON_OFFICER)
        self.clerk = make_person(self.council)
        self.councillor = make_person(self.council, Role.COUNCILLOR, may_sign=False)


@pytest.fixture
def place(portal):
    return Place()


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_a_champion_is_appointed_logs_is_missed_and_reported(place, hands, signed_in):
    appoint(signed_in(place.clerk, hands), place)
    mail = newest_mail(place.councillor.email, kind="charters.champion")
    assert f"You are the charter champion of {place.council.full_name}" in mail.subject
    phone = HANDS["phone"] if hands.javascript else hands
    write_down(signed_in(place.councillor, phone, **PHONE), place)
    officer = signed_in(place.officer, hands)
    see_the_board(officer, place)
    ends_unfollowed(place)
    told = newest_mail(place.officer.email, kind="core.reminders")
    assert "has no charter champion" in told.subject
    assert "because you look after local councils" in told.text
    take_the_report(officer, place)


def appoint(clerk, place):
    clerk.go(place.council.get_absolute_url())
    clerk.follow("Record the appointment of a champion")
    clerk.follow("Record the appointment of a champion")
    clerk.choose(str(place.councillor))
    clerk.fill("Role, as everyone reads it", "Member for open spaces")
    clerk.choose("Full council")
    clerk.press("Record the appointment")
    clerk.sees("The appointment is recorded.")
    clerk.sees("Member for open spaces")
    clerk.sees("Role only")


def write_down(councillor, place):
    """Within a few presses; the day is filled in."""
    councillor.go("/")
    councillor.follow("Write down what you did as champion")
    councillor.choose("Talking about services and assets")
    councillor.fill("What did you do, in one line?", DONE)
    councillor.choose(place.principal.label)
    councillor.press("Save")
    councillor.sees("It is written down. Thank you.")
    entry = LogEntry.objects.get()
    assert (entry.what, entry.duty, entry.done_on) == (DONE, "devolution", timezone.localdate())
    assert entry.with_whom == [place.principal.full_name]
    assert councillor.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]


def see_the_board(officer, place):
    officer.go("/charters/")
    officer.follow("Champions of the area")
    officer.sees("1 of 2 local councils")
    officer.page.get_by_label("Champion", exact=True).select_option("none")
    officer.press("Show")
    officer.sees(place.other.full_name)


def ends_unfollowed(place):
    """The last day was some days ago, and the working day for telling has come."""
    day = timezone.localdate() - timedelta(days=5)
    started = day - timedelta(days=200)
    moment = timezone.now() - timedelta(days=100)
    Appointment.objects.update(starts_on=started, ends_on=day, recorded_at=moment)
    today = timezone.localdate()
    while not is_working_day(today, place.council.nation):
        today += timedelta(days=1)
    assert send_reminders(by=SYSTEM, today=today)


def take_the_report(officer, place):
    """From the vacancy on the home page to the board, and from there to the report."""
    officer.go("/")
    officer.follow("1 local council has lost its charter champion")
    officer.sees("0 of 2 local councils")
    officer.follow("Report of the year by duty")
    officer.sees(DONE)
    officer.press("Make the PDF")
    wait_for(lambda: Job.objects.filter(status="done").first(), "the report")
    officer.page.reload()
    officer.sees("The report is ready.")
    content = officer.download("Download champions-")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
    shown = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout
    assert DONE in " ".join(shown.decode().split())
