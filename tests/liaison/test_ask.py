"""Whom to ask: found by the words people use, of the right tier; wrong doors are counted until they are mended."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from core.exceptions import Refused
from liaison import actions
from liaison.asking import topics_for
from liaison.mending import forget_counts
from liaison.models import ServiceContact, WrongDoor
from liaison.registry.services import to_mend
from liaison.topics import USUAL, Topic
from tests.accounts.factories import MembershipFactory, person, sign_in
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory
from tests.liaison.factories import Office

pytestmark = pytest.mark.django_db


def contact_of(office, **facts):
    words = {"topic": "highways", "team": "Highways customer team", "email": "highways@example.org", **facts}
    return actions.add_service(principal=office.principal, by=fresh(office.officer), **words)


def mended(contact, by, **facts):
    words = {**actions.service_words(contact), **facts}
    return actions.change_service(contact=contact, by=fresh(by), **words)


def waiting(office):
    """What the officer's home says once the minute is over."""
    forget_counts(office.principal)
    return [str(work.title) for work in to_mend(fresh(office.officer))]


def counted(contact):
    row = ServiceContact.objects.with_wrong_doors().get(pk=contact.pk)
    return row.wrong_in_year, row.wrong_since


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pothole", Topic.HIGHWAYS),
        ("potholes", Topic.HIGHWAYS),
        ("pohtole", Topic.HIGHWAYS),
        ("Who mends the lamppost in our street?", Topic.LIGHTING),
        ("fly-tipping", Topic.WASTE),
        ("flytiping", Topic.WASTE),
        ("casual vacancy", Topic.ELECTIONS),
        ("precept", Topic.FINANCE),
        ("blue badge", Topic.SOCIAL_CARE),
        ("bridleway", Topic.PATHS),
        ("sewer", Topic.SEWERS),
    ],
)
def test_a_topic_is_found_by_the_words_people_use(typed, first):
    assert topics_for(typed)[0] == first


def test_nothing_is_found_for_nothing_and_every_topic_says_who():
    assert topics_for("") == topics_for("who is it?") == topics_for("zzzzzz") == []
    assert set(USUAL) == set(Topic)


def test_a_clerk_gets_the_team_of_the_tier_that_answers_first_then_the_named_officer(client):
    county = CouncilFactory(principal=True, type="county")
    office = Office(locals_=0)
    office.principal.type, office.principal.county = "district", county
    office.principal.save()
    council = CouncilFactory(parents=[office.principal, county])
    office.councils = [council]
    clerk = person("clerk", council)
    office.name()
    of_county = person("liaison_officer", county)
    contact_of(office, team="District street team")
    actions.add_service(
        principal=county, by=fresh(of_county), topic="highways", team="County roads", phone="01632 960001"
    )
    contact_of(Office(), team="Elsewhere roads")
    sign_in(client, clerk)
    page = client.get(reverse("liaison:ask"), {"q": "pothole"}).content.decode()
    assert page.index("County roads") < page.index("District street team") < page.index(office.officer.name)
    assert "Elsewhere roads" not in page


def test_a_clerk_of_two_councils_chooses_and_a_visitor_comes_from_the_council_page(client):
    office, other = Office(), Office()
    contact_of(office)
    contact_of(other, team="Other roads")
    address = reverse("liaison:ask")
    facts = {"q": "pothole", "council": other.councils[0].slug}
    page = client.get(address, facts).content.decode()
    assert "Other roads" in page
    assert "wrong-door" not in page  # visitors do not count
    both = person("clerk", office.councils[0])
    MembershipFactory(user=both, council=other.councils[0], role="clerk")
    sign_in(client, fresh(both))
    assert "Other roads" in client.get(address, facts).content.decode()
    page = client.get(address, {**facts, "council": office.councils[0].slug}).content.decode()
    assert "Highways customer team" in page
    assert "Other roads" not in page


def test_a_wrong_door_counts_once_a_day_and_anew_once_it_is_mended(client):
    office = Office()
    contact = contact_of(office)
    sign_in(client, office.clerks[0])
    address = reverse("liaison:wrong-door", args=[contact.public_id])
    for _press in range(2):
        assert client.post(address).status_code == 302
    client.post(address, {"turned_out": "The parish council itself"})
    assert counted(contact) == (1, 1)
    assert WrongDoor.objects.get().turned_out == "The parish council itself"
    assert "wrong door" in str(waiting(office))
    mended(contact, office.officer, phone="01632 960002")
    assert counted(contact) == (1, 0)
    assert waiting(office) == []
    with time_machine.travel(timezone.localtime() + timedelta(days=1)):
        actions.say_wrong_door(contact=contact, by=fresh(office.clerks[0]))
        assert counted(contact) == (2, 1)
    with time_machine.travel(timezone.localtime() + timedelta(days=367)):
        assert counted(contact) == (0, 0)
    assert WrongDoor.objects.count() == 2


def test_what_nobody_confirmed_for_half_a_year_waits_for_officers_until_they_do():
    office = Office()
    contact = contact_of(office)
    with time_machine.travel(timezone.localtime() + timedelta(days=184)):
        assert ["half a year" in title for title in waiting(office)] == [True]
        actions.confirm_services(principal=office.principal, contacts=[contact], by=fresh(office.officer))
        assert waiting(office) == []


def test_a_team_is_once_on_the_list_and_one_taken_off_is_found_by_nobody(client):
    office = Office()
    contact = contact_of(office)
    with pytest.raises(Refused):
        contact_of(office)
    mended(contact, office.officer, is_listed=False)
    assert "Highways" not in client.get(reverse("liaison:services", args=[office.principal.slug])).content.decode()
    assert client.get(reverse("liaison:wrong-door", args=[contact.public_id])).status_code == 302
    sign_in(client, office.clerks[0])
    assert client.get(reverse("liaison:wrong-door", args=[contact.public_id])).status_code == 404


def test_a_contact_that_nobody_can_reach_is_refused_at_its_field(client):
    office = Office()
    sign_in(client, office.officer)
    page = client.post(
        reverse("liaison:service-add", args=[office.principal.slug]), {"topic": "highways", "team": "Roads"}
    )
    assert "Enter an e-mail address, a telephone number or a web page" in page.content.decode()
    assert not ServiceContact.objects.exists()
