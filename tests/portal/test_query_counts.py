"""The pages of the portal that join everything cost at most 12 queries, for few councils and for many."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from charters.models import Party, Response, Side
from core.roles import Role
from councils.models import Profile
from tests.accounts.factories import MembershipFactory, person, sign_in
from tests.charters.factories import Round, Year
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
MOST = 12
MANY = 130  # more than a page


@pytest.fixture
def charter():
    """A charter out for answers; its officer and a clerk also act in one that is in force."""
    out, in_force = Round(locals_=3).sent(), Year(locals_=1)
    MembershipFactory(user=out.officer, council=in_force.principal, role=Role.LIAISON_OFFICER)
    MembershipFactory(user=out.clerks[0], council=in_force.councils[0], role=Role.CLERK)
    return out


@pytest.fixture
def count(client):
    """Queries of a page that was opened before; what is read once for good is read then."""

    def queries(reader, address):
        if reader:
            sign_in(client, reader)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            response = client.get(address)
        assert response.status_code == 200
        statements = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
        return len(statements), BeautifulSoup(response.content, "lxml")

    return queries


def many_councils(charter):
    """Councils with a profile, a clerk and an answer to give."""
    for number in range(MANY):
        council = CouncilFactory(parents=[charter.principal], name=f"Newly {number}")
        Profile.objects.create(council=council)
        person(Role.CLERK, council)
        party = Party.objects.create(agreement=charter.agreement, council=council, side=Side.LOCAL)
        Response.objects.create(version=charter.version, party=party, sent_by=charter.officer)


def pages(charter):
    council, board = charter.councils[0], reverse("charters:board", args=[charter.agreement.reference])
    return {
        "a visitor's council page": (None, council.get_absolute_url()),
        "a clerk's council page": (charter.clerks[0], council.get_absolute_url()),
        "an officer's council page": (charter.officer, council.get_absolute_url()),
        "a principal's page": (charter.officer, charter.principal.get_absolute_url()),
        "an officer's home": (charter.officer, reverse("portal:home")),
        "a clerk's home": (charter.clerks[0], reverse("portal:home")),
        "the board": (charter.officer, board),
    }


@pytest.mark.parametrize("name", [
    "a visitor's council page",
    "a clerk's council page",
    "an officer's council page",
    "a principal's page",
    "an officer's home",
    "a clerk's home",
    "the board",
])  # fmt: skip
def test_at_most_twelve_queries_and_as_many_for_many_councils(charter, count, name):
    reader, address = pages(charter)[name]
    few, _page = count(reader, address)
    many_councils(charter)
    many, _page = count(reader, address)
    assert many == few
    assert many <= MOST


def test_the_board_shows_a_hundred_councils_a_page_and_counts_them_all(charter, count):
    many_councils(charter)
    reader, address = pages(charter)["the board"]
    _queries, first = count(reader, address)
    _queries, second = count(reader, f"{address}?page=2&show=waiting")
    assert len(first.select("tbody tr")) == 100
    assert len(second.select("tbody tr")) == MANY + 3 - 100
    assert f"0 of {MANY + 3} answered" in first.h1.text
    assert "page=" not in second.select_one("nav.portal-tabs a")["href"]


def test_the_session_is_written_once_a_minute_and_not_for_every_page(charter, client, time_machine):
    time_machine.move_to("2026-11-23 10:00:00+00:00", tick=False)
    sign_in(client, charter.clerks[0])
    client.get("/")
    before = client.cookies["sessionid"]["expires"]
    for seconds, renewed in ((30, False), (61, True), (90, False)):
        time_machine.move_to(f"2026-11-23 10:{seconds // 60:02}:{seconds % 60:02}+00:00", tick=False)
        with CaptureQueriesContext(connection) as seen:
            client.get("/")
        assert any(query["sql"].startswith("UPDATE") for query in seen) == renewed
    assert client.cookies["sessionid"]["expires"] != before


def test_a_session_lasts_two_hours_from_the_last_page(charter, client, time_machine):
    time_machine.move_to("2026-11-23 10:00:00+00:00", tick=False)
    sign_in(client, charter.clerks[0])
    client.get("/")
    for hour in ("11:50", "13:40", "15:30"):
        time_machine.move_to(f"2026-11-23 {hour}:00+00:00", tick=False)
        assert "What needs you now" in client.get("/").content.decode()
    time_machine.move_to("2026-11-23 17:32:00+00:00", tick=False)
    assert "What needs you now" not in client.get("/").content.decode()
