"""Search over everything a person may see, on one scale."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies import shelf
from casestudies.models import ChecklistItem
from charters import actions
from core.models import AuditEvent
from core.roles import Role
from tests.accounts.factories import person, sign_in
from tests.casestudies.factories import ChapterFactory, Story
from tests.charters.factories import Round, make_council
from tests.councils.factories import AreaFactory, CouncilFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def page(client, text, **query):
    response = client.get("/search/", {"q": text, **query})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def titles(client, text, **query):
    """What was found, in the order in which it is shown."""
    return [hit.find("a").text for hit in page(client, text, **query).select(".portal-hit")]


def words(client, text, **query):
    return " ".join(page(client, text, **query).find("main").text.split())


def count(client, text, kind):
    """The number that the filter shows beside a kind, as a text."""
    kinds = page(client, text).select(".portal-kinds a")
    return next((re.search(r"\d+", a.text).group() for a in kinds if a.text.startswith(kind)), "")


@pytest.fixture
def story():
    """A draft with words of its own."""
    story = Round()
    story.written()
    actions.add_section(version=story.version, heading="Grass", body="We mow **verges** in June.", by=story.officer)
    story.version.refresh_from_db()
    return story


def test_a_visitor_finds_councils_by_name_old_name_and_code(client):
    council = CouncilFactory(name="Stony Stratford", former_names=["Wolverton St Mary"])
    area = AreaFactory(councils=[council])
    for text in ("stony", "STONY-STRATFORD", "wolverton", area.code, f"{council.name} Parish Council"):
        assert titles(client, text) == ["Stony Stratford Parish Council"], text


def test_a_draft_is_found_by_its_council_alone_and_says_what_it_is(client):
    story = Story(title="Lengthsman").written()
    sign_in(client, story.clerk)
    assert "Lengthsman" in titles(client, "lengthsman")
    assert "Draft: " in page(client, "lengthsman").text
    sign_in(client, story.other_clerk)
    assert "Lengthsman" not in titles(client, "lengthsman")
    story.sent()
    assert "Lengthsman" in titles(client, "lengthsman")


def test_a_chapter_is_found_by_an_item_of_its_checklist(client):
    chapter = ChapterFactory(title="Join forces", items=0)
    ChecklistItem.objects.create(chapter=chapter, number=1, text="Write a headline story", hint="")
    cache.delete(shelf.KEY)
    assert "Join forces" in titles(client, "headline")


def test_a_typing_error_finds_what_is_spelt_nearly_so(client):
    CouncilFactory(name="Bishop's Waltham")
    assert titles(client, "bishp waltham") == ["Bishop's Waltham Parish Council"]
    assert "Nothing fits “bishp waltham” exactly. Here is 1 result that is close." in words(client, "bishp waltham")


def test_an_agreement_is_found_by_its_words_in_any_form_with_the_place_marked(client, story):
    sign_in(client, story.officer)
    for text in ("verge", "mowing verges", "verg", "working verges"):
        assert titles(client, text) == ["Working together"], text
    assert [mark.text for mark in page(client, "verge").select("mark")] == ["verges"]


def test_words_of_an_agreement_follow_its_text(client, story):
    sign_in(client, story.officer)
    section = story.version.sections.get(heading="Grass")
    actions.edit_section(section=section, heading="Grass", body="We mow lawns.", by=story.officer)
    assert titles(client, "verges") == []
    assert titles(client, "lawns") == ["Working together"]
    actions.remove_section(section=section, by=story.officer)
    assert titles(client, "lawns") == []
    details = {"summary": "Short", "review_on": None, "by": story.officer}
    actions.edit_details(version=story.version, title="Together in Eastshire", **details)
    assert titles(client, "eastshire") == ["Together in Eastshire"]


def test_a_commitment_is_found_while_it_is_there(client, story):
    sign_in(client, story.officer)
    commitment = story.version.commitments.get()
    actions.edit_commitment(commitment=commitment, text="Repair lychgates", by=story.officer)
    assert titles(client, "lychgate") == ["Working together"]
    actions.remove_commitment(commitment=commitment, by=story.officer)
    assert titles(client, "lychgate") == []


def test_a_slip_in_a_word_of_the_outlines_is_put_right(client, story):
    sign_in(client, story.officer)
    actions.add_section(version=story.version, heading="More", body="Residents matter.", by=story.officer)
    shown = words(client, "resisdents")
    assert "Did you mean residents?" in shown
    assert "Working together" in titles(client, "resisdents")


def test_accents_do_not_count_in_texts(client, story):
    sign_in(client, story.officer)
    actions.add_section(version=story.version, heading="Wales", body="As in Ynys Môn.", by=story.officer)
    assert titles(client, "ynys mon") == ["Working together"]


def test_what_is_called_so_comes_before_what_only_mentions_it(client, story):
    CouncilFactory(name="Verges")
    CouncilFactory(name="Verges Green")
    sign_in(client, story.officer)
    assert titles(client, "verges") == ["Verges Parish Council", "Verges Green Parish Council", "Working together"]


def test_ones_own_council_comes_before_others_of_its_name(client):
    for _ in range(3):
        CouncilFactory(name="Newton", context="Elsewhere")
    principal = make_council()
    CouncilFactory(name="Newton", context="My place", parents=[principal])
    sign_in(client, person(Role.LIAISON_OFFICER, principal))
    first = page(client, "newton").select(".portal-hit__note")[0]
    assert first.text == "My place"


def test_a_reference_leads_straight_to_its_record_however_it_is_typed(client, story):
    sign_in(client, story.officer)
    reference = story.agreement.reference
    for typed in (reference, reference.lower(), reference.replace("-", " "), reference.replace("-", "")):
        response = client.get("/search/", {"q": typed})
        assert (response.status_code, response.get("Location")) == (302, f"/charters/{reference}/"), typed


def test_a_reference_of_others_is_not_known(client, story):
    sign_in(client, Round().sent().officer)
    assert "Nothing found" in words(client, story.agreement.reference)


def test_nothing_of_what_one_may_not_see_shows_in_hits_counts_snippets_or_suggestions(client):
    """The rival owns a charter of the same words; only one of the two may count for each."""
    ours, theirs = Round(), Round()
    for story in (ours, theirs):
        story.written()
        body = "Bandstands are looked after together. Zyxwvution is secret."
        actions.add_section(version=story.version, heading="Bandstands", body=body, by=story.officer)
    for story, other in ((ours, theirs), (theirs, ours)):
        sign_in(client, story.officer)
        assert titles(client, "bandstand") == ["Working together"]
        assert story.agreement.reference in words(client, "bandstand")
        assert other.agreement.reference not in words(client, "bandstand")
        assert "1 result for" in words(client, "bandstand")
    sign_in(client, ours.clerks[0])  # the draft was sent to nobody
    for text in ("bandstand", "bandstnads", "zyxwvution", "zyxwvutoin"):
        assert "Nothing found" in words(client, text), text
        assert "zyxwvution" not in words(client, text).replace(f"“{text}”", ""), text


def test_a_visitor_finds_the_text_once_it_is_published(client):
    story = Round()
    story.written()
    actions.add_section(version=story.version, heading="Tea", body="There is teacake.", by=story.officer)
    story.in_force()
    assert titles(client, "teacake") == []
    actions.set_published(agreement=story.agreement, published=True, by=story.officer)
    assert titles(client, "teacake") == ["Working together"]


def test_people_are_found_by_those_who_may_know_of_them(client):
    ours, theirs = Round(), Round()
    clerk = ours.clerks[0]
    clerk.name = "Sidonie Ampersand"
    clerk.save()
    mailbox, place = clerk.email, ours.councils[0].name
    sign_in(client, ours.officer)
    for text in ("sidonie", "ampersand sidonie", mailbox, f"clerk {place}", "sidonei ampersand"):
        assert "Sidonie Ampersand" in titles(client, text), text
    for stranger in (theirs.officer, ours.clerks[1], None):
        client.logout()
        if stranger:
            sign_in(client, stranger)
        for text in ("sidonie", mailbox, "sidonei ampersand"):
            assert "Sidonie Ampersand" not in words(client, text), (stranger, text)


def test_people_whose_access_ended_are_not_found(client):
    story = Round()
    former = person(Role.CLERK, story.councils[0], name="Ottoline Former", ends_on="2020-12-31")
    sign_in(client, story.officer)
    assert former.name not in titles(client, "ottoline")


def test_pages_one_can_go_to_are_found_by_what_one_wants_to_do(client):
    story = Round()
    clerk, council = story.clerks[0], story.councils[0]
    sign_in(client, clerk)
    assert f"Invite someone to {council.full_name}" in titles(client, "invite")
    assert f"Profile of {council.full_name}" in titles(client, "profile")
    assert "Start a charter or other agreement" not in titles(client, "start charter")
    sign_in(client, story.officer)
    assert "Start a charter or other agreement" in titles(client, "start charter")


def test_help_is_found_by_its_words(client):
    assert "Help and contact" in titles(client, "recovery codes")
    assert "Help and contact" in titles(client, "help")


def test_the_kinds_are_counted_and_can_be_chosen(client, story):
    for number in range(3):
        CouncilFactory(name=f"Together {number}")
    sign_in(client, story.officer)
    assert (count(client, "together", "Councils"), count(client, "together", "Agreements")) == ("3", "1")
    assert titles(client, "together", kind="agreements") == ["Working together"]
    assert len(titles(client, "together", kind="councils")) == 3


def test_every_result_is_on_one_page_and_only_on_one(client):
    for number in range(45):
        CouncilFactory(name=f"Longton {number:02}")
    pages = [titles(client, "longton", page=number) for number in (1, 2, 3)]
    assert [len(found) for found in pages] == [20, 20, 5]
    assert len({title for found in pages for title in found}) == 45


@pytest.mark.parametrize("odd", ["0", "-1", "abc", "9" * 40, "²", "1e3", ""])
def test_an_odd_page_number_shows_the_nearest_page(client, odd):
    CouncilFactory(name="Longton")
    assert titles(client, "longton", page=odd) == ["Longton Parish Council"]


def test_one_letter_is_too_short(client):
    assert "Enter at least 2 letters" in words(client, "a")


def test_nothing_found_says_what_to_try_and_what_is_searched(client):
    shown = words(client, "zzzzqq")
    assert "Nothing found for “zzzzqq”." in shown
    assert "What is searched" in shown


def test_empty_search_shows_the_box_alone(client):
    assert "result" not in words(client, "")


def test_every_page_has_the_box_in_its_header(client):
    form = BeautifulSoup(client.get("/councils/").content, "lxml").select_one("header form[role=search]")
    assert (form["action"], form["method"]) == ("/search/", "get")
    assert form.find("label").text == "Search everything"


@pytest.mark.parametrize(
    ("text", "most"), [("together", MOST_QUERIES), ("st m", MOST_QUERIES), ("zzzzqq", MOST_QUERIES + 1)]
)
def test_the_whole_page_needs_few_queries(client, story, text, most):
    """One more where nothing fits and every app looks a second time."""
    sign_in(client, story.officer)
    client.get("/search/", {"q": text})
    with CaptureQueriesContext(connection) as seen:
        client.get("/search/", {"q": text})
    asked = [query["sql"] for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= most, "\n".join(asked)


def test_searching_leaves_no_trace(client, story):
    before = AuditEvent.objects.count()
    sign_in(client, story.officer)
    titles(client, "together")
    assert AuditEvent.objects.count() == before
