"""A district and a tiny parish share a caretaker: six questions, a signed memorandum, renewal, the end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from charters import actions as agreements
from core.roles import Role
from partnerships.models import Partnership
from tests.accounts.factories import person
from tests.charters.factories import countersign, sign
from tests.councils.factories import CouncilFactory

FEW = 15  # fields that a light partnership takes at most after the six questions
YES = ("Is each of you free to say no?", "Do you want the same thing, or things that fit together?",
       "Do you share information, risks and what is gained?")  # fmt: skip


@pytest.fixture
def places():
    """A district with its officer, and a parish with its clerk."""
    district = CouncilFactory(principal=True, type="district")
    parish = CouncilFactory(parents=[district], name="Little Aston", slug="little-aston")
    return district, parish, person(Role.LIAISON_OFFICER, district, name="Kim"), person(Role.CLERK, parish)


def on(hand, question, day):
    """One of several dates of a page."""
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        hand.field(label, question).fill(str(part))


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_a_light_partnership_from_the_questions_to_its_end(signed_in, hands, places):
    _district, _parish, officer, _clerk = places
    hand, today = signed_in(officer, hands), timezone.localdate()
    ask(hand)
    assert decide(hand) + fill_in(hand, today) < FEW
    hand.follow("It goes live")
    hand.press("Go live")
    hand.sees("Memorandum that both have signed")

    agree(hand, places)
    hand.follow("Renew it")
    hand.fill("Who decided it?", "Cabinet, minute 12/27")
    hand.press("Renew it")
    hand.sees("Term 2:")

    end(hand)
    entry = Partnership.objects.get()
    assert entry.status == "closed"
    assert entry.agreement.in_force.signatures.count() == 2


def ask(hand):
    """The six questions, and what follows from the answers."""
    hand.go("/partnerships/")
    hand.follow("Is it a partnership? Start here")
    hand.fill("What do you want to do together?", "Shared caretaker")
    hand.pick("Name of the partner", "Little As", "Little Aston")
    for question in YES:
        hand.choose("Yes", question)
    hand.choose("All of you together", "Who decides about the money and what is done?")
    hand.choose("All of you, each a part", "Who does the work?")
    hand.choose("Each brings something, or there is no money in it", "What does the money do?")
    hand.press("See what it is")
    hand.sees("What it is: Partnership")
    hand.sees("You decide together.")


def decide(hand):
    """How many fields the decision takes."""
    hand.follow("Enter what was decided")
    hand.choose("Go ahead: make an entry in the register")
    hand.choose("Officer with delegated powers")
    hand.fill("Where is it written?", "OD 7/26")
    hand.press("Keep the decision")
    return 4  # and the day, which is filled in


def fill_in(hand, today):
    """How many fields the entry takes."""
    hand.field("Lead officer").select_option(label="Kim, Liaison officer")
    on(hand, "First day", today)
    on(hand, "Last day", today + timedelta(days=365))
    on(hand, "Next review", today + timedelta(days=300))
    hand.fill("By what will everybody know that it is over?", "The post is no longer paid for.")
    hand.press("Save")
    hand.sees("the exit plan")
    hand.follow("Fill in what it needs")
    hand.fill("What is it for?", "One caretaker for both.")
    hand.fill("What happens then?", "The van goes back to the district.")
    hand.press("Save")
    return 7


def agree(hand, places):
    """The memorandum begins with what is known; both sign it as they sign everything."""
    district, parish, officer, clerk = places
    hand.follow("Write its agreement")
    hand.press("Start the draft")
    hand.sees("Draft of version 1")
    version = Partnership.objects.get().agreement.versions.get()
    reply_by = timezone.localdate() + timedelta(days=60)
    version = agreements.send_version(version=version, councils=[parish], reply_by=reply_by, by=officer)
    sign(version.responses.get(party__council=parish), by=clerk)
    version = agreements.close_round(version=version, by=officer)
    countersign(version, by=person(Role.LEAD_MEMBER, district, may_sign=True))
    hand.go(Partnership.objects.get().get_absolute_url())
    hand.sees("Version 1 is in force since")


def end(hand):
    """Nothing closes before the five questions of the end are answered."""
    hand.follow("Wind it up")
    hand.press("Wind it up")
    hand.fill("What happens to what you own together?", "The van goes to the parish.")
    hand.fill("What happens to the staff?", "None")
    hand.fill("Who bears what is still owed?", "Nothing is owed")
    hand.fill("Who looks after what stays?", "The parish")
    hand.press("Save")
    hand.follow("Close it")
    hand.press("Close it")
    hand.sees("the final evaluation")
    hand.follow("Cancel")
    hand.follow("Answer the questions of the end")
    hand.fill("What came of it?", "Verges are cut when it is needed.")
    hand.press("Save")
    hand.follow("Close it")
    hand.press("Close it")
    hand.sees("Verges are cut when it is needed.")
