"""A middleware for tests only: every HTML page that any test asks for is looked at."""

import re
from collections import Counter

from lxml.html import HTMLParser, document_fromstring

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
    if "<html" not in html:
        return
    page = document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
    if not (page.findtext(".//title") or "").strip(" –\n"):
        yield "no title"
    headings = len(page.findall(".//h1"))
    if headings != 1:
        yield f"{headings} h1 headings"
    yield from _inline(page)
    for form in page.iter("form"):
        if form.get("method", "").lower() == "post" and form.find(".//input[@name='csrfmiddlewaretoken']") is None:
            yield "a form without its CSRF token"
    ids = Counter(tag.get("id") for tag in page.iter() if isinstance(tag.tag, str) and tag.get("id"))
    yield from (f"id {name} twice" for name, times in ids.items() if times > 1)
    yield from (f"unrendered {mark}" for mark in ("{{", "{%") if mark in page.text_content())


def _inline(page):
    """The content security policy would block these without a word."""
    for tag in page.iter():
        if tag.get("style"):
            yield f"inline style on {tag.tag}"
        if any(INLINE_HANDLER.match(name) for name in tag.attrib):
            yield f"inline handler on {tag.tag}"
    if any(not script.get("src") and script.get("type") != "application/json" for script in page.iter("script")):
        yield "inline script"
    if page.find(".//style") is not None:
        yield "inline style sheet"
