"""Two people at one thing: the second is told, keeps their text and decides."""

import pytest
from django.urls import reverse
from django.utils import timezone

from charters.models import Section, Signature
from core.roles import Role
from councils.models import Profile
from tests.accounts.factories import person
from tests.axe import assert_accessible
from tests.charters.factories import DECISION, Round, make_person
from tests.councils.factories import CouncilFactory
from tests.journeys.mail import code_sent_to

MOUSE = pytest.mark.parametrize("hands", ["mouse"], indirect=True)
BOTH = pytest.mark.parametrize("hands", ["mouse", "no-script"], indirect=True)
NARROW = {"width": 320, "height": 800}
WIDE = {"width": 1280, "height": 900}
COUNCILLORS, MEETS = "Councillors when every seat is filled", "When the council usually meets"


@pytest.fixture
def charter():
    return Round(locals_=2)


@pytest.fixture
def two_officers(hands, charter, signed_in):
    return signed_in(charter.officer, hands), signed_in(person(Role.MANAGER, charter.principal), hands)


def look_at_both_widths(someone):
    """The page of the differences, with axe where scripts run."""
    for size in (NARROW, WIDE) if someone.javascript else ():
        someone.page.set_viewport_size(size)
        assert_accessible(someone.page)


@BOTH
def test_two_officers_edit_one_section(charter, two_officers):
    first, second = two_officers
    address = reverse("charters:section", args=[charter.agreement.reference, "vision"])
    for someone in two_officers:
        someone.go(address)
    first.fill("Heading", "What we want together")
    first.fill("Text", "Every council has a named officer.")
    first.press("Continue")
    second.fill("Text", "Every council is heard before a decision.")
    second.press("Continue")
    section = Section.objects.get(version=charter.version, key="vision")
    assert section.body == "Every council has a named officer."
    second.sees("There is a problem")
    second.sees("Changed by Liaison officer, ")
    second.sees("your text is kept below")
    shown = second.page.locator("#compared").inner_text()
    for words in ("Our vision", "What we want together", "named officer", "is heard before"):
        assert words in shown, shown
    assert second.field("Text").input_value() == "Every council is heard before a decision."
    assert second.field("Heading").input_value() == "What we want together"  # which the second had not touched
    look_at_both_widths(second)
    second.press("Save my text over it")
    section.refresh_from_db()
    assert (section.heading, section.body) == ("What we want together", "Every council is heard before a decision.")


@MOUSE
def test_the_second_takes_what_is_there(charter, two_officers):
    first, second = two_officers
    address = reverse("charters:details", args=[charter.agreement.reference])
    for someone, summary in ((first, "Theirs."), (second, "Mine.")):
        someone.go(address)
        someone.fill("Summary", summary)
    first.press("Continue")
    second.press("Continue")
    second.follow("leave what is there now and drop your text")
    assert second.field("Summary").input_value() == "Theirs."
    charter.version.refresh_from_db()
    assert charter.version.summary == "Theirs."


@MOUSE
def test_one_edits_what_the_other_removes(charter, two_officers):
    first, second = two_officers
    written = charter.written().version.commitments.get()
    second.go(reverse("charters:commitment", args=[charter.agreement.reference, written.pk]))
    second.fill("What will happen", "Name one officer and a deputy")
    first.go(reverse("charters:commitment-remove", args=[charter.agreement.reference, written.pk]))
    first.press("Remove")
    second.press("Continue")
    second.sees("removed this part on")
    assert second.field("What will happen").input_value() == "Name one officer and a deputy"
    look_at_both_widths(second)
    second.press("Continue")
    assert charter.version.commitments.get().text == "Name one officer and a deputy"


def open_people(*people):
    for someone in people:
        someone.go("/councils/wittersham/profile/people/")


def save(someone, label, text):
    someone.fill(label, text)
    someone.press("Save and continue")


@BOTH
def test_clerk_and_officer_edit_one_profile(hands, signed_in):
    """The officers describe the council until its clerk joins, which happens while a page is open."""
    ashford = CouncilFactory(district=True, name="Ashford Borough Council", short_name="Ashford")
    council = CouncilFactory(name="Wittersham", slug="wittersham", parents=[ashford])
    officer, colleague = (signed_in(person(Role.LIAISON_OFFICER, ashford), hands) for _ in range(2))
    open_people(officer, colleague)
    save(officer, COUNCILLORS, "7")
    colleague.fill(COUNCILLORS, "8")
    save(colleague, MEETS, "First Monday")
    colleague.sees("Changed by Liaison officer, Ashford Borough Council")
    look_at_both_widths(colleague)
    clerk = signed_in(person(Role.CLERK, council), hands)
    open_people(clerk)
    save(clerk, COUNCILLORS, "9")
    colleague.press("Save my text over it")
    colleague.sees("You can no longer edit this profile")
    colleague.sees("First Monday")
    look_at_both_widths(colleague)
    assert Profile.objects.get(council=council).councillors == 9


@MOUSE
def test_two_clerks_edit_one_profile(hands, signed_in):
    council = CouncilFactory(name="Wittersham", slug="wittersham")
    first, second = (signed_in(person(Role.CLERK, council), hands) for _ in range(2))
    open_people(first, second)
    save(first, COUNCILLORS, "7")
    save(second, MEETS, "First Monday")
    second.sees("Changed by Clerk, Wittersham")
    assert second.field(COUNCILLORS).input_value() == "7"
    second.press("Save my text over it")
    profile = Profile.objects.get(council=council)
    assert (profile.councillors, profile.meeting_cadence) == (7, "First Monday")


def ready_to_sign(someone, hand, address):
    """Everything up to the last button."""
    hand.go(f"{address}sign/")
    hand.choose("Full council")
    hand.date(timezone.localdate())
    hand.fill("Minute reference", DECISION["minute_reference"])
    hand.fill("Your full name", "A Signatory")
    hand.fill("Your role", "For the council")
    hand.press("Continue")
    hand.fill("Code", code_sent_to(someone.email))
    hand.choose("I am authorised to sign for my council, and the decision above was taken")


@BOTH
def test_clerk_and_chair_sign_at_once(hands, charter, signed_in):
    charter.sent()
    council = charter.councils[0]
    people = charter.clerks[0], make_person(council, Role.COUNCILLOR)
    clerk, chair = (signed_in(someone, hands) for someone in people)
    address = f"/charters/{charter.agreement.reference}/councils/{council.slug}/"
    for someone, hand in zip(people, (clerk, chair), strict=True):
        ready_to_sign(someone, hand, address)
    clerk.press("Sign")
    clerk.sees("Signed for")
    chair.press("Sign")
    chair.sees("Your council has already signed this version: Clerk, ")
    chair.sees("Signed for")
    assert Signature.objects.get().signed_by == people[0]
