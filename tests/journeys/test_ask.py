"""Who do I ask? A clerk searches, meets the wrong door and says so; the officer sees the count and puts it right."""

import pytest

from core.roles import Role
from liaison import actions
from tests.charters.factories import fresh, make_council, make_person


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_the_wrong_door_is_said_once_and_put_right(portal, hands, signed_in):
    principal = make_council("Upton District Council", type="district")
    council = make_council("Aston", principal=principal)
    officer, clerk = make_person(principal, Role.LIAISON_OFFICER), make_person(council)
    actions.add_service(
        principal=principal, by=fresh(officer), topic="highways", team="Roads desk", email="roads@example.org"
    )
    desk = signed_in(clerk, hands)
    desk.go(council.get_absolute_url())
    desk.fill("What is it about? For example: pothole, bins", "pothole")
    desk.press("Find whom to ask")
    desk.sees("Roads desk")
    desk.sees("Usually the county council")
    desk.sees("Highways Act 1980")
    desk.press("This was the wrong door")
    desk.fill("Who was it instead?", "The county council")
    desk.press("This was the wrong door")

    board = signed_in(officer, hands)
    board.go("/")
    board.follow("1 service contact was the wrong door")
    board.sees("1 time in the last 12 months")
    board.sees("The county council")
    board.follow("Put it right")
    board.fill("Team or post, as everyone reads it", "Street cleaning desk")
    board.press("Save")
    board.sees("Wrong doors are counted anew from now on.")
    board.sees("0 since it was put right")
    desk.go("/officers/who-do-i-ask/?q=pothole")
    desk.sees("Street cleaning desk")
