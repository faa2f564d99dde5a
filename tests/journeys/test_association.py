"""A county association signs for three councils: all are told, one objects, the others count."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from charters.periods.tasks import count_unopposed_signatures
from tests.architecture.year_world import page
from tests.charters.factories import Round, fresh
from tests.journeys.test_paper_reply import day

ASSOCIATION = "Midshire Association of Local Councils"


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_an_association_signs_for_three_councils(signed_in, hands):
    charter = Round(locals_=3).sent()
    officer = signed_in(fresh(charter.officer), hands)
    officer.go(f"/charters/{charter.agreement.reference}/board/")
    officer.follow("An association signed for councils")
    officer.fill("Name of the association", ASSOCIATION)
    for council in charter.councils:
        officer.choose(council.label)
    officer.fill("Who signed for the association?", "P. President")
    officer.fill("In which position?", "President")
    day(officer, "Date on the page")
    officer.choose("At a meeting")
    day(officer, "When did it come?")
    officer.attach("The signed page", "page.pdf", page().read())
    officer.fill("What does it say?", "Signed for the three councils named")
    officer.press("Record it and tell these councils")
    officer.sees("3 councils have been told")

    clerk = signed_in(fresh(charter.clerks[0]), hands)
    clerk.go("/")
    clerk.follow("An association signed for your council")
    clerk.follow("This is wrong: object")
    clerk.press("Object")
    clerk.sees("Enter what is wrong")
    clerk.fill("What is wrong?", "We have not decided yet")
    clerk.press("Object")
    clerk.sees("objection is recorded")

    with time_machine.travel(timezone.localtime() + timedelta(days=40)):
        count_unopposed_signatures()
        officer = signed_in(fresh(charter.officer), hands)
        officer.go(f"/charters/{charter.agreement.reference}/association/")
        officer.sees("We have not decided yet")
        officer.go(f"/charters/{charter.agreement.reference}/board/?show=signed")
        officer.sees("Signed (2)")
        officer.sees(f"signed by {ASSOCIATION}")
