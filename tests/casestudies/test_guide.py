"""The navigator's routes, the two sides, letters, and what is printed."""

from datetime import timedelta
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from casestudies.models import LETTERS_KEPT, Printout
from casestudies.navigator import QUESTIONS
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


SERVICES = ("C9", "C10", "C11", "C12")
ALL_CHAPTERS = ("A1", "A2", "A3", "A4", "B5", "B6", "B7", "B8", *SERVICES)
# Readers of the guide and the chapters it gives them: smaller parishes B8, A2; urban or unparished A4, A1; larger
# principals with experience B5, A3 and also B6; a long history C9 to C12. For whom it gives none: all, by purpose.
CHAPTERS_FOR = {
    ("smaller", "parished", "new"): ("B8", "A2"),
    ("smaller", "parished", "experienced"): ("B8", "A2"),
    ("smaller", "parished", "long"): ("B8", "A2", *SERVICES),
    ("smaller", "urban", "new"): ("A4", "A1", "B8", "A2"),
    ("smaller", "urban", "experienced"): ("A4", "A1", "B8", "A2"),
    ("smaller", "urban", "long"): ("A4", "A1", "B8", "A2", *SERVICES),
    ("larger", "parished", "new"): ALL_CHAPTERS,
    ("larger", "parished", "experienced"): ALL_CHAPTERS,
    ("larger", "parished", "long"): SERVICES,
    ("larger", "urban", "new"): ("A4", "A1"),
    ("larger", "urban", "experienced"): ("A4", "A1"),
    ("larger", "urban", "long"): (*SERVICES, "A4", "A1"),
    ("principal", "parished", "new"): ALL_CHAPTERS,
    ("principal", "parished", "experienced"): ("B5", "A3", "B6"),
    ("principal", "parished", "long"): (*SERVICES, "B5", "A3", "B6"),
    ("principal", "urban", "new"): ("A4", "A1"),
    ("principal", "urban", "experienced"): ("B5", "A3", "B6", "A4", "A1"),
    ("principal", "urban", "long"): (*SERVICES, "B5", "A3", "B6", "A4", "A1"),
}


def test_every_combination_of_answers_is_expected():
    assert set(CHAPTERS_FOR) == set(product(*([o.value for o in q.options] for q in QUESTIONS)))


@pytest.mark.django_db
@pytest.mark.parametrize("answers", CHAPTERS_FOR)
def test_the_navigator_leads_to_the_chapters_of_the_guide(client, answers):
    for code in ALL_CHAPTERS:
        ChapterFactory(code=code)
    query = dict(zip((q.key for q in QUESTIONS), answers, strict=True))
    page = BeautifulSoup(client.get(reverse("casestudies:navigated"), query).content, "lxml")
    links = [a["href"].rstrip("/").rpartition("/")[2] for a in page.select("main a[href^='/guide/chapters/']")]
    assert tuple(links) == CHAPTERS_FOR[answers]
    assert bool(page.select_one("main a[href='/guide/letters/']")) == (answers[2] == "new")


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
