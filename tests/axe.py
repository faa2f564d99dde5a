"""Is this page accessible? axe, and what axe misses: error-summary links that lead nowhere."""

from pathlib import Path

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
FOCUSABLE = {"INPUT", "SELECT", "TEXTAREA", "BUTTON"}
RUN = """async contrast => (await axe.run(document, {
  resultTypes: ['violations'],
  preload: false,  // style sheets are fetched again for one rule alone, which is not in use
  rules: {'color-contrast': {enabled: contrast}},
})).violations"""
FOLLOW = """() => [...document.querySelectorAll('.govuk-error-summary li')].map(line => {
  const link = line.querySelector('a[href^="#"]');
  document.activeElement.blur();
  if (link) link.click();
  const reached = document.activeElement;
  return [line.innerText, link ? link.hash.slice(1) : '', reached.id, reached.tagName];
})"""
STYLED = """() => {
  const shape = [], places = new Set();
  const note = (element, above) => {
    const name = `${element.tagName}.${element.getAttribute('class')}`;
    let place = above;
    for (const letter of name) place = (Math.imul(place, 31) + letter.codePointAt(0)) | 0;
    shape.push(name);
    places.add(place);
    for (const child of element.children) note(child, place);
  };
  const sheets = [...document.querySelectorAll('link[rel=stylesheet]')].map(link => link.href);
  note(document.body, 7);
  return [[...sheets, ...shape].join(), [...places], sheets.join()];
}"""
SHAPES, PLACES = set(), set()  # what this process has looked at and found right


def assert_accessible(page):
    """No axe violation, no sideways scrolling, and every error-summary link moves focus to its input.

    The same elements with other words need no second look in the same width. Colours, two thirds of the time, depend
    on the style sheets, an element's class and those of all it stands in: they are looked at where one of these is new.
    """
    shape, places, sheets = page.evaluate(STYLED)
    shape, places = (page.viewport_size["width"], hash(shape)), {(sheets, place) for place in places}
    if shape not in SHAPES:
        assert violations(page, contrast=not places <= PLACES) == [], page.url
        SHAPES.add(shape)
        PLACES.update(places)
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
    followed = page.evaluate(FOLLOW)
    if not followed:
        return
    assert page.title().startswith(("Error:", "Gwall:")), page.title()
    for text, target, focused, tag in followed:
        assert target, f"“{text}” is no link"
        assert focused == target, f"“{text}” leads to {focused or tag}, not to {target}"
        assert tag in FOCUSABLE, f"“{text}” leads to a {tag}"
