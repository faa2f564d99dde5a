"""One council for several parishes: its officer chooses, checks, and it is done."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.exceptions import Refused
from core.roles import Role
from councils import actions
from councils.models import Council, Succession
from tests.accounts.factories import UserFactory, person, sign_in
from tests.councils.factories import AreaFactory, CouncilFactory
from tests.saving import opened, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def ashford():
    return CouncilFactory(district=True, name="Ashford Borough Council", short_name="Ashford")


@pytest.fixture
def parish(ashford):
    """Makes a listed council with its area."""

    def make(name, parent=ashford, **fields):
        council = CouncilFactory(name=name, slug=name.lower(), parents=[parent], status="listed", **fields)
        AreaFactory(name=name, parent=parent).councils.add(council)
        return council

    return make


@pytest.fixture
def officer(client, ashford):
    someone = person(Role.LIAISON_OFFICER, ashford)
    sign_in(client, someone)
    return someone


def group(council):
    return reverse("councils:group", args=[council.slug])


def check(council, absorbed):
    return reverse("councils:group-check", args=[council.slug, absorbed.slug])


def soup(response):
    return BeautifulSoup(response.content, "lxml")


def test_an_officer_groups_two_parishes(client, officer, parish):
    council, absorbed = parish("Wittersham"), parish("Stone")
    page = soup(client.get(council.get_absolute_url()))
    assert page.find("a", href=group(council)), "the council’s page leads there"
    response = client.post(group(council), {"absorbed_name": "stone"})
    assert response.url == check(council, absorbed)
    preview = soup(client.get(response.url)).select_one("main").text
    for words in ("Wittersham (E04", "Stone (E04", "Entry that ends today"):
        assert words in preview
    assert not Succession.objects.exists()
    done = save(client, response.url, follow=True)
    assert done.redirect_chain == [(council.get_absolute_url(), 302)]
    assert "also serves Stone from today" in soup(done).text
    absorbed.refresh_from_db()
    assert absorbed.is_dissolved
    assert [area.name for area in council.areas.order_by("name")] == ["Stone", "Wittersham"]
    assert [found.slug for found in Council.objects.all().pickable("stone")] == ["wittersham"]
    assert soup(client.get(absorbed.get_absolute_url())).find("a", href=council.get_absolute_url())


def test_what_changed_since_the_preview_is_shown_first(client, officer, parish):
    council, absorbed = parish("Wittersham"), parish("Stone")
    seen = opened(client, check(council, absorbed))
    AreaFactory(name="Ebony").councils.add(absorbed)
    response = client.post(check(council, absorbed), seen)
    assert "Look at it before you go on" in response.content.decode()
    assert "Ebony" in response.content.decode()
    assert not Succession.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter"),
        ("Atlantis", "No listed parish"),
        ("wittersham", "No listed parish"),
        ("hythe", "Several parishes fit"),
    ],
)
def test_a_parish_that_is_not_clear_is_asked_again(client, officer, parish, typed, words):
    council = parish("Wittersham")
    parish("Hythe East"), parish("Hythe West")
    page = soup(client.post(group(council), {"absorbed_name": typed}))
    assert words in page.select_one(".govuk-error-summary").text
    assert page.find(id="id_absorbed_name")["value"] == typed


def test_only_listed_parishes_of_the_same_principal_are_suggested(client, officer, parish):
    council = parish("Wittersham")
    parish("Stonefield")
    parish("Stonegate", parent=CouncilFactory(principal=True))
    parish("Stonehill").save()
    Council.objects.filter(slug="stonehill").update(status="confirmed")
    address = reverse("councils:suggest")
    found = client.get(address, {"tier": "local", "beside": council.slug, "q": "stone"}).json()
    assert [row["id"] for row in found] == ["stonefield"]
    assert client.get(address, {"beside": "nowhere", "q": "stone"}).json() == []


def test_a_parish_with_people_is_not_taken(parish, officer):
    council, absorbed = parish("Wittersham"), parish("Stone")
    person(Role.CLERK, absorbed)
    with pytest.raises(Refused, match="people of its own"):
        actions.group_council(council=council, absorbed=absorbed, by=officer)


@pytest.mark.parametrize("who", ["clerk", "rival", "county"])
def test_others_may_not(client, ashford, parish, who):
    council, absorbed = parish("Wittersham"), parish("Stone")
    county = CouncilFactory(county_council=True)
    council.parents.add(county)
    people = {
        "clerk": lambda: person(Role.CLERK, council),
        "rival": lambda: person(Role.LIAISON_OFFICER),
        "county": lambda: person(Role.LIAISON_OFFICER, county),
    }
    sign_in(client, people[who]())
    for address in (group(council), check(council, absorbed)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"absorbed_name": "stone"}).status_code == 403
    assert "serves another parish" not in client.get(council.get_absolute_url()).content.decode()
    assert not Succession.objects.exists()


def test_an_administrator_may(client, parish):
    council, absorbed = parish("Wittersham"), parish("Stone")
    sign_in(client, UserFactory(administrator=True))
    assert save(client, check(council, absorbed)).status_code == 302
    assert Succession.objects.get().predecessor == absorbed


def test_the_database_groups_a_council_once(parish):
    council, other, absorbed = parish("Wittersham"), parish("Tenterden"), parish("Stone")
    facts = {"predecessor": absorbed, "on": "2026-12-02", "kind": Succession.Kind.GROUPED}
    Succession.objects.create(successor=council, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(successor=other, **facts)
