"""Search over everything a person may see."""

import pytest

from tests.accounts.factories import sign_in
from tests.charters.factories import Round
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db


def found(client, text):
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_finds_councils(client):
    council = CouncilFactory(name="Stony Stratford")
    assert council.get_absolute_url() in found(client, "stony")


def test_a_visitor_does_not_find_what_is_not_published_and_a_party_does(client):
    story = Round().sent()
    address = f"/charters/{story.agreement.reference}/"
    assert address not in found(client, story.agreement.title)
    sign_in(client, story.clerks[0])
    assert address in found(client, story.agreement.title)


def test_one_letter_is_too_short(client):
    assert "Enter at least 2 letters" in found(client, "a")


def test_nothing_found_says_what_to_try(client):
    assert "Nothing found" in found(client, "zzzzqq")


def test_empty_search_shows_the_box_alone(client):
    assert "result" not in found(client, "")
