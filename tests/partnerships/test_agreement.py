"""The agreement of an entry: begun with what the register knows, of the kind that its size asks for."""

import pytest

from charters import actions as agreements
from charters.models import Kind
from core.exceptions import Refused
from core.roles import Role
from partnerships import actions
from partnerships.writing import completeness, kind_for, wanted_parts
from tests.accounts.factories import person, sign_in
from tests.partnerships.factories import Shared, in_days

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("pence", "kind", "parts"),
    [
        (500_00, Kind.MEMORANDUM, 5),
        (20_000_00, Kind.PARTNERSHIP, 7),
        (200_000_00, Kind.PARTNERSHIP, 11),
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
    assert completeness(entry.agreement, shared.entry.tier) == (parts, parts)
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
