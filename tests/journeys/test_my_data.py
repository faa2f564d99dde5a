"""My data: a copy to take along, a complaint, and the removal, after which nothing of the person is left."""

import io
import json
import re
import zipfile

import pytest

from accounts.models import DataComplaint, Removal
from core.audit import broken_seals, seal_events
from core.models import Job, OutgoingEmail
from core.roles import Role
from tests.accounts.factories import UserFactory, person
from tests.councils.factories import CouncilFactory
from tests.journeys.mail import code_sent_to, newest_mail, text_of, wait_for
from tests.traces import everywhere

NAME, ADDRESS = "Ottoline Featherstonehaugh", "ottoline@featherstonehaugh.example"
WAY = pytest.mark.parametrize("hands", ["no-script"], indirect=True)


@pytest.fixture
def someone():
    """A clerk of Wittersham who is not the only one."""
    ashford = CouncilFactory(district=True, name="Ashford Borough Council", short_name="Ashford")
    wittersham = CouncilFactory(name="Wittersham", slug="wittersham", parents=[ashford])
    person(Role.CLERK, wittersham, name="The other clerk")
    return person(Role.CLERK, wittersham, name=NAME, email=ADDRESS)


@WAY
def test_a_clerk_takes_a_copy_and_is_removed(hands, signed_in, someone):
    hand = signed_in(someone, hands)
    hand.go("/people/me/")
    hand.follow("See what is held about you, take a copy, or have it removed")
    hand.sees("Councils you act or acted for")
    hand.press("Make a copy of my data")
    wait_for(lambda: Job.objects.filter(status="done").exists(), "the copy to be made")
    hand.go(re.sub(r"[?#].*", "", hand.page.url))
    with zipfile.ZipFile(io.BytesIO(hand.download("your-data.zip"))) as packed:
        data = json.loads(packed.read("your-data.json"))
        assert packed.read("your-data.pdf").startswith(b"%PDF")
    account = next(part for part in data["parts"] if part["table"] == "accounts.User")
    assert account["rows"][0]["name"] == NAME

    hand.go("/people/me/data/")
    hand.follow("See what would be removed")
    hand.sees("What stays, and why")
    hand.press("Continue")
    hand.sees("This cannot be undone")
    hand.fill("6-digit code", code_sent_to(ADDRESS))
    hand.press("Confirm")
    hand.sees("Your details have been removed")
    hand.go("/people/me/")
    hand.sees("Sign in")
    assert Removal.objects.get().person == someone
    wait_for(lambda: not OutgoingEmail.objects.filter(status="waiting").exists(), "the last e-mail to be sent")
    seal_events()
    assert everywhere("featherstonehaugh") == {}
    assert list(broken_seals()) == []


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_a_resident_complains_and_is_answered(hands, open_browser, signed_in):
    hand = open_browser(hands)
    hand.go("/privacy/")
    hand.follow("Make a data protection complaint")
    hand.fill("Your full name", "A Resident of Olney")
    hand.fill("Your e-mail address", "resident@olney.example")
    hand.fill("What is wrong?", "My telephone number is on a public page.")
    hand.press("Send the complaint")
    hand.sees("Complaint received")
    complaint = DataComplaint.objects.get()
    hand.sees(complaint.reference)
    assert complaint.reference in text_of(newest_mail("resident@olney.example"))

    office = signed_in(UserFactory(administrator=True), hands)
    office.go("/")
    office.follow("1 data protection complaint")
    office.follow(complaint.reference)
    office.sees("My telephone number is on a public page.")
    office.choose("Answer it: they are told the outcome")
    office.fill("Answer", "It was taken off the page today.")
    office.press("Save")
    office.sees("Answered")
    assert "taken off the page" in text_of(newest_mail("resident@olney.example", kind="accounts.complaint_answered"))
