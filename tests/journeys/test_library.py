"""Finding what worked elsewhere; writing down what worked here, approved by both; a checklist for one's own council."""

import io

import pypdf
import pytest

from casestudies.models import CaseStudy, ChecklistRun, Printout, Publication
from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from tests.journeys.library import shelve, warm
from tests.journeys.mail import newest_mail, wait_for

FIRST = {"caretaker": "ashford", "leaseback": "wyre-forest", "participatory": "choppington"}


def test_the_right_study_first_and_a_booklet_of_three(hands, open_browser):
    shelve()
    warm("/library/?q=caretaker", "/library/ashford-caretaker/")
    anyone = open_browser(hands)
    for word, slug in FIRST.items():
        anyone.go("/library/")
        anyone.fill("Search the library", word)
        anyone.press("Search")
        link = anyone.page.locator("article a").first.get_attribute("href")
        assert slug in link, (word, link)
    anyone.page.locator("article a").first.click()
    anyone.look()
    anyone.sees("Who took part")
    anyone.go("/library/?theme=cluster")
    for tick in anyone.page.locator("article input[name=study]").all()[:3]:
        anyone.choose(anyone.page.locator(f"label[for='{tick.get_attribute('id')}']").text_content())
    anyone.press("Make a booklet (PDF)")
    anyone.fill("Title on the cover", "Ideas for May")
    with anyone.page.expect_navigation(wait_until="commit"):
        anyone.button("Make the PDF").press("Enter")
    printout = Printout.objects.get()
    wait_for(lambda: Printout.objects.filter(content__isnull=False).exists(), "the booklet")
    printout.refresh_from_db()
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(bytes(printout.content))).pages]
    assert "Ideas for May" in pages[0]
    assert "Contents" in pages[1]
    for slug in printout.wanted["studies"]:
        assert CaseStudy.objects.get(slug=slug).title in " ".join(pages[1].split())


@pytest.fixture
def neighbours():
    """Two parishes, each with a clerk."""
    principal = CouncilFactory(principal=True)
    astwood, emberton = (CouncilFactory(name=name, parents=[principal]) for name in ("Astwood", "Emberton"))
    return astwood, emberton, person(Role.CLERK, astwood), person(Role.CLERK, emberton)


def test_drafted_by_one_approved_by_the_other_published_for_all(hands, neighbours, signed_in, open_browser):
    clerk, other = neighbours[2:]
    warm("/library/")
    author = signed_in(clerk, hands)
    author.go("/library/own/")
    author.follow("Write a case study")
    author.fill("Title", "Two parishes, one lengthsman")
    author.press("Continue")
    author.follow("Edit the words")
    author.fill("What was done", "Both parishes employ one lengthsman.")
    author.fill("What others can learn", "Share before you say that you cannot.")
    author.fill("Credit", "A joint project of both parish councils")
    author.press("Save")
    author.follow("Add a council or a partner")
    author.choose("A council")
    author.fill("Name", "Emberton")
    author.page.keyboard.press("Escape")
    author.choose("Local council")
    author.press("Add")
    author.sees("Emberton Parish Council")
    author.follow("Ask for approval")
    author.press("Send it")
    author.sees("Out for approval")

    assert "approve" in newest_mail(other.email).subject.lower()
    answering = signed_in(other, hands)
    answering.go("/")
    answering.follow("Approve the case study: Two parishes, one lengthsman")
    answering.sees("A joint project of both parish councils")
    answering.choose("Yes, it can be published like this")
    answering.press("Send the answer")
    answering.sees("has been told")

    author.go("/")
    author.follow("All have approved, publish it")
    author.follow("Publish it")
    author.press("Continue")
    author.sees("Share before you say that you cannot.")
    anyone = open_browser(hands)
    anyone.go("/library/?q=lengthsman")
    anyone.sees("Two parishes, one lengthsman")
    assert Publication.objects.get().status == "published"


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_a_council_goes_through_a_checklist_and_sees_where_it_stands(hands, neighbours, signed_in):
    shelve()
    council, _other, clerk, _their_clerk = neighbours
    warm("/guide/")
    hand = signed_in(clerk, hands)
    hand.go(f"/councils/{council.slug}/checklists/")
    hand.follow("Open the checklist")
    hand.press("Start")
    hand.choose("Partly done", group="1. Write a headline story for the area")
    hand.press("Save and come back later")
    hand.sees("1 of 4 items answered")

    hand.press("Go on")
    for item in ChecklistRun.objects.get().chapter.items.order_by("number")[1:]:
        hand.choose("Done", group=f"{item.number}. {item.text}")
    hand.press("Save and finish")
    hand.sees("Partly done")  # the first, as it was left
    hand.sees("Take this one next")
