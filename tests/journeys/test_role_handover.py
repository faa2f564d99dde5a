"""A clerk leaves: the successor takes over what is open; and a locum stands in for some days."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone

from accounts.models import Handover, Membership
from core.models import Job
from core.roles import Role
from tests.accounts.factories import person
from tests.charters.factories import Round
from tests.journeys.mail import newest_mail, text_of, wait_for

WAY = pytest.mark.parametrize("hands", ["no-script"], indirect=True)
LINK = re.compile(r"https?://[^/\s]+(/people/join/\S+)")
NEXT = "next@wittersham.example"


def link_in(kind):
    return LINK.search(text_of(newest_mail(NEXT, kind=f"accounts.{kind}"))).group(1)


@WAY
def test_a_clerk_hands_over_and_the_successor_goes_on(hands, open_browser, signed_in):
    charter = Round().sent()
    council, clerk = charter.councils[0], charter.clerks[0]
    leaver, other_tab = signed_in(clerk, hands), signed_in(clerk, hands)
    other_tab.go("/")
    leaver.go("/people/me/")
    leaver.follow("Hand over")
    leaver.press("Continue")
    leaver.sees("There is a problem")
    leaver.fill("E-mail address of the successor", NEXT)
    leaver.fill("Full name of the successor", "Next Clerk")
    leaver.choose("At once, in every open window")
    leaver.fill("Note for the successor", "The hall is flooded until June.")
    leaver.press("Continue")
    leaver.sees("Check what passes on")
    leaver.sees(charter.agreement.title)
    leaver.press("Hand over")
    leaver.sees("You are signed out")
    other_tab.page.goto("/people/me/")
    assert "/accounts/sign-in/" in other_tab.page.url

    successor = open_browser(hands)
    successor.go(link_in("role_to_take_over"))
    successor.fill("Your full name", "Next Clerk")
    successor.press("Join")
    successor.follow("Read the handover")
    successor.sees("The hall is flooded until June.")
    successor.sees(charter.agreement.title)
    successor.press("Make a PDF")
    wait_for(lambda: Job.objects.filter(kind="accounts.handover", status="done").exists(), "the PDF")
    successor.go(re.sub(r"[?#].*", "", successor.page.url))
    with pikepdf.open(io.BytesIO(successor.download("handover-"))) as pdf:
        assert pdf.Root.MarkInfo.Marked
    successor.go(f"/people/handovers/{Handover.objects.get().public_id}/")
    successor.press("I have read it")
    successor.go("/")
    assert not successor.page.get_by_text("Read the handover").count()
    assert Membership.objects.current().get(council=council, role=Role.CLERK).user.name == "Next Clerk"


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_a_locum_stands_in(hands, open_browser, signed_in):
    clerk = person(Role.CLERK, name="Clerk of Wittersham")
    council = clerk.memberships.get().council
    hand = signed_in(clerk, hands)
    hand.go(f"/people/councils/{council.slug}/")
    hand.follow("Arrange cover")
    hand.fill("E-mail address of the person who stands in", NEXT)
    today = timezone.localdate()
    for legend, day in (("First day", today), ("Last day", today + timedelta(days=7))):
        group = hand.page.get_by_role("group", name=legend)
        for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(label).fill(str(part))
    hand.press("Ask them to stand in")
    locum = open_browser(hands)
    locum.go(link_in("cover_asked"))
    locum.sees("standing in for Clerk of Wittersham")
    locum.fill("Your full name", "Locum")
    locum.press("Join")
    hand.go(f"/people/councils/{council.slug}/")
    hand.sees("stands in for Clerk of Wittersham")
