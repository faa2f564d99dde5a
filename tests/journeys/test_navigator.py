"""The four routes of the guide: three questions, and the chapters to begin with."""

from casestudies.navigator import BY_KEY
from tests.journeys.library import shelve, warm

ROUTES = {
    "smaller parishes": (("smaller", "parished", "new"), "Smaller parishes", ("B8", "A2")),
    "urban or unparished": (("larger", "urban", "new"), "Urban or unparished areas", ("A4", "A1")),
    "experienced principal": (
        ("principal", "parished", "experienced"), "A principal council with experience", ("B5", "A3", "B6"),
    ),
    "long history": (("larger", "parished", "long"), "A long history of partnership", ("C9", "C10", "C11", "C12")),
}  # fmt: skip


def chapters_shown(hand):
    """The codes of the chapters, in the order of the page."""
    links = hand.page.locator("main a[href^='/guide/chapters/']")
    return [link.get_attribute("href").rstrip("/").rpartition("/")[2] for link in links.all()]


def test_three_answers_lead_to_the_chapters(hands, open_browser):
    shelve()
    warm("/guide/", "/guide/start/council/", "/guide/chapters/B8/")
    anyone = open_browser(hands)
    for answers, title, chapters in ROUTES.values():
        anyone.go("/guide/")
        anyone.follow("Where shall we start?")
        for question, answer in zip(BY_KEY.values(), answers, strict=True):
            anyone.sees(str(question.text))
            anyone.choose(str(question.option(answer).text))
            anyone.press("Continue")
        anyone.sees(title)
        assert tuple(chapters_shown(anyone)) == chapters
    anyone.page.locator("main a[href^='/guide/chapters/']").first.click()
    anyone.look()
    anyone.sees("Checklist")
