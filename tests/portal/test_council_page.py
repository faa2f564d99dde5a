"""The page of a council: what the public, its own people and its principal see."""

from datetime import date

import pytest

from core.audit import record
from core.roles import Role
from councils.models import Profile, Succession
from tests.accounts.factories import UserFactory, person, sign_in
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
SECRET = "Not before the budget is set"
OPEN_EVENT, OWN_EVENT = "Olney and its principal met", "Olney changed its meeting day"


@pytest.fixture
def principal():
    return CouncilFactory(principal=True, name="Milton Keynes Council")


@pytest.fixture
def olney(principal):
    council = CouncilFactory(name="Olney", type="town", parents=[principal], role_mailbox="olney@example.org")
    Profile.objects.create(council=council, population=6500, private_note=SECRET)
    record("test.met", council, OPEN_EVENT, by=None, councils=[council, principal])
    record("test.changed", council, OWN_EVENT, by=None, councils=[council])
    return council


def page(client, council, user=None):
    if user:
        sign_in(client, user)
    response = client.get(council.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_public_reads_who_they_are_and_nothing_private(client, olney):
    html = page(client, olney)
    assert "Olney Town Council" in html
    assert "Milton Keynes Council" in html
    assert "olney@example.org" in html
    assert "6,500" in html
    for private in (SECRET, OPEN_EVENT, OWN_EVENT, "People who act for it"):
        assert private not in html


def test_its_own_people_read_the_private_part_and_everything_that_happened(client, olney):
    html = page(client, olney, person(Role.COUNCILLOR, olney))
    for private in (SECRET, OPEN_EVENT, OWN_EVENT, "People who act for it"):
        assert private in html
    assert "Edit or confirm the profile" not in html


def test_the_clerk_is_led_to_the_profile(client, olney):
    assert f"/councils/{olney.slug}/profile/" in page(client, olney, person(Role.CLERK, olney))


def test_officers_of_its_principal_read_the_private_part_and_what_concerned_it_alone(client, olney, principal):
    html = page(client, olney, person(Role.LIAISON_OFFICER, principal))
    for private in (SECRET, OPEN_EVENT, OWN_EVENT, "People who act for it"):
        assert private in html


def test_a_rival_clerk_reads_what_the_public_reads(client, olney):
    html = page(client, olney, person(Role.CLERK, CouncilFactory(name="Rival")))
    for private in (SECRET, OPEN_EVENT, OWN_EVENT, "People who act for it"):
        assert private not in html


def test_an_officer_of_a_county_above_reads_only_what_the_county_took_part_in(client, olney):
    county = CouncilFactory(principal=True, type="county")
    olney.parents.add(county)
    record("test.county", olney, "Olney wrote to the county", by=None, councils=[olney, county])
    html = page(client, olney, person(Role.LIAISON_OFFICER, county))
    assert "Olney wrote to the county" in html
    for private in (SECRET, OPEN_EVENT, OWN_EVENT, "People who act for it"):
        assert private not in html


def test_an_administrator_reads_everything(client, olney):
    html = page(client, olney, UserFactory(is_staff=True, app=True))
    assert SECRET in html
    assert OWN_EVENT in html


def test_a_principal_counts_its_local_councils_and_links_to_them(client, olney, principal):
    html = page(client, principal)
    assert f"/councils/?principal={principal.slug}" in html
    assert "1 local council" in html


def test_a_dissolved_council_names_its_successor(client, principal):
    gone = CouncilFactory(name="Old", status="dissolved", ended_on=date(2025, 3, 31))
    heir = CouncilFactory(name="New", parents=[principal])
    Succession.objects.create(predecessor=gone, successor=heir, on=date(2025, 4, 1), kind="merger")
    assert "New Parish Council" in page(client, gone)
    assert "Old Parish Council" in page(client, heir)


def test_a_council_that_is_not_there_is_404(client):
    assert client.get("/councils/nowhere/").status_code == 404


def test_the_directorys_own_pages_come_before_councils(client):
    assert client.get("/councils/").resolver_match.view_name == "councils:list"
    assert client.get("/councils/suggest/").resolver_match.view_name == "councils:suggest"
