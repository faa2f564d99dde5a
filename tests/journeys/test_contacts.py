"""Contacts: noted on a phone after a visit, read by the clerk, who adds one; nobody is quiet who was visited."""

import pytest

from core.roles import Role
from tests.charters.factories import make_council, make_person


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_after_a_visit_two_taps_and_both_councils_know(portal, hands, signed_in):
    principal = make_council("Upton District Council", type="district")
    council = make_council("Aston", principal=principal)
    officer, clerk = make_person(principal, Role.LIAISON_OFFICER), make_person(council)
    phone = signed_in(officer, hands)
    phone.page.set_viewport_size({"width": 320, "height": 640})
    phone.go(f"/officers/{principal.slug}/contacts/quiet/")
    phone.sees("1 local council with no contact for 90 days or longer")
    phone.sees("Never")
    phone.go(council.get_absolute_url())
    phone.follow("Note a contact")
    phone.choose("Visit")
    phone.press("Save")
    phone.sees("It is written down. Thank you.")
    phone.go(f"/officers/{principal.slug}/contacts/quiet/")
    phone.sees("0 local councils with no contact for 90 days or longer")
    phone.sees("Somebody was in touch with every council.")

    desk = signed_in(clerk, hands)
    desk.go(council.get_absolute_url())
    desk.sees("Last contact: visit on")
    desk.follow("Note a contact")
    desk.choose("Telephone or video call")
    desk.page.get_by_text("What it was about, and who took part").click()
    desk.fill("What was it about?", "The salt bin by the school")
    desk.press("Save")
    desk.sees("Aston")
    phone.go("/")
    phone.follow("Note a contact")
    phone.fill("Which local council?", "Aston")
    phone.choose("E-mail or letter")
    phone.press("Save")
    phone.sees("E-mail or letter,")
    phone.go(f"/officers/{principal.slug}/contacts/")
    phone.sees("The salt bin by the school")
    phone.sees("Visit")
