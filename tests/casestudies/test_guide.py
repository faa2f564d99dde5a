"""The navigator's routes, the two sides, letters, and what is printed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies.models import LETTERS_KEPT, Printout
from casestudies.navigator import BY_KEY, QUESTIONS, routes_for
from casestudies.printing import make_printout
from casestudies.tasks import sweep_printouts
from tests.casestudies.factories import ChapterFactory, PerspectiveFactory, ResourceFactory

LETTER = {
    "sender": "Olney Town Council",
    "sender_address": "The Olney Centre\r\nOlney",
    "recipient": "Milton Keynes City Council",
    "recipient_role": "Chief Executive",
    "place": "Olney",
    "topics": ["vision", "liaison"],
    "signed_name": "The Clerk",
    "signed_role": "Clerk to the Council",
    "written_on-day": "1",
    "written_on-month": "5",
    "written_on-year": "2026",
}


@pytest.mark.parametrize(
    ("answers", "routes"),
    [
        (("smaller", "parished", "new"), [("B8", "A2")]),
        (("larger", "urban", "new"), [("A4", "A1")]),
        (("principal", "parished", "experienced"), [("B5", "A3")]),
        (("larger", "parished", "long"), [("C9", "C10", "C11", "C12")]),
        (("principal", "parished", "long"), [("C9", "C10", "C11", "C12"), ("B5", "A3")]),
        (("smaller", "urban", "long"), [("A4", "A1"), ("B8", "A2")]),
        (("larger", "parished", "new"), []),
    ],
)
def test_routes_of_the_navigator(answers, routes):
    assert [route.chapters for route in routes_for(*answers)] == routes


def test_every_combination_of_answers_has_its_page(client, db):
    for code in ("A1", "B8"):
        ChapterFactory(code=code)
    url = reverse("casestudies:navigated")
    for council in BY_KEY["council"].values:
        for area in BY_KEY["area"].values:
            for history in BY_KEY["history"].values:
                answers = {"council": council, "area": area, "history": history}
                assert client.get(url, answers).status_code == 200, answers


@pytest.mark.django_db
def test_a_missing_answer_leads_back_to_its_question(client):
    assert client.get(reverse("casestudies:navigated"), {"council": "larger"}).url.endswith("/start/area/")
    assert client.get(reverse("casestudies:navigator", args=["history"])).url.endswith("/start/council/")
    response = client.post(reverse("casestudies:navigator", args=[QUESTIONS[0].key]), {})
    assert "Error:" in response.content.decode()


@pytest.mark.django_db
def test_two_sides_are_set_beside_each_other_and_dated(client):
    PerspectiveFactory()
    url = reverse("casestudies:other-side")
    html = client.get(url, {"mine": "two_tier", "theirs": "smaller_local"}).content.decode()
    assert "Cabinet weekly to monthly" in html
    assert "Committees and council" not in html
    assert "As at 2018" in html
    assert "Choose another kind" in client.get(url, {"mine": "two_tier", "theirs": "two_tier"}).content.decode()


@pytest.mark.django_db
def test_resources_are_filtered_by_kind_chapter_and_words(client):
    chapter = ChapterFactory(code="B8")
    ResourceFactory(title="Devo Plus", kind="toolkit").chapters.set([chapter])
    ResourceFactory(title="People Power", kind="report")
    url = reverse("casestudies:resources")

    def found(**query):
        return [resource.title for resource in client.get(url, query).context_data["resources"]]

    assert found(kind="report") == ["People Power"]
    assert found(chapter="B8") == ["Devo Plus"]
    assert found(q="power people") == ["People Power"]
    assert len(found(kind="nonsense", chapter="Z9")) == 2


@pytest.mark.django_db
def test_a_letter_is_written_changed_and_printed(client):
    url = reverse("casestudies:write-letter", args=["start-a-partnership"])
    read = client.post(url, LETTER).url
    html = client.get(read).content.decode()
    assert "Working together for Olney" in html
    assert "a shared vision for our area and a named officer" in html
    key = read.rstrip("/").rpartition("/")[2]
    assert "Clerk to the Council" in client.get(f"{url}?from={key}").content.decode()
    make_printout(Printout.objects.get().pk)
    assert client.get(reverse("casestudies:printout", args=[key])).getvalue().startswith(b"%PDF")


@pytest.mark.django_db
def test_a_letter_without_its_answers_says_what_is_missing(client):
    url = reverse("casestudies:write-letter", args=["talk-about-services"])
    html = client.post(url, {**LETTER, "topics": [], "place": ""}).content.decode()
    assert 'href="#id_topics' in html
    assert 'href="#id_place"' in html
    assert "Olney Town Council" in html
    assert not Printout.objects.exists()


@pytest.mark.django_db
def test_letters_go_after_a_day_and_what_was_forgotten_is_made(client):
    client.post(reverse("casestudies:write-letter", args=["start-a-partnership"]), LETTER)
    sweep_printouts()
    assert Printout.objects.get().is_ready
    Printout.objects.update(asked_on=timezone.now() - LETTERS_KEPT - timedelta(minutes=1))
    sweep_printouts()
    assert not Printout.objects.exists()
