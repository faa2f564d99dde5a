"""A manager gives the portal the council's own name, colours, logo and dates; a clerk, an e-mail and a PDF show it."""

import io
from datetime import timedelta

import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from PIL import Image

from charters.models import Response
from core.models import OutgoingEmail
from core.roles import Role
from councils.models import OwnPortal
from tests.accounts.factories import person
from tests.charters.factories import Round
from tests.journeys.mail import letter, wait_for

WAY = pytest.mark.parametrize("hands", ["keyboard"], indirect=True)


@pytest.fixture
def crest(tmp_path):
    path = tmp_path / "crest.png"
    Image.new("RGBA", (600, 200), (16, 42, 67, 200)).save(path)
    return path


def choose_look(hand, slug):
    """A colour that is too pale is refused with the one that passes; the preview shows that one."""
    hand.go(f"/councils/{slug}/")
    hand.follow("Your own portal")
    hand.follow("Change Name and colours")
    hand.fill("Name of your portal", "Shire and Parishes Together")
    hand.fill("Colour of the header", "#9fb5ad")
    hand.fill("Colour of buttons, lines and headings", "7A1F5C")
    hand.press("Preview")
    hand.sees("White words on #9fb5ad have a contrast of 2.1")
    message = hand.page.locator(".govuk-error-message").first.inner_text()
    hand.fill("Colour of the header", message.rsplit(" ", 1)[1])
    hand.press("Preview")
    hand.sees("What would change")
    assert hand.page.locator(".portal-header__brand").inner_text().strip() == "Shire and Parishes Together"
    assert not OwnPortal.objects.exists()
    hand.press("Save")
    hand.sees("Name and colours saved")


def upload_logo(hand, crest):
    hand.follow("Change Logo")
    hand.field("Choose a picture").set_input_files(crest)
    hand.fill("What does the logo show?", "Crest of Shire: two oaks")
    hand.press("Preview")
    hand.sees("Crest of Shire: two oaks")
    hand.press("Save")
    hand.sees("Logo saved")


def set_dates(hand):
    hand.follow("Change Dates and countersignature of charters")
    hand.fill("How many days do councils have to answer a charter?", "60")
    hand.fill("Remind councils that have not answered: how many days before?", "21, 3")
    hand.press("Preview")
    hand.sees("A charter that is sent today")
    hand.press("Save")
    hand.sees("60 days")


@WAY
def test_a_manager_makes_the_portal_the_councils_own(hands, signed_in, crest):
    charter = Round(locals_=1).written()
    slug = charter.principal.slug
    manager = signed_in(person(Role.MANAGER, charter.principal), hands)
    choose_look(manager, slug)
    upload_logo(manager, crest)
    set_dates(manager)
    manager.follow("History of changes")
    manager.sees("Days to answer a charter: 91 days → 60 days")

    officer = signed_in(charter.officer, hands)
    officer.go(f"/charters/{charter.agreement.reference}/send/")
    due = timezone.localdate() + timedelta(days=60)
    assert officer.field("Month").input_value() in (str(due.month), due.strftime("%B"))
    officer.choose("All local councils of our area")
    officer.press("Continue")
    officer.press("Send to 1 council")

    clerk = signed_in(charter.clerks[0], hands)
    clerk.go("/")
    brand = clerk.page.locator(".portal-header__brand")
    assert brand.inner_text().strip() == "Shire and Parishes Together"
    assert brand.locator("img").get_attribute("alt") == "Crest of Shire: two oaks"
    assert brand.locator("img").evaluate("image => image.complete && image.naturalWidth > 100")
    colour = clerk.page.locator(".portal-header").evaluate("header => getComputedStyle(header).backgroundColor")
    assert colour not in ("rgb(18, 55, 47)", "rgba(0, 0, 0, 0)")
    clerk.go(f"/councils/{slug}/")
    clerk.sees("21 and 3 days before")

    mail = OutgoingEmail.objects.get(to=charter.clerks[0].email, kind="charters.invitation")
    arrived = wait_for(lambda: letter(mail.pk), "the e-mail to arrive")
    html = BeautifulSoup(arrived.get_body(("html",)).get_content(), "lxml")
    assert html.select_one(".brand").text.strip() == "Shire and Parishes Together"
    logo = clerk.page.request.get(html.select_one(".brand img")["src"])  # as the mail program fetches it
    assert Image.open(io.BytesIO(logo.body())).size == (600, 200)

    response = Response.objects.get(party__council=charter.councils[0])
    wait_for(lambda: Response.objects.get(pk=response.pk).paper, "the paper for the meeting")
    clerk.go(f"/charters/{charter.agreement.reference}/councils/{charter.councils[0].slug}/")
    with pikepdf.open(io.BytesIO(clerk.download("Paper for the meeting"))) as pdf:
        assert pdf.pages[0].get_images()
