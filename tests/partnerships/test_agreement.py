"""The agreement of an entry: begun with what the register knows, of the kind that its size asks for."""

import io

import pypdf
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from charters import actions as agreements
from charters.models import IssuedCopy, Kind
from charters.printing import make_issued_copy
from core.exceptions import Refused
from core.roles import Role
from partnerships import actions
from partnerships.writing import completeness, kind_for, wanted_parts
from tests.accounts.factories import person, sign_in
from tests.charters.factories import countersign, sign
from tests.councils.factories import CouncilFactory
from tests.partnerships.factories import Shared, in_days

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("pence", "kind", "parts"),
    [
        (500_00, Kind.MEMORANDUM, 5),
        (20_000_00, Kind.PARTNERSHIP, 9),
        (200_000_00, Kind.PARTNERSHIP, 13),
    ],
)
def test_it_is_as_long_as_the_size_asks_for_and_begins_with_what_is_known(pence, kind, parts):
    shared = Shared().live(value_pence=pence)
    entry = actions.write_agreement(partnership=shared.entry, by=shared.officer)
    assert entry.agreement.kind == kind == kind_for(shared.entry.tier)
    texts = {section.key: section.body for section in entry.agreement.versions.get().sections.all()}
    assert "One caretaker for both." in texts.get("purpose", "") + texts.get("aims", "")
    assert "The van goes back to the district." in texts.get("ending", "") + texts.get("timeline", "")
    assert shared.council.label in texts["roles"] + texts.get("parties", "")
    found = completeness(entry.agreement, shared.entry.tier)
    assert (found.written, found.wanted, found.missing) == (parts, parts, ())
    assert {"governance", "working"} & {key for key, _heading in found.untouched}
    assert not {"purpose", "aims"} & {key for key, _heading in found.untouched}
    assert len(wanted_parts(kind, shared.entry.tier)) == parts
    with pytest.raises(Refused, match="has an agreement already"):
        actions.write_agreement(partnership=shared.entry, by=shared.officer)


def test_parties_see_it_on_the_entry_once_it_was_sent_to_them(client):
    shared = Shared().live()
    clerk = person(Role.CLERK, shared.council)
    entry = actions.write_agreement(partnership=shared.entry, by=shared.officer)
    sign_in(client, clerk)
    assert "Its agreement is being written." in client.get(entry.get_absolute_url()).content.decode()
    agreements.send_version(
        version=entry.agreement.versions.get(), councils=[shared.council], reply_by=in_days(90), by=shared.officer
    )
    page = client.get(entry.get_absolute_url()).content.decode()
    assert entry.agreement.reference in page
    assert "parts that an agreement of this size needs" not in page


def test_the_memorandum_of_a_light_one_is_one_page_with_both_signatures():
    shared = Shared().live()
    entry = actions.write_agreement(partnership=shared.entry, by=shared.officer)
    version = agreements.send_version(
        version=entry.agreement.versions.get(), councils=[shared.council], reply_by=in_days(90), by=shared.officer
    )
    sign(version.responses.get(party__council=shared.council), by=person(Role.CLERK, shared.council))
    version = agreements.close_round(version=version, by=shared.officer)
    countersign(version, by=person(Role.LEAD_MEMBER, shared.principal, may_sign=True))
    make_issued_copy(version.pk)
    copy = IssuedCopy.objects.select_related("document").get()
    [only] = pypdf.PdfReader(io.BytesIO(bytes(copy.document.content))).pages
    words = " ".join(only.extract_text().split())
    assert words.count("One caretaker for both.") == 1
    assert "In force from" in words
    assert ". First term: 24 months. To be reviewed by" in words


def test_it_is_sent_to_the_partners_and_not_to_the_whole_area(client):
    elsewhere, county = CouncilFactory(), CouncilFactory(principal=True, type="county")
    shared = Shared().live()
    CouncilFactory(parents=[shared.principal], name="Not Asked")
    for who in (elsewhere, county):
        actions.add_party(partnership=shared.entry, who=who, role="partner", by=shared.officer)
    entry = actions.write_agreement(partnership=shared.entry, by=shared.officer)
    sign_in(client, shared.officer)
    send = reverse("charters:send", args=[entry.agreement.reference])
    page = BeautifulSoup(client.get(send).content, "html.parser")
    ticked = [(tag["name"], tag["value"]) for tag in page.select("input[checked]")]
    assert ticked[0] == ("everyone", "chosen")
    assert {("councils", str(shared.council.pk)), ("councils", str(elsewhere.pk))} == set(ticked[1:3])
    assert ticked[3:] == [("principals", str(county.pk))]
    day = in_days(90)
    typed = {"everyone": "chosen", "councils": [shared.council.pk, elsewhere.pk], "principals": [county.pk]}
    typed |= {"reply_by-day": day.day, "reply_by-month": day.month, "reply_by-year": day.year}
    check = client.post(send, typed, follow=True).content.decode()
    assert elsewhere.label in check
    assert county.label in check
    assert "Not Asked" not in check
