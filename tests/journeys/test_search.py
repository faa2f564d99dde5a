"""One box over everything: by a slip, by words of a text, by reference; what is new; what happened."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from charters import actions
from core.roles import Role
from tests.accounts.factories import MembershipFactory
from tests.charters.factories import Round, sign
from tests.journeys.hands import HANDS

EVERYTHING = "Search everything"


@pytest.fixture
def story():
    """Two principals with a charter each; both texts speak of bandstands."""
    story, rival = Round(), Round()
    for number, of in enumerate((story, rival)):
        of.written()
        for council, name in zip(of.councils, ("Stony Stratford", "Bishop's Waltham"), strict=True):
            council.name = name if number == 0 else f"Far {name}"
            council.save()
        body = "We look after **bandstands** together."
        actions.add_section(version=of.version, heading="Parks", body=body, by=of.officer)
        actions.edit_details(
            version=of.version, title=f"Parks {number}", summary="Short", review_on=None, by=of.officer
        )
        of.version.refresh_from_db()
        of.version = actions.send_version(
            version=of.version, councils=of.councils, reply_by=timezone.localdate() + timedelta(days=90), by=of.officer
        )
        of.agreement.refresh_from_db()
    story.rival = rival
    return story


def look_for(hands, words):
    """In the box at the top of the page, whatever page it is."""
    header = hands.page.locator("header")
    box = header.get_by_label(EVERYTHING)
    if not box.count():
        hands.fill("Name, code or reference, or words of a text", words)
        hands.press("Search")
        return
    if isinstance(hands, HANDS["keyboard"]):
        hands._reach(box)
        hands.page.keyboard.type(words)
        with hands.page.expect_navigation():
            hands.page.keyboard.press("Enter")
    else:
        box.fill(words)
        with hands.page.expect_navigation():
            header.get_by_role("button", name="Search").click()
    hands.look()


def hits(hands):
    return hands.page.locator(".portal-hit__title a").all_inner_texts()


def test_an_officer_finds_a_slip_a_sentence_and_a_reference(signed_in, hands, story):
    officer = signed_in(story.officer, hands)
    officer.go("/councils/")
    look_for(officer, "stony stratfrod")
    officer.sees("Nothing fits “stony stratfrod” exactly")
    assert "Stony Stratford Parish Council" in hits(officer)
    look_for(officer, "bandstand")
    assert hits(officer) == ["Parks 0"]
    officer.sees("bandstands")
    look_for(officer, story.rival.agreement.reference)
    officer.sees("Nothing found")
    look_for(officer, "parks")
    officer.follow("Parks 0")
    look_for(officer, story.agreement.reference.lower().replace("-", " "))
    officer.sees(f"Charter {story.agreement.reference}")


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_the_clerk_of_several_councils_reads_what_is_new_and_what_happened(signed_in, hands, story):
    clerk_of_two = story.clerks[0]
    MembershipFactory(user=clerk_of_two, council=story.rival.councils[0], role=Role.CLERK)
    clerk = signed_in(clerk_of_two, hands)
    clerk.go("/")
    clerk.follow("Updates")
    clerk.sees("“Parks 0”, version 1, sent to 2 councils")
    clerk.sees("“Parks 1”, version 1, sent to 2 councils")
    clerk.press("Mark all as read")
    clerk.sees("You have read everything")
    assert clerk.page.locator(".portal-header__count").count() == 0
    clerk.follow("All activity")
    clerk.page.get_by_label("Council", exact=True).select_option(label=story.councils[0].label)
    clerk.press("Filter")
    clerk.sees("Parks 0")
    assert "Parks 1" not in clerk.page.locator("main").inner_text()


@pytest.mark.parametrize("hands", ["keyboard"], indirect=True)
def test_the_public_finds_councils_and_help_and_nothing_that_is_not_published(open_browser, hands, story):
    visitor = open_browser(hands)
    visitor.go("/")
    look_for(visitor, "bishops waltham")
    assert hits(visitor) == ["Bishop's Waltham Parish Council", "Far Bishop's Waltham Parish Council"]
    look_for(visitor, "bandstand")
    visitor.sees("Nothing found")
    look_for(visitor, "recovery codes")
    visitor.follow("Help and contact")


def test_an_officer_is_told_of_a_signature_while_they_work(signed_in, story):
    officer = signed_in(story.officer)
    officer.go("/councils/")
    assert officer.page.locator(".portal-header__count").count() == 0
    story.version.refresh_from_db()
    sign(story.response(0), by=story.clerks[0])
    cache.clear()  # a minute later
    officer.go("/councils/")
    assert officer.page.locator(".portal-header__count").inner_text() == "1"
