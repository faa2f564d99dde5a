"""A middleware for tests only: every HTML page that any test asks for is looked at."""

import re

from bs4 import BeautifulSoup

INLINE_HANDLER = re.compile(r"^on[a-z]+$")


class SloppyPageError(AssertionError):
    """A page that a careful reviewer would send back."""


class PageGuard:
    """Refuses inline script and style, forms without a CSRF token, unrendered template marks, double ids."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming and response.content:
            faults = list(faults_of(response.content.decode()))
            if faults:
                raise SloppyPageError(f"{request.path}: {'; '.join(faults)}")
        return response


def faults_of(html):
    """Everything wrong with a page, in words."""
    soup = BeautifulSoup(html, "html.parser")
    if soup.html is None:
        return
    if not (soup.title and soup.title.text.strip(" –")):
        yield "no title"
    if len(soup.find_all("h1")) != 1:
        yield f"{len(soup.find_all('h1'))} h1 headings"
    yield from _inline(soup)
    for form in soup.find_all("form", method=re.compile("post", re.I)):
        if not form.find("input", attrs={"name": "csrfmiddlewaretoken"}):
            yield "a form without its CSRF token"
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    yield from (f"id {name} twice" for name in {i for i in ids if ids.count(i) > 1})
    text = soup.get_text()
    yield from (f"unrendered {mark}" for mark in ("{{", "{%") if mark in text)


def _inline(soup):
    """The content security policy would block these without a word."""
    for tag in soup.find_all(True):
        if tag.get("style"):
            yield f"inline style on {tag.name}"
        if any(INLINE_HANDLER.match(name) for name in tag.attrs):
            yield f"inline handler on {tag.name}"
    if any(not script.get("src") and script.get("type") != "application/json" for script in soup.find_all("script")):
        yield "inline script"
    if soup.find("style"):
        yield "inline style sheet"
