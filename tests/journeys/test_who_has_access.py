"""For the auditor: who has access, confirmed by the clerk, as a PDF and a spreadsheet."""

import io

import pikepdf
import pytest

from accounts.models import AccessReview
from core.models import Job
from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from tests.journeys.mail import wait_for

WAY = pytest.mark.parametrize("hands", ["no-script"], indirect=True)


@WAY
def test_the_clerk_confirms_and_hands_the_list_to_the_auditor(hands, signed_in):
    ashford = CouncilFactory(district=True, name="Ashford Borough Council", short_name="Ashford")
    wittersham = CouncilFactory(name="Wittersham", slug="wittersham", parents=[ashford])
    clerk = person(Role.CLERK, wittersham, name="Clerk of Wittersham")
    person(Role.COUNCILLOR, wittersham, name="Councillor of Wittersham")

    hand = signed_in(clerk, hands)
    hand.go("/")
    hand.follow("Confirm who has access")
    hand.sees("Councillor of Wittersham")
    hand.press("These are the right people")
    hand.sees("We ask again in a year")
    hand.sees("Clerk of Wittersham confirmed on")
    assert AccessReview.objects.get().people == 2
    hand.go("/")
    assert not hand.page.get_by_text("Confirm who has access").count()

    hand.go("/people/councils/wittersham/")
    hand.sees("Second factor")
    table = hand.download("Download as CSV").decode()
    assert "Councillor of Wittersham" in table
    hand.press("Make a PDF")
    wait_for(lambda: Job.objects.filter(status="done").exists(), "the list to be made")
    if hand.javascript:
        hand.page.get_by_text("2 people in roles").wait_for()  # the page goes on by itself
    else:
        hand.go(hand.page.url)
    hand.sees("2 people in roles")
    with pikepdf.open(io.BytesIO(hand.download("who-has-access-wittersham.pdf"))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
