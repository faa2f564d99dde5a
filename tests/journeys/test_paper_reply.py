"""What really comes by post: a reply, a signed page, and the leader's signature; the certificate says so."""

import subprocess

import pytest
from django.utils import timezone

from charters.models import IssuedCopy
from tests.architecture.year_world import page
from tests.charters.factories import Round, fresh
from tests.journeys.mail import wait_for


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_a_charter_on_paper(signed_in, hands):
    charter = Round(locals_=1).sent()
    officer = signed_in(fresh(charter.officer), hands)
    reply_by_post(officer, charter)
    clerk = signed_in(fresh(charter.clerks[0]), hands)
    clerk.go(f"/charters/{charter.agreement.reference}/councils/{charter.councils[0].slug}/")
    clerk.sees("We agree to the charter")
    clerk.sees("Open the page that came")

    officer.follow("Record a signature")
    signed_page(officer, "C. Chair", "Chair of the council")
    officer.sees("has been told by e-mail")
    clerk.go(f"/charters/{charter.agreement.reference}/")
    clerk.follow("See your answer and signature")
    clerk.sees("This is wrong: object")

    officer.follow("Close the round")
    officer.press("Close the round")
    officer.follow("Record a countersignature on paper")
    signed_page(officer, "L. Leader", "Leader of the council")
    officer.sees("In the charter (2)")
    copies = IssuedCopy.objects.filter(version=charter.version)
    wait_for(copies.exists, "the signed copy")
    clerk.follow("Agreements")
    clerk.follow("Working together")
    content = clerk.download("Download the signed charter (PDF)")
    shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True).stdout
    words = " ".join(shown.decode().split())
    assert "C. Chair" in words
    assert "Signed on paper" in words
    assert "Countersigned on paper" in words


def reply_by_post(officer, charter):
    officer.go(f"/charters/{charter.agreement.reference}/board/")
    officer.follow("Record a reply")
    officer.choose("By post")
    day(officer, "When did it come?")
    officer.fill("Who replied for the council?", "Clerk")
    officer.choose("Accepted")
    officer.attach("The letter or e-mail", "letter.pdf", page().read())
    officer.fill("What does it say?", "We agree to the charter")
    officer.press("Record this answer")
    officer.sees("1 of 1 answered")


def signed_page(officer, name, position):
    """A page signed today that came by post today."""
    officer.fill("Who signed?", name)
    officer.fill("In which position?", position)
    day(officer, "Date on the page")
    officer.choose("By post")
    day(officer, "When did it come?")
    officer.attach("The signed page", "page.pdf", page().read())
    officer.fill("What does it say?", f"We sign the charter. {name}, {position}")
    officer.press("Record this signature")


def day(someone, question):
    today = timezone.localdate()
    for label, part in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        someone.field(label, question).fill(str(part))
