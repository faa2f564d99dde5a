"""The main job: a charter of Milton Keynes with its real local councils, from the first draft to the framed PDF."""

import re

import pytest
from django.utils import timezone

from accounts.models import Membership
from charters.models import AgreementVersion, IssuedCopy, Response
from core.policies import SYSTEM
from core.roles import Role
from councils.actions import import_councils
from councils.models import Council
from tests.accounts.factories import app_code, person
from tests.journeys.mail import code_sent_to, wait_for

SIGNING = ("Olney", "Newport Pagnell", "Stony Stratford")


@pytest.fixture
def milton_keynes():
    """The real register, a principal with its officer and lead member, and three clerks."""
    import_councils(by=SYSTEM)
    principal = Council.objects.get(code="E06000042")
    local = Council.objects.local().of_principal(principal)
    return {
        "principal": principal,
        "officer": person(Role.LIAISON_OFFICER, principal),
        "lead": person(Role.MANAGER, principal, may_sign=True),
        "clerks": {name: person(Role.CLERK, local.get(name=name)) for name in SIGNING},
        "decliner": person(Role.CLERK, local.get(name="Hanslope")),
    }


def write_draft(officer):
    """The officer writes the charter and sends it to all 49."""
    officer.go("/charters/")
    officer.follow("Start a charter")
    officer.choose("Charter")
    officer.fill("Title", "Working together in Milton Keynes")
    officer.press("Continue")
    officer.follow("Title, summary and review date")
    officer.fill("Summary", "How we keep each other informed and decide together.")
    officer.press("Continue")
    officer.follow("Communication")
    officer.fill("Text", "Every council has a named officer.\n\n- Answers come within ten working days.")
    officer.press("Continue")
    officer.follow("Add a commitment, offer or ask")
    officer.choose("Commitment")
    officer.choose("The principal council")
    officer.fill("What will happen", "Name one officer for each local council")
    officer.press("Continue")
    officer.sees("Name one officer for each local council")
    officer.follow("Send to councils")
    officer.choose("All local councils of our area")
    officer.press("Continue")
    officer.press("Send to 49 councils")
    officer.sees("0 of 49 answered")


def sign_as_clerk(clerk, reference, council, address):
    """A clerk takes the paper to the meeting and signs after the resolution."""
    clerk.go(f"/charters/{reference}/councils/{council.slug}/")
    response = Response.objects.get(party__council=council)
    wait_for(lambda: Response.objects.filter(pk=response.pk, paper__isnull=False).exists(), "the paper")
    assert clerk.download("Paper for the meeting").startswith(b"%PDF")
    clerk.follow(re.compile("^\\s*Sign\\s*$"))
    clerk.choose("Full council")
    clerk.date(timezone.localdate())
    clerk.fill("Minute reference", "2026/118(b)")
    clerk.fill("Your full name", "The Clerk")
    clerk.fill("Your role", "Clerk to the council")
    clerk.press("Continue")
    clerk.sees("2026/118(b)")
    clerk.fill("Code", code_sent_to(address))
    clerk.choose("I am authorised to sign for my council, and the decision above was taken")
    clerk.press("Sign")
    clerk.sees("Signed for")
    clerk.sees(reference)


def countersign(lead, reference, person_):
    lead.go(f"/charters/{reference}/countersign/")
    lead.choose("Cabinet or executive")
    lead.date(timezone.localdate())
    lead.fill("Minute reference", "C/2026/9")
    lead.fill("Your full name", "The Cabinet member")
    lead.fill("Your role", "Cabinet member")
    lead.press("Continue")
    lead.fill("Code", app_code(person_))
    lead.choose("I am authorised to sign for my council, and the decision above was taken")
    lead.press("Sign")
    lead.sees("The charter is in force")


@pytest.mark.parametrize("hands", ["keyboard"], indirect=True)  # the latter clicks, too
def test_charter_from_draft_to_verified_pdf(hands, milton_keynes, signed_in, open_browser):
    officer = signed_in(milton_keynes["officer"], hands)
    write_draft(officer)
    version = AgreementVersion.objects.select_related("agreement").get()
    reference = version.agreement.reference

    for name, clerk in milton_keynes["clerks"].items():
        council = Membership.objects.get(user=clerk).council
        assert council.name == name
        sign_as_clerk(signed_in(clerk, hands), reference, council, clerk.email)
    decline(signed_in(milton_keynes["decliner"], hands), reference)

    officer.go(f"/charters/{reference}/board/")
    officer.sees("4 of 49 answered")
    officer.follow("Declined (1)")
    officer.sees("Too much for four hours a week")
    AgreementVersion.objects.update(reply_by=timezone.localdate())  # the reply-by date has come
    officer.follow("Close the round")
    officer.press("Close the round")
    countersign(signed_in(milton_keynes["lead"], hands), reference, milton_keynes["lead"])

    wait_for(IssuedCopy.objects.exists, "the signed PDF")
    officer.go(f"/charters/{reference}/")
    pdf = officer.download("Download the signed charter")
    check_copies(open_browser(hands), pdf, reference)

    officer.follow("Publish it")
    officer.press("Publish the charter")
    resident = open_browser(hands)
    resident.go(f"/charters/{reference}/")
    resident.sees("Olney")
    resident.follow("Read the charter")
    resident.sees("Answers come within ten working days")


def decline(clerk, reference):
    """A council declines; an empty reason is asked for first and the choice is kept."""
    clerk.go("/")
    clerk.follow("Answer or sign: Working together in Milton Keynes")
    clerk.follow("Answer without signing")
    clerk.choose("Declined")
    clerk.press("Continue")
    clerk.sees("Enter the reason")
    clerk.fill("Reason", "Too much for four hours a week")
    clerk.press("Continue")
    clerk.sees("has been recorded")


def check_copies(anyone, pdf, reference):
    """Anyone can tell the true copy from one with a single byte changed."""
    anyone.go("/charters/verify/")
    anyone.attach("Or choose the PDF", "charter.pdf", pdf)
    anyone.press("Check")
    anyone.sees("This PDF is exactly the one that was issued")
    anyone.go("/charters/verify/")
    anyone.fill("Reference", reference)
    anyone.attach("Or choose the PDF", "charter.pdf", pdf[:-30] + b" " + pdf[-29:])
    anyone.press("Check")
    anyone.sees("Not a copy that was issued here")
    anyone.go(f"/charters/verify/{reference}/")
    anyone.sees("Councils that have signed (4)")
