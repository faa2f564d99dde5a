"""A clerk writes the first letter: filled in, read, taken as a PDF and as text."""

import io

import pypdf
import pytest

from casestudies.models import Printout
from tests.journeys.hands import ways_of
from tests.journeys.library import warm
from tests.journeys.mail import wait_for


def fill_in(clerk):
    clerk.fill("Your council", "Olney Town Council")
    clerk.fill("The council you write to", "Milton Keynes City Council")
    clerk.fill("To whom there", "Chief Executive")
    clerk.fill("The place it is about", "Olney")
    clerk.fill("Name of whoever signs", "The Clerk")
    clerk.fill("Their role", "Clerk to the Council")


LETTERS = {
    "From a local council": ("a shared vision for our area", "would like to work more closely"),
    "From a principal council": ("public toilets", "Nothing has been decided"),
}


WAYS = [(way, "From a local council") for way in ways_of("letter")] + [("mouse", "From a principal council")]


@pytest.mark.parametrize(("hands", "kind"), WAYS, indirect=["hands"])
def test_letter_from_the_form_to_paper(hands, open_browser, kind):
    topic, words = LETTERS[kind]
    warm("/guide/letters/", "/guide/letters/start-a-partnership/")
    clerk = open_browser(hands)
    clerk.go("/guide/letters/")
    clerk.follow(kind)
    clerk.press("See the letter")
    clerk.sees("There is a problem")
    fill_in(clerk)
    clerk.choose(topic)
    clerk.press("See the letter")
    clerk.sees(words)
    assert topic in clerk.page.get_by_label("The text, to copy into an e-mail").input_value()
    clerk.follow("Change the letter")
    clerk.fill("The place it is about", "Olney and Emberton")
    clerk.press("See the letter")
    clerk.sees("Olney and Emberton")
    newest = Printout.objects.order_by("-pk").values_list("pk", flat=True).first()
    wait_for(lambda: Printout.objects.filter(pk=newest, content__isnull=False).exists(), "the letter as a PDF")
    text = pypdf.PdfReader(io.BytesIO(clerk.download("Download as a PDF"))).pages[0].extract_text()
    assert "Olney and Emberton" in " ".join(text.split())


@pytest.mark.parametrize("hands", ["mouse"], indirect=True)
def test_the_text_can_be_copied(hands, open_browser):
    warm("/guide/letters/start-a-partnership/")
    clerk = open_browser(hands)
    clerk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    clerk.go("/guide/letters/start-a-partnership/")
    fill_in(clerk)
    clerk.choose("a shared vision for our area")
    clerk.press("See the letter")
    clerk.button("Copy the text").click()
    clerk.sees("Copied")
    assert "Dear Chief Executive" in clerk.page.evaluate("navigator.clipboard.readText()")
