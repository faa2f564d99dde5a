"""The pages: directory, picker, profile and areas, as people and scanners meet them."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditEvent
from core.roles import Role
from councils.models import Council, Profile
from councils.profile_pages import PAGES
from tests.accounts.factories import UserFactory, person, sign_in
from tests.councils.factories import AreaFactory, CouncilFactory, ProfileFactory, SuccessionFactory
from tests.saving import opened, save

pytestmark = pytest.mark.django_db
LIST = reverse("councils:list")


def page(response, status=200):
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def names(soup):
    return [cell.a.text for cell in soup.select("tbody th")]


def errors(soup):
    """Messages of the summary; each must lead to an element of the page."""
    links = soup.select(".govuk-error-summary__list a")
    for link in links:
        assert soup.find(id=link["href"].removeprefix("#"))
    return [link.text for link in links]


@pytest.fixture
def principal():
    return CouncilFactory(principal=True, short_name="Milton Keynes", slug="milton-keynes")


@pytest.fixture
def olney(principal):
    return CouncilFactory(name="Olney", slug="olney", type="not_known", parents=[principal])


@pytest.fixture
def clerk(client, olney):
    user = person(Role.CLERK, olney)
    sign_in(client, user)
    return user


@pytest.mark.parametrize("name", ["list", "list-csv", "pick", "suggest"])
def test_lists_cost_the_same_for_2_rows_and_for_12(client, principal, name):
    path = f"{reverse(f'councils:{name}')}?q=place"
    CouncilFactory.create_batch(2, parents=[principal])

    def count():
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    count()
    few = count()
    CouncilFactory.create_batch(10, parents=[principal])
    assert count() == few


def test_the_directory_is_public_and_alphabetical(client):
    for name in ("Ýspyty", "st. Mary", "Abbot's Ann", "Abbots Langley"):
        CouncilFactory(name=name)
    found = names(page(client.get(LIST)))
    assert found == [
        "Abbot's Ann Parish Council",
        "Abbots Langley Parish Council",
        "st. Mary Parish Council",
        "Ýspyty Parish Council",
    ]


def test_dissolved_councils_are_shown_only_when_asked_for(client):
    CouncilFactory(name="Old", dissolved=True)
    CouncilFactory(name="New")
    assert names(page(client.get(LIST))) == ["New Parish Council"]
    assert names(page(client.get(LIST, {"status": "dissolved"}))) == ["Old Parish Council"]


def test_filters_narrow_the_list(client):
    county = CouncilFactory(county_council=True, short_name="Kent", slug="kent")
    district = CouncilFactory(district=True, short_name="Ashford", slug="ashford", county=county)
    CouncilFactory(name="Wittersham", parents=[district, county])
    CouncilFactory(name="Hay", welsh=True)
    cases = {
        "principal": "ashford",
        "principal_name": "ashf",
        "nation": "Wales",
        "type": "county",
        "county": "kent",
    }
    found = {key: names(page(client.get(LIST, {key: value}))) for key, value in cases.items()}
    assert found["principal"] == found["principal_name"] == ["Wittersham Parish Council"]
    assert found["nation"] == ["Hay Community Council"]
    assert found["type"] == ["Kent Council"]
    assert found["county"] == ["Ashford Council", "Wittersham Parish Council"]
    assert len(names(page(client.get(LIST, {"type": "local"})))) == 2


def test_a_filter_that_makes_no_sense_is_named_and_left_out(client, olney):
    soup = page(client.get(LIST, {"principal_name": "Atlantis", "type": "kingdom", "page": "999"}))
    assert any("Atlantis" in message for message in errors(soup))
    assert soup.title.text.startswith("Error: ")
    assert "Olney" in names(soup)


def test_no_select_lists_every_principal(client):
    CouncilFactory.create_batch(5, principal=True)
    soup = page(client.get(LIST))
    assert all(len(select.find_all("option")) < 25 for select in soup.find_all("select"))


def test_a_search_without_hit_says_what_to_do(client):
    assert "No council fits" in page(client.get(LIST, {"q": "qqqq"})).text


def test_the_download_has_stable_columns_a_mark_for_excel_and_the_licence(client, olney):
    AreaFactory(councils=[olney], code="E04001250")
    CouncilFactory(name="=1+1", slug="formula")
    text = client.get(reverse("councils:list-csv"), {"type": "local"}).getvalue().decode()
    assert text.startswith("\ufeffslug,name,name_cy,full_name,tier,type,status,nation,region,area_codes,code,")
    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
    assert rows["olney"]["area_codes"] == "E04001250"
    assert rows["olney"]["principal_councils"] == "Milton Keynes Council"
    assert rows["formula"]["name"] == "'=1+1"
    assert "Open Government Licence" in text.splitlines()[-1]


def test_suggestions_tell_councils_of_one_name_apart(client, olney):
    CouncilFactory(name="Olney", slug="olney-2", context="Elsewhere")
    rows = client.get(reverse("councils:suggest"), {"q": "oln"}).json()
    assert [(row["id"], row["context"]) for row in rows] == [("olney", "Milton Keynes"), ("olney-2", "Elsewhere")]


def test_suggestions_of_an_abolished_council_name_its_successor(client):
    SuccessionFactory(predecessor__short_name="Selby", successor__short_name="North Yorkshire")
    rows = client.get(reverse("councils:suggest"), {"q": "selby", "tier": "principal"}).json()
    assert [row["label"] for row in rows] == ["North Yorkshire Council"]


def test_the_picker_leads_back_with_the_council(client, olney):
    soup = page(client.get(reverse("councils:pick"), {"q": "olney", "next": "/charters/?a=b", "name": "party"}))
    assert soup.find("a", href="/charters/?a=b&party=olney")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_picker_never_leads_elsewhere(client, olney, elsewhere):
    soup = page(client.get(reverse("councils:pick"), {"q": "olney", "next": elsewhere}))
    assert "evil" not in str(soup.select("main a"))
    assert "javascript:" not in str(soup.select("main a"))


def fill(client, council, part, **answers):
    path = reverse("councils:profile-part", args=[council.slug, part])
    return save(client, path, answers)


def test_a_clerk_fills_in_checks_and_confirms(client, olney, clerk):
    done = [
        fill(client, olney, "who", type="town", name="Olney", population="6,500", electorate="5000"),
        fill(client, olney, "contact", role_mailbox="clerk@example.org", website="olney.example.org"),
        fill(
            client,
            olney,
            "people",
            councillors="15",
            meetings_per_year="11",
            staff_hours_per_week="37.5",
            **{"next_election_on-day": "6", "next_election_on-month": "May", "next_election_on-year": "2027"},
        ),
        fill(client, olney, "money", precept_pence="£123,456.78", gpc="yes", tax_base="2500.5"),
        fill(client, olney, "services", services=["allotments", "play"], needs=["staff", "energy"]),
        fill(client, olney, "capacity", style="2", ambition="5"),
        fill(client, olney, "private", clerk_phone="01234 567890"),
    ]
    assert {response.status_code for response in done} == {302}
    check = page(client.get(reverse("councils:profile-check", args=["olney"])))
    for words in (
        "Town council",
        "6,500",
        "£123,456.78",
        "6 May 2027",
        "Allotments and Play areas",
        "Staff time and Saving energy",
        "5 of 5",
    ):
        assert words in check.text
    response = save(client, reverse("councils:profile-check", args=["olney"]), follow=True)
    assert page(response).h1.text.strip() == "Profile confirmed"
    assert Council.objects.get(slug="olney").status == "confirmed"
    history = page(client.get(reverse("councils:profile-history", args=["olney"]))).text
    assert "Precept this year: nothing → £123,456.78" in history or "Precept" in history


def test_few_councillors_warn_and_are_saved(client, olney, clerk):
    response = fill(client, olney, "people", councillors="4", meetings_per_year="2")
    text = page(client.get(response["Location"])).text
    assert "at least 5 councillors" in text
    assert "at least 4 times a year" in text
    assert olney.profile.councillors == 4


@pytest.mark.parametrize(
    ("part", "answers", "field"),
    [
        ("who", {"name": "Olney"}, "type"),
        ("who", {"type": "town", "name": ""}, "name"),
        ("who", {"type": "town", "name": "Olney", "population": "5", "electorate": "9"}, "electorate"),
        ("contact", {"role_mailbox": "clerk"}, "role_mailbox"),
        ("people", {"councillors": "-1"}, "councillors"),
        ("people", {"meetings_per_year": "400"}, "meetings_per_year"),
        ("people", {"next_election_on-day": "31", "next_election_on-month": "2"}, "next_election_on"),
        ("money", {"precept_pence": "lots"}, "precept_pence"),
        ("money", {"precept_pence": "9" * 30}, "precept_pence"),
        ("services", {"services": ["space travel"]}, "services"),
        ("services", {"needs": ["a miracle"]}, "needs"),
        ("capacity", {"style": "9"}, "style"),
        ("private", {"private_note": "x" * 2001}, "private_note"),
    ],
)
def test_a_wrong_answer_is_explained_at_its_field_and_nothing_is_saved(client, olney, clerk, part, answers, field):
    soup = page(fill(client, olney, part, **answers))
    assert soup.title.text.startswith("Error: ")
    assert errors(soup)
    assert soup.select_one(f"[id^=id_{field}]")
    assert not AuditEvent.objects.filter(verb="councils.profile_changed").exists()


def test_a_form_opened_before_someone_else_saved_is_refused_with_what_was_typed(client, olney, clerk):
    path = reverse("councils:profile-part", args=["olney", "people"])
    first = opened(client, path)
    fill(client, olney, "people", councillors="15", meetings_per_year="11")
    response = client.post(path, {**first, "councillors": "9"})
    assert response.status_code == 409
    soup = BeautifulSoup(response.content, "lxml")
    assert "You changed this in another window" in errors(soup)[0]
    assert soup.find(id="id_councillors")["value"] == "9"
    assert soup.find(id="id_meetings_per_year")["value"] == "11"  # not touched by the second: as it is now
    shown = [[cell.text.strip() for cell in row.select("th, td")] for row in soup.select("#compared tbody tr")]
    label = "Councillors when every seat is filled"
    assert shown == [
        [label, "Nothing", "15", "9"],
        ["Meetings of the full council in a year", "Nothing", "11", "Nothing"],
    ]
    again = {"seen": soup.find("input", {"name": "seen"})["value"], "councillors": "9", "meetings_per_year": "11"}
    assert client.post(path, again).status_code == 302
    assert Profile.objects.get(council=olney).councillors == 9


@pytest.mark.parametrize("seen", ["", "x", "e30:1", "-1"])
def test_confirming_without_having_seen_the_answers_is_refused_with_words(client, olney, clerk, seen):
    soup = page(client.post(reverse("councils:profile-check", args=["olney"]), {"seen": seen}))
    assert errors(soup)
    assert not Profile.objects.filter(last_confirmed_at__isnull=False).exists()


def test_a_principal_is_not_asked_for_type_and_name(client, principal):
    sign_in(client, person(Role.MANAGER, principal))
    soup = page(client.get(reverse("councils:profile-part", args=[principal.slug, "who"])))
    assert not soup.find(id="id_name")
    assert fill(client, principal, "who", population="280000").status_code == 302


def test_welsh_names_are_asked_in_wales_only(client, olney, clerk):
    welsh = CouncilFactory(welsh=True, slug="hay")
    sign_in(client, person(Role.CLERK, welsh))
    assert page(client.get(reverse("councils:profile-part", args=["hay", "who"]))).find(id="id_name_cy")


PROFILE_PAGES = ["profile", "profile-check", "profile-confirmed", "profile-history"]


@pytest.mark.parametrize("name", PROFILE_PAGES)
def test_a_visitor_is_sent_to_sign_in(client, olney, name):
    assert client.get(reverse(f"councils:{name}", args=["olney"])).status_code == 302


@pytest.mark.parametrize("name", PROFILE_PAGES)
def test_a_rival_clerk_with_a_profile_of_their_own_gets_nothing(client, olney, name):
    ProfileFactory(council=olney, private_note="sentinel")
    rival = person(Role.CLERK)
    ProfileFactory(council=rival.memberships.get().council)
    sign_in(client, rival)
    response = client.get(reverse(f"councils:{name}", args=["olney"]))
    assert response.status_code == 403
    assert b"sentinel" not in response.content


@pytest.mark.parametrize("part", [part.key for part in PAGES])
def test_a_rival_cannot_write_any_page(client, olney, part):
    ProfileFactory(council=olney)
    sign_in(client, person(Role.CLERK))
    path = reverse("councils:profile-part", args=["olney", part])
    answers = {"name": "Mine", "type": "town", "councillors": "1", "clerk_phone": "1"}
    assert client.post(path, answers).status_code == 403
    assert Profile.objects.get(council=olney).clerk_phone == ""


def test_pages_that_do_not_exist_are_404(client, olney, clerk):
    assert client.get(reverse("councils:profile-part", args=["olney", "secrets"])).status_code == 404
    assert client.get(reverse("councils:profile", args=["nowhere"])).status_code == 404
    assert client.get(reverse("councils:profile-confirmed", args=["olney"])).status_code == 404


def test_an_administrator_settles_an_area(client, principal):
    AreaFactory(unknown=True, name="Kingswood", code="E04013026")
    sign_in(client, UserFactory(is_staff=True, app=True))
    assert "Kingswood" in page(client.get(reverse("councils:areas"))).text
    path = reverse("councils:settle-area", args=["E04013026"])
    page(client.get(path))
    assert errors(page(save(client, path, {"parent_name": "Atlantis"})))
    response = save(client, path, {"parent_name": "milton"}, follow=True)
    assert "Every area has its principal council" in page(response).text


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CLERK])
def test_areas_are_for_administrators(client, role):
    area = AreaFactory(unknown=True)
    sign_in(client, person(role))
    assert client.get(reverse("councils:areas")).status_code == 403
    path = reverse("councils:settle-area", args=[area.code])
    assert client.post(path, {"parent_name": "x"}).status_code == 403
