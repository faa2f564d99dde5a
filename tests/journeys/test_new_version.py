"""A council wants a section to be different, the officer decides, and a new version takes the place of the first."""

import re

import pytest

from charters import actions
from tests.charters.factories import Round, countersign, fresh, sign


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_a_comment_becomes_a_new_version(signed_in, hands):
    round_ = Round(locals_=1).sent()
    round_.officer.memberships.update(may_sign=True)
    reference, council = round_.agreement.reference, round_.councils[0]

    clerk = signed_in(round_.clerks[0], hands)
    clerk.go(f"/charters/{reference}/councils/{council.slug}/")
    clerk.open("Choose a section to comment on")
    clerk.follow("4. Consultation")
    clerk.fill("Your council’s comment", "Six weeks are too short for us")
    clerk.press("Save the comment")
    clerk.sees("Comment saved")
    put_in_force(round_)

    officer = signed_in(fresh(round_.officer), hands)
    officer.go("/")
    officer.follow("Decide about 1 comment")
    officer.follow("Decide")
    officer.choose("Accepted", group="What have you decided?")
    officer.fill("What you changed, or why not", "It says eight weeks now")
    officer.press("Save the decision")
    officer.go(f"/charters/{reference}/")
    officer.follow("Start a new version")
    officer.press("Start a new version")
    officer.follow("Consultation")
    text = officer.field("Text").input_value()
    officer.fill("Text", text.replace("six weeks", "eight weeks"))
    officer.press("Continue")
    officer.follow("Send to councils")
    officer.choose("All local councils of our area")
    officer.press("Continue")
    officer.press("Send to 1 council")

    clerk.go(f"/charters/{reference}/comments/")
    clerk.sees("It says eight weeks now")
    clerk.follow("In version 2: see what changed")
    clerk.sees("4. Consultation")
    assert "six" in clerk.page.locator("main del").last.inner_text()
    assert "eight" in clerk.page.locator("main ins").last.inner_text()

    round_.version = round_.agreement.versions.get(number=2)
    put_in_force(round_)
    clerk.go(f"/charters/{reference}/")
    clerk.sees("Superseded")
    clerk.follow(re.compile(r"^\s*Version 1\s*$"))
    clerk.sees("Version 2 has taken the place of this one.")
    clerk.follow("See what changed")
    clerk.sees("From version 1 to version 2")


def put_in_force(round_):
    """The council signs, the convener closes and countersigns."""
    sign(round_.response(), by=fresh(round_.clerks[0]))
    actions.close_round(version=round_.version, by=round_.officer)
    round_.version.refresh_from_db()
    countersign(round_.version, by=fresh(round_.officer))
