"""All that happened across a person's councils, filtered, a page at a time."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from charters import actions
from core.audit import record
from core.models import ActorSide, AuditEvent
from core.roles import Role
from tests.accounts.factories import MembershipFactory, UserFactory, person, sign_in
from tests.charters.factories import Round, make_council
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Round().sent()


def soup(client, **query):
    response = client.get("/activity/", query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def lines(client, **query):
    return [line.text.strip() for line in soup(client, **query).select(".portal-timeline__text")]


def happened(words, council, *, by, **more):
    return record("charters.edited", council, words, by=by, councils=[council], **more)


def test_an_officer_sees_open_events_of_each_local_council_and_no_closed_ones(client, story):
    clerk, council = story.clerks[0], story.councils[0]
    happened("Profile changed", council, by=clerk)
    happened("Between us", council, by=clerk, restricted=True)
    sign_in(client, story.officer)
    assert "Profile changed" in lines(client)
    assert "Between us" not in lines(client)
    sign_in(client, clerk)
    assert {"Profile changed", "Between us"} <= set(lines(client))


def test_a_rival_and_a_neighbour_see_nothing_of_it(client, story):
    happened("Only of this council", story.councils[0], by=story.clerks[0])
    for stranger in (story.clerks[1], Round().sent().officer):
        sign_in(client, stranger)
        assert "Only of this council" not in lines(client)
        assert "Only of this council" not in lines(client, council=story.councils[0].slug)


def test_the_county_of_a_two_tier_area_does_not_follow_local_councils(client):
    county = CouncilFactory(county_council=True)
    district = CouncilFactory(district=True, county=county)
    council = make_council(principal=district)
    council.parents.add(county)
    happened("In the village", council, by=person(Role.CLERK, council))
    sign_in(client, person(Role.LIAISON_OFFICER, county))
    assert lines(client) == []
    sign_in(client, person(Role.LIAISON_OFFICER, district))
    assert lines(client) == ["In the village"]


def test_a_clerk_of_several_councils_chooses_one(client):
    councils = [CouncilFactory() for _ in range(3)]
    clerk = person(Role.CLERK, councils[0])
    for council in councils[1:]:
        MembershipFactory(user=clerk, council=council)
    for number, council in enumerate(councils):
        happened(f"Thing {number}", council, by=clerk)
    sign_in(client, clerk)
    assert lines(client) == ["Thing 2", "Thing 1", "Thing 0"]
    assert lines(client, council=councils[1].slug) == ["Thing 1"]
    assert len(soup(client).select("select[name=council] option")) == 4


def test_an_officer_types_the_name_of_a_council(client, story):
    happened("Here", story.councils[0], by=story.clerks[0])
    happened("There", story.councils[1], by=story.clerks[1])
    sign_in(client, story.officer)
    shown = lines(client, council=story.councils[0].name)
    assert "Here" in shown
    assert "There" not in shown
    page = soup(client, council="Atlantis")
    assert "No council fits “Atlantis”" in page.find("main").text


def test_kind_side_and_days_narrow_it_down(client, story):
    actions.answer(response=story.response(), answer="accepted", by=story.clerks[0])
    sign_in(client, story.officer)
    [answer] = lines(client, kind="Answers")
    assert "accepted" in answer
    assert lines(client, side="local") == [answer]
    assert answer not in lines(client, side="principal")
    assert answer not in lines(client, side="me")
    assert lines(client, side="me") == lines(client, side="principal")
    tomorrow = timezone.localdate() + timedelta(days=1)
    future = {"since_0": tomorrow.day, "since_1": tomorrow.month, "since_2": tomorrow.year}
    page = soup(client)
    names = [field["name"] for field in page.select("[name^=since]")]
    assert lines(client, **dict(zip(names, future.values(), strict=True))) == []
    names = [field["name"] for field in page.select("[name^=until]")]
    assert answer in lines(client, **dict(zip(names, future.values(), strict=True)))


def test_days_in_the_wrong_order_are_said_at_the_field(client, story):
    sign_in(client, story.officer)
    page = soup(client)
    since = [field["name"] for field in page.select("[name^=since]")]
    until = [field["name"] for field in page.select("[name^=until]")]
    query = dict(zip([*since, *until], ["2", "3", "2026", "1", "3", "2026"], strict=True))
    assert "The last day must not be before the first day" in soup(client, **query).find("main").text


def test_pages_follow_one_another_without_gap_or_repeat(client, story):
    council, clerk = story.councils[0], story.clerks[0]
    moment = timezone.now()
    for number in range(120):
        event = AuditEvent(by=clerk, actor="Clerk", verb="charters.edited", sentence=f"Step {number}", record=council)
        event.council_ids, event.at = [council.pk], moment - timedelta(minutes=number // 3)  # many share a moment
        event.save()
    sign_in(client, clerk)
    shown, address, back = [], "/activity/", []
    while address:
        page = BeautifulSoup(client.get(address).content, "lxml")
        shown.append([line.text.strip() for line in page.select(".portal-timeline__text")])
        newer = page.select_one(".govuk-pagination__prev a")
        back.append(newer and f"/activity/{newer['href']}")
        older = page.select_one(".govuk-pagination__next a")
        address = older and f"/activity/{older['href']}"
    everything = [line for page in shown for line in page]
    assert (
        len(everything) == len(set(everything)) == AuditEvent.objects.filter(council_ids__contains=[council.pk]).count()
    )
    assert back[0] is None
    page = BeautifulSoup(client.get(back[1]).content, "lxml")
    assert [line.text.strip() for line in page.select(".portal-timeline__text")] == shown[0]


@pytest.mark.parametrize("odd", ["abc", "-1", "9" * 40, "0", "²"])
def test_an_odd_key_shows_the_first_page(client, story, odd):
    sign_in(client, story.officer)
    assert lines(client, before=odd) == lines(client, after=odd) == lines(client)


def test_administrators_see_everything(client, story):
    sign_in(client, UserFactory(is_staff=True, app=True))
    assert any("draft started" in line for line in lines(client))


def test_the_trail_keeps_for_which_side_somebody_acted(story):
    council = story.councils[0]
    administrator = UserFactory(is_staff=True)
    sides = {
        "officer": happened("x", council, by=story.officer, acting_for=story.principal),
        "clerk": happened("x", council, by=story.clerks[0]),
        "administrator": happened("x", council, by=administrator),
        "portal": happened("x", council, by=None),
    }
    assert {who: event.side for who, event in sides.items()} == {
        "officer": ActorSide.PRINCIPAL,
        "clerk": ActorSide.LOCAL,
        "administrator": ActorSide.PORTAL,
        "portal": ActorSide.PORTAL,
    }


def test_home_and_council_page_lead_to_it(client, story):
    sign_in(client, story.officer)
    assert "/activity/" in client.get("/").content.decode()
    council = story.councils[0]
    happened("Here", council, by=story.clerks[0])
    page = BeautifulSoup(client.get(council.get_absolute_url()).content, "lxml")
    address = page.find("a", string=lambda text: text and text.startswith("All activity")) or page.select_one(
        "a[href^='/activity/']"
    )
    shown = BeautifulSoup(client.get(address["href"]).content, "lxml")
    assert "Here" in [line.text.strip() for line in shown.select(".portal-timeline__text")]
