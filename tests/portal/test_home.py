"""Home: what each kind of person finds there."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.roles import Role
from tests.accounts.factories import InvitationFactory, UserFactory, person, sign_in
from tests.charters.factories import Round
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db


def home_of(client, user, query=""):
    response = sign_in(client, user).get(f"/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rows_of(soup):
    return [row.find("th").get_text(" ", strip=True) for row in soup.select(".portal-table tbody tr")]


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_home_of_a_visitor_says_what_it_is_and_how_to_sign_in(client):
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert soup.find("input", attrs={"name": "q"})
    assert soup.find("a", href="/charters/")
    assert "What needs you now" not in soup.text


def test_home_of_a_clerk_names_what_waits_and_for_which_council(client):
    story = Round().sent()
    soup = home_of(client, story.clerks[0])
    task = soup.select_one(".govuk-task-list")
    assert story.agreement.title in task.text
    assert story.councils[0].label in task.text
    assert not soup.select(".portal-table")


def test_home_of_a_clerk_of_two_councils_shows_both(client):
    clerk = person(Role.CLERK, CouncilFactory(name="Astwood"))
    other = CouncilFactory(name="Hardmead")
    clerk.memberships.create(council=other, role=Role.CLERK)
    soup = home_of(client, clerk)
    titles = [title.get_text(strip=True) for title in soup.select(".govuk-summary-card__title")]
    assert titles == ["Astwood Parish Council", "Hardmead Parish Council"]


def test_work_comes_in_the_order_of_its_dates(client):
    story = Round().sent()
    soup = home_of(client, story.clerks[0])
    hints = [item.get_text(" ", strip=True) for item in soup.select(".govuk-task-list__item")]
    assert "By" in hints[0]
    assert all("By" not in hint for hint in hints[1:])


def test_home_of_an_officer_lists_every_local_council_of_their_principal_only(client):
    story = Round(locals_=3).sent()
    CouncilFactory(name="Elsewhere", parents=[CouncilFactory(principal=True)])
    soup = home_of(client, story.officer)
    assert rows_of(soup)[1:] == sorted(council.full_name for council in story.councils)
    assert "Elsewhere" not in soup.text


def test_home_of_an_officer_tells_joined_from_invited_and_not_invited(client):
    principal = CouncilFactory(principal=True)
    officer = person(Role.LIAISON_OFFICER, principal)
    names = ("Joined place", "Invited place", "Other place")
    joined, invited, _other = (CouncilFactory(name=name, parents=[principal]) for name in names)
    person(Role.CLERK, joined)
    InvitationFactory(council=invited, invited_by=officer)
    soup = home_of(client, officer)
    column = [tag.get_text(strip=True) for tag in soup.select('td[data-label="Clerk"]')]
    assert column == ["1 of 3 joined", "Invited", "Joined", "Not invited"]


def test_an_officer_filters_the_table_by_name(client):
    principal = CouncilFactory(principal=True)
    for name in ("Olney", "Astwood"):
        CouncilFactory(name=name, parents=[principal])
    soup = home_of(client, person(Role.LIAISON_OFFICER, principal), "?q=oln")
    assert rows_of(soup) == ["Olney Parish Council"]


def test_a_county_officer_sees_the_local_councils_of_the_whole_county(client):
    county = CouncilFactory(principal=True, type="county")
    district = CouncilFactory(principal=True, type="district", county=county)
    CouncilFactory(name="Alcester", parents=[district, county])
    soup = home_of(client, person(Role.LIAISON_OFFICER, county))
    assert "Alcester Parish Council" in rows_of(soup)


def test_the_officers_table_is_flat(client):
    principal = CouncilFactory(principal=True)
    sign_in(client, person(Role.LIAISON_OFFICER, principal))
    for _ in range(2):
        person(Role.CLERK, CouncilFactory(parents=[principal]))
    client.get("/")  # content types and the like are read once
    before = queries(client, "/")
    for _ in range(10):
        person(Role.CLERK, CouncilFactory(parents=[principal]))
    assert queries(client, "/") == before


def test_home_of_an_administrator_names_councils_without_a_principal(client):
    CouncilFactory()
    soup = home_of(client, UserFactory(is_staff=True, app=True))
    assert "1 local council without a known principal" in soup.text
    assert "No e-mail has failed" in soup.text


def test_a_person_with_two_hats_sees_the_table_and_their_own_parish(client):
    principal = CouncilFactory(principal=True)
    CouncilFactory(name="Calverton", parents=[principal])
    parish = CouncilFactory(name="Alcester")
    both = person(Role.LIAISON_OFFICER, principal)
    both.memberships.create(council=parish, role=Role.COUNCILLOR)
    soup = home_of(client, both)
    assert "Calverton Parish Council" in rows_of(soup)
    assert "Alcester Parish Council" in soup.select_one(".portal-cards").text
