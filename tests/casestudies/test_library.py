"""The library's pages: found by words and facets, read whole, taken along."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from casestudies import actions
from casestudies.actions import printouts
from casestudies.likeness import facts_of, studies_like
from casestudies.models import CaseStudy, Figure, Printout
from casestudies.printing import make_printout
from casestudies.shelf import shelf as read_shelf
from core.roles import Role
from councils.models import Profile
from tests.accounts.factories import UserFactory, person, sign_in
from tests.casestudies.factories import ChapterFactory, ResourceFactory, Story, StudyFactory, TermFactory
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db


def titles(client, query=""):
    response = client.get(reverse("casestudies:library") + query)
    assert response.status_code == 200
    return [study.title for study in response.context_data["cards"]]


@pytest.fixture
def shelf():
    """Three studies that differ in everything one can look for."""
    town, county = CouncilFactory(type="town", name="Falmouth"), CouncilFactory(county_council=True)
    return {
        "caretaker": StudyFactory(
            title="Four parishes, one caretaker",
            chapters=[ChapterFactory(code="B8")],
            terms=[TermFactory(slug="cluster"), TermFactory(taxonomy="size", slug="smaller-local")],
            councils=[CouncilFactory(name="Wittersham")],
        ),
        "hall": StudyFactory(
            title="The town hall changes hands",
            did="The caretaker moved with the building.",
            chapters=[ChapterFactory(code="C9")],
            terms=[
                TermFactory(slug="asset-transfer"),
                TermFactory(taxonomy="structure", slug="leaseback"),
                TermFactory(taxonomy="partner", slug="charity"),
            ],
            councils=[town],
        ),
        "charter": StudyFactory(title="A charter that lives", terms=[TermFactory(slug="charter")], councils=[county]),
    }


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("caretaker", "caretaker"),
        ("caretak", "caretaker"),
        ("caretakers", "caretaker"),
        ("wittersham", "caretaker"),
        ("leaseback", "hall"),
        ("Falmouth Town", "hall"),
        ("charters", "charter"),
        ("the charter", "charter"),
    ],
)
def test_the_right_study_comes_first(client, shelf, words, first):
    assert titles(client, f"?q={words}")[0] == shelf[first].title


def test_words_no_study_has_all_of_find_those_that_have_some(client, shelf):
    assert titles(client, "?q=charter zebra") == [shelf["charter"].title]
    assert titles(client, "?q=zebra") == []


def test_found_words_are_marked_and_nothing_else_becomes_markup(client):
    StudyFactory(title="Bins", did="A caretaker <b>empties</b> the bins & more.")
    html = client.get(reverse("casestudies:library") + "?q=caretaker").content.decode()
    assert "<mark>caretaker</mark>" in html
    assert "<b>empties" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?theme=cluster", ["caretaker"]),
        ("?theme=cluster&theme=charter", ["caretaker", "charter"]),
        ("?chapter=C9", ["hall"]),
        ("?council=town", ["hall"]),
        ("?council=county&theme=cluster", []),
        ("?size=smaller-local", ["caretaker"]),
        ("?structure=leaseback", ["hall"]),
        ("?partner=charity", ["hall"]),
        ("?theme=nonsense", []),
        ("?q=caretaker&theme=asset-transfer", ["hall"]),
    ],
)
def test_facets_narrow_each_other_and_widen_themselves(client, shelf, query, found):
    assert sorted(titles(client, query)) == sorted(shelf[name].title for name in found)


def test_the_file_holds_the_words_that_the_page_shows(client, shelf):
    study, resource = CaseStudy.objects.published().first(), ResourceFactory(title="As it was shipped")
    for kind, row in (("study", study), ("resource", resource)):
        texts = {**actions.texts_of(kind, row), "title": f"Our words for a {kind}"}
        actions.edit_shipped(kind=kind, row=row, texts=texts, by=UserFactory(is_staff=True))
    for route, kind in (("library", "study"), ("resources", "resource")):
        text = client.get(reverse(f"casestudies:{route}"), {"format": "csv"}).getvalue().decode()
        assert f"Our words for a {kind}" in text
        assert study.title not in text
        assert resource.title not in text


def test_a_booklet_of_too_many_is_refused_in_words_and_none_is_dropped(client, shelf, monkeypatch):
    monkeypatch.setattr(printouts, "MOST_STUDIES", 1)
    data = {"study": [study.slug for study in CaseStudy.objects.published()]}
    response = client.post(reverse("casestudies:booklet"), data)
    assert f"at most 1 case studies, and you chose {len(data['study'])}" in response.content.decode()
    assert not Printout.objects.exists()


def test_facets_count_what_choosing_them_would_leave(client, shelf):
    response = client.get(reverse("casestudies:library") + "?theme=cluster&q=caretaker")
    facets = {facet.name: {o.value: o.count for o in facet.options} for facet in response.context_data["facets"]}
    assert facets["theme"] == {"cluster": 1, "asset-transfer": 1}
    assert facets["council"] == {"parish": 1}
    assert facets["chapter"] == {"B8": 1}


def test_a_study_shows_its_numbers_as_bars_with_their_table(client):
    study = StudyFactory()
    for position, (label, value) in enumerate((("Lottery", "1400000"), ("Council", "500000")), start=1):
        Figure.objects.create(study=study, position=position, label=label, value=value, unit="£")
    Figure.objects.create(study=study, position=3, label="Voters in favour", text="four in five")
    html = client.get(study.get_absolute_url()).content.decode()
    assert "£1,400,000" in html
    assert 'width="35.71"' in html
    assert "four in five" in html


def test_a_draft_is_nobodys_business_yet(client):
    story = Story().sent(did="SENTINEL")
    assert client.get(story.study.get_absolute_url()).status_code == 302
    sign_in(client, UserFactory())
    assert client.get(story.study.get_absolute_url()).status_code == 404
    assert "SENTINEL" not in client.get(reverse("casestudies:library") + "?q=sentinel").content.decode()
    assert CaseStudy.objects.published().count() == 0


def test_a_booklet_is_made_once_for_the_same_words(client, shelf):
    slugs = [shelf["caretaker"].slug, shelf["hall"].slug]
    first = client.post(reverse("casestudies:booklet"), {"study": slugs, "title": "Ideas for May"})
    printout = Printout.objects.get()
    assert client.get(first.url).headers["Content-Type"].startswith("text/html")
    make_printout(printout.pk)
    response = client.get(first.url)
    assert response.getvalue().startswith(b"%PDF")
    assert 'filename="ideas-for-may.pdf"' in response["Content-Disposition"]
    assert client.post(reverse("casestudies:booklet"), {"study": slugs, "title": "Ideas for May"}).url == first.url
    shelf["hall"].outcome = "It is open every day."
    shelf["hall"].save()
    assert client.post(reverse("casestudies:booklet"), {"study": slugs, "title": "Ideas for May"}).url != first.url


def test_one_study_is_taken_along_as_its_page_offers(client, shelf):
    study = shelf["hall"]
    form = BeautifulSoup(client.get(study.get_absolute_url()).content, "lxml").select_one(".library-actions form")
    assert "Get it as a PDF" in form.text
    sent = {form.find("input", {"name": "study"})["name"]: form.find("input", {"name": "study"})["value"]}
    address = client.post(form["action"], sent).url
    make_printout(Printout.objects.get().pk)
    assert f'filename="{study.slug}.pdf"' in client.get(address)["Content-Disposition"]


def test_an_empty_booklet_says_what_to_do(client):
    html = client.post(reverse("casestudies:booklet"), {"study": "no-such-study"}).content.decode()
    assert "Choose at least one case study" in html


def test_councils_like_yours_are_named_with_the_reason(client, shelf):
    mine = CouncilFactory(name="Olney")
    Profile.objects.create(council=mine, population=900)
    sign_in(client, UserFactory())
    html = client.get(mine.get_absolute_url()).content.decode()
    assert "Four parishes, one caretaker" in html
    assert "Wittersham Parish Council is a parish council too and it is about a council of your size." in html


def test_its_own_study_is_named_apart_from_those_of_others(shelf):
    own = shelf["caretaker"].parties.get().council
    likes = studies_like(own, read_shelf().studies, facts_of(own))
    assert shelf["caretaker"].slug not in [like.study.slug for like in likes]


def test_home_names_studies_of_councils_like_yours(client, shelf):
    mine = CouncilFactory(name="Olney")
    Profile.objects.create(council=mine, population=900)
    sign_in(client, person(Role.CLERK, mine))
    html = client.get(reverse("portal:home")).content.decode()
    assert "Councils like yours" in html
    assert "Four parishes, one caretaker" in html
    assert "Wittersham Parish Council is a parish council too and it is about a council of your size." in html


def test_what_an_administrator_changes_shows_on_every_home_at_once(client, shelf, django_capture_on_commit_callbacks):
    mine, boss = CouncilFactory(name="Olney"), UserFactory(is_staff=True)
    sign_in(client, person(Role.CLERK, mine))
    assert "Four parishes, one caretaker" in client.get(reverse("portal:home")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        actions.archive_study(study=shelf["caretaker"], reason="Out of date", by=boss)
    assert "Four parishes, one caretaker" not in client.get(reverse("portal:home")).content.decode()


def test_the_list_survives_a_page_number_beyond_its_end(client, shelf):
    assert len(titles(client, "?page=99")) == 3
