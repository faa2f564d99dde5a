"""Is this page accessible? axe, and what axe misses: error-summary links that lead nowhere."""

from pathlib import Path

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
FOCUSABLE = {"INPUT", "SELECT", "TEXTAREA", "BUTTON"}
RUN = """async contrast => (await axe.run(document, {
  resultTypes: ['violations'],
  preload: false,  // style sheets are fetched again for one rule alone, which is not in use
  rules: {'color-contrast': {enabled: contrast}},
})).violations"""


def assert_accessible(page, *, contrast=True):
    """No axe violation, no sideways scrolling, and every error-summary link moves focus to its input.

    `contrast` takes two thirds of the time; whoever looks at one page in several widths needs it once.
    """
    assert violations(page, contrast=contrast) == [], page.url
    assert overflow(page) <= 0, f"{page.url} is wider than the window by {overflow(page)} px"
    assert_error_links_focus(page)


def violations(page, *, contrast=True):
    """One readable line per broken rule and place."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)  # not a script tag: the content security policy would refuse it, as it should
    return [
        f"{found['id']}: {found['help']} at {' '.join(map(str, node['target']))}"
        for found in page.evaluate(RUN, contrast)
        for node in found["nodes"]
    ]


def overflow(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def assert_error_links_focus(page):
    """Each line of the error summary is a link, and following it puts the cursor where the error is."""
    summary = page.locator(".govuk-error-summary")
    if not summary.count():
        return
    assert page.title().startswith(("Error:", "Gwall:")), page.title()
    links = summary.locator("li a")
    assert links.count() == summary.locator("li").count(), "an error has no link"
    for position in range(links.count()):
        link = links.nth(position)
        target = link.get_attribute("href").removeprefix("#")
        link.focus()
        link.press("Enter")
        tag, focused = page.evaluate("[document.activeElement.tagName, document.activeElement.id]")
        assert focused == target, f"“{link.inner_text()}” leads to {focused or tag}, not to {target}"
        assert tag in FOCUSABLE, f"“{link.inner_text()}” leads to a {tag}"
