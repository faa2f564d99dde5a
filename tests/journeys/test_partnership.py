"""A district and a parish share a caretaker: six questions, a signed agreement, renewal, the end; in three sizes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from charters import actions as agreements
from core.roles import Role
from partnerships.models import Partnership
from tests.accounts.factories import person
from tests.charters.factories import countersign, sign
from tests.councils.factories import CouncilFactory

WORTH = {"light": "", "standard": "20,000", "full": "200,000"}  # pounds
PAPER = {  # that each size asks for
    "light": "Memorandum that both have signed",
    "standard": "Entry in the risk register",
    "full": "Staff transfer (TUPE) checked",
}
FEW = 15  # fields that a light partnership takes at most after the six questions
YES = ("Is each of you free to say no?", "Do you want the same thing, or things that fit together?",
       "Do you share information, risks and rewards?")  # fmt: skip


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


@pytest.mark.parametrize(
    ("hands", "tier"), [("mouse", "light"), ("no-script", "standard"), ("no-script", "full")], indirect=["hands"]
)
def test_a_partnership_from_the_questions_to_its_end(signed_in, hands, places, tier):
    _district, _parish, officer, _clerk = places
    hand, today = signed_in(officer, hands), timezone.localdate()
    ask(hand)
    if tier == "full":
        think(hand)
    fields = decide(hand) + fill_in(hand, today, WORTH[tier])
    assert tier != "light" or fields < FEW
    hand.follow("Go live")
    hand.press("Go live")
    hand.sees(PAPER[tier])

    agree(hand, places, tier)
    hand.follow("Renew it")
    hand.fill("Who decided to renew it?", "Cabinet, minute 12/27")
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
    hand.choose("All of you together", "Who decides about the money and the work?")
    hand.choose("All of you, each doing a part", "Who does the work?")
    hand.choose("Each puts something in, or no money is involved", "Where does the money go?")
    hand.press("See what it is")
    hand.sees("What it is: Partnership")
    hand.sees("You decide together.")


def think(hand):
    """A larger one is thought through before somebody decides."""
    hand.follow("Work through it first")
    hand.fill("What is the issue?", "Two councils cut the same verges.")
    hand.choose("It costs less")
    hand.press("Save")
    hand.sees("It costs less")


def decide(hand):
    """How many fields the decision takes."""
    hand.follow("Enter what was decided")
    hand.choose("Go ahead: make an entry in the register")
    hand.choose("Officer with delegated powers")
    hand.fill("Minute or decision number", "OD 7/26")
    hand.press("Save the decision")
    return 4  # and the day, which is filled in


def fill_in(hand, today, worth):
    """How many fields the entry takes."""
    hand.fill("What is it for?", "One caretaker for both.")
    hand.field("Lead officer").select_option(label="Kim, Liaison officer")
    on(hand, "First day", today)
    on(hand, "Last day", today + timedelta(days=365))
    on(hand, "Next review", today + timedelta(days=300))
    hand.fill("How will everybody know that it is over?", "The post is no longer paid for.")
    hand.fill("What happens when it ends?", "The van goes back to the district.")
    if worth:
        hand.fill("How much money is in it?", worth)
    hand.press("Save")
    return 8 if worth else 7


def agree(hand, places, tier):
    """It begins with what is known, and clauses are picked into it; both sign it as they sign everything."""
    district, parish, officer, clerk = places
    hand.follow("Write its agreement")
    hand.press("Start the draft")
    hand.sees("Draft of version 1")
    if tier == "standard":
        hand.follow("Decision rules")
        hand.choose("Councillors share one vote")
        hand.press("Continue")
        hand.sees("have one vote between them, so that")
    version = Partnership.objects.get().agreement.versions.get()
    reply_by = timezone.localdate() + timedelta(days=60)
    version = agreements.send_version(version=version, councils=[parish], reply_by=reply_by, by=officer)
    sign(version.responses.get(party__council=parish), by=clerk)
    version = agreements.close_round(version=version, by=officer)
    countersign(version, by=person(Role.LEAD_MEMBER, district, may_sign=True))
    hand.go(Partnership.objects.get().get_absolute_url())
    hand.sees("Version 1 has been in force since")
    hand.sees("Signed, see above")


def end(hand):
    """Its five questions are answered, then it is closed."""
    hand.follow("Wind it up")
    hand.press("Wind it up")
    hand.fill("What happens to what you own together?", "The van goes to the parish.")
    hand.fill("What happens to the staff?", "None")
    hand.fill("Who pays what is still owed?", "Nothing is owed")
    hand.fill("Who looks after what remains?", "The parish")
    hand.fill("What did it achieve?", "Verges are cut when it is needed.")
    hand.press("Save")
    hand.follow("Close it")
    hand.press("Close it")
    hand.sees("“Shared caretaker” closed")
    hand.sees("Verges are cut when it is needed.")
