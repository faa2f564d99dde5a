"""What a principal's own portal does to its charters: dates, reminders, who countersigns, e-mails and PDFs."""

import io
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.actions import invite
from charters.models import Response
from charters.printing import make_issued_copy, make_meeting_paper
from core.documents.pdf import PICTURE, ResourceRefusedError, picture
from core.models import OutgoingEmail
from core.pictures import redrawn
from core.policies import SYSTEM, allows
from core.reminders.actions import send_reminders
from core.roles import Role
from councils.models import OwnPortal
from councils.portal_actions import KEEP, change_own_portal
from tests.accounts.factories import person, sign_in
from tests.charters.factories import Round, countersign, fresh
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
LOOK = {"name": "Shire Together", "header_colour": "#102a43", "header_text": "#ffffff", "accent_colour": "#7a1f5c"}


@pytest.fixture
def charter():
    return Round(locals_=2)


def change(charter, logo=KEEP, **values):
    change_own_portal(council=charter.principal, values=values, logo=logo, by=person(Role.MANAGER, charter.principal))


def crest():
    file = io.BytesIO()
    Image.new("RGB", (300, 100), "navy").save(file, "PNG")
    return redrawn(SimpleUploadedFile("crest.png", file.getvalue()))


def date_offered(client, charter):
    page = sign_in(client, charter.officer).get(reverse("charters:send", args=[charter.agreement.reference]))
    soup = BeautifulSoup(page.content, "lxml")
    parts = [int(soup.find("input", {"name": f"reply_by-{part}"})["value"]) for part in ("year", "month", "day")]
    return date(*parts)


def test_the_reply_by_date_offered_is_the_councils_own(client, charter):
    charter.written()
    assert date_offered(client, charter) == timezone.localdate() + timedelta(days=91)
    change(charter, reply_days=60)
    assert date_offered(client, charter) == timezone.localdate() + timedelta(days=60)


def days_of_reminders(charter, due):
    """The days on which the portal reminds the two councils, from three months before to a month after."""
    found, day = [], due - timedelta(days=95)
    while day <= due + timedelta(days=30):
        with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), tick=False):
            if send_reminders(by=SYSTEM):
                found.append(day)
        day += timedelta(days=1)
    return found


def test_reminders_go_on_the_days_of_the_convener_and_of_no_other(charter):
    due = date(2026, 6, 18)  # a Thursday
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False):
        change(charter, reminder_days=[85, 14], reminds_late=False)
        charter.sent(days=(due - date(2026, 3, 2)).days)
        other = Round(locals_=1)
        change(other, reply_days=60)
    assert days_of_reminders(charter, due) == [date(2026, 3, 25), date(2026, 6, 4)]


@pytest.fixture
def ripe(charter):
    charter.sent().signed(0, 1).closed()
    charter.lead = person(Role.LEAD_MEMBER, charter.principal, may_sign=True)
    return charter


def test_only_the_roles_that_may_countersign_do(client, ripe):
    board = reverse("charters:board", args=[ripe.agreement.reference])
    button = reverse("charters:countersign", args=[ripe.agreement.reference])
    assert button in sign_in(client, ripe.officer).get(board).content.decode()
    change(ripe, countersign_roles=["lead_member"])
    assert button not in client.get(board).content.decode()
    assert "Lead member" in client.get(board).content.decode()
    assert button not in client.get("/").content.decode()
    assert client.get(button).status_code == 403
    with pytest.raises(PermissionDenied):
        countersign(ripe.version, by=fresh(ripe.officer))
    assert button in sign_in(client, ripe.lead).get("/").content.decode()
    countersign(ripe.version, by=fresh(ripe.lead))
    ripe.version.refresh_from_db()
    assert ripe.version.status == "in_force"


def test_the_right_to_sign_must_belong_to_that_very_role(ripe):
    """A lead member without the right, who signs as an officer, is no countersigner where lead members are."""
    change(ripe, countersign_roles=["lead_member"])
    officer = fresh(ripe.officer)
    officer.memberships.create(council=ripe.principal, role=Role.LEAD_MEMBER, may_sign=False, starts_on="2020-01-01")
    assert officer.may_sign_for(ripe.principal)
    assert not allows(fresh(officer), "charters.countersign", ripe.version)


def last_to(address):
    return OutgoingEmail.objects.filter(to=address).latest("pk")


def test_e_mails_of_a_round_and_of_invitations_carry_name_colours_and_logo(charter, settings):
    settings.SITE_URL = "https://ground.example"
    change(charter, crest(), **LOOK, logo_alt="Two oaks")
    charter.sent()
    asked = last_to(charter.clerks[0].email)
    soup = BeautifulSoup(asked.html, "lxml")
    brand = soup.select_one(".brand")
    assert brand.text.strip() == "Shire Together"
    portal = OwnPortal.objects.get()
    assert brand.img["src"] == f"https://ground.example/councils/logos/{portal.logo_sha256}.png"
    assert (brand.img["alt"], brand.img["width"], brand.img["height"]) == ("Two oaks", "120", "40")
    assert "background: #7a1f5c" in asked.html
    assert "Shire Together: https://ground.example" in asked.text
    parish = CouncilFactory(parents=[charter.principal])
    invite(council=parish, role=Role.CLERK, address="new@town.example", by=charter.officer)
    assert "Shire Together" in last_to("new@town.example").html
    stranger = Round(locals_=1).sent()
    assert "Shire Together" not in last_to(stranger.clerks[0].email).html


def test_one_reminder_of_two_principals_has_nobodys_look(charter):
    change(charter, **LOOK)
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False):
        charter.sent(days=60)
        other = Round(locals_=1)
        clerk = charter.clerks[0]
        clerk.memberships.create(council=other.councils[0], role=Role.CLERK, starts_on="2020-01-01")
        other.sent(days=60)
    with time_machine.travel(datetime(2026, 4, 1, 9, tzinfo=UTC), tick=False):
        send_reminders(by=SYSTEM)
    mail = last_to(clerk.email)
    assert mail.kind == "core.reminders"
    assert BeautifulSoup(mail.html, "lxml").select_one(".brand").text.strip() == "Common Ground"
    assert "Shire Together" in last_to(charter.clerks[1].email).html


def pictures_in(document):
    with pikepdf.open(io.BytesIO(bytes(document.content))) as pdf:
        return list(pdf.pages[0].get_images())


def test_papers_and_signed_copies_carry_the_logo_and_older_copies_stay(charter):
    charter.sent()
    plain = make_meeting_paper(charter.response(0).pk).paper
    assert pictures_in(plain) == []
    change(charter, crest(), **LOOK, logo_alt="Two oaks")
    own = make_meeting_paper(charter.response(1).pk).paper
    assert len(pictures_in(own)) == 1
    charter.signed(0, 1).closed()
    countersign(charter.version, by=charter.officer)
    copy = make_issued_copy(charter.version.pk)
    assert len(pictures_in(copy.document)) == 1
    change(charter, None)
    assert make_issued_copy(charter.version.pk) == copy
    assert Response.objects.get(pk=charter.response(0).pk).paper == plain


def test_a_document_holds_no_other_picture_than_png():
    with pytest.raises(ResourceRefusedError):
        picture(PICTURE + "<svg>")
