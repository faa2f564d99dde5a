"""How a person works a page. A journey is written once and walked with each of these."""

import mimetypes
import os
import re
from zlib import crc32

from playwright.sync_api import Error, TimeoutError, expect

from tests.axe import assert_accessible

SOON = 3_000  # milliseconds that words may take to appear
TABS = 400  # more than any page has stops


class Mouse:
    """Points and types, with JavaScript."""

    javascript = True

    def __init__(self, page):
        self.page = page

    def go(self, address):
        try:
            self.page.goto(address)
        except Error as error:
            assert "ERR_ABORTED" in str(error), error  # noqa: PT017 - the page was about to load itself anew
            self.page.goto(address)
        self.look()

    def look(self):
        """Every page met on a journey is checked."""
        self.page.wait_for_load_state()
        assert_accessible(self.page)

    def field(self, label, group=None):
        """By its label, with or without “(optional)”; `group` names the question where answers repeat."""
        place = self.page.get_by_role("group", name=group) if group else self.page
        return place.get_by_label(re.compile(rf"^\s*{re.escape(label)}( \(optional\))?\s*$"))

    def fill(self, label, text):
        self.field(label).fill(text)

    def choose(self, label, group=None):
        self.field(label, group).check()

    def pick(self, label, typed, wanted):
        """A council from the suggestions that come while typing."""
        self.fill(label, typed)
        self.page.get_by_role("option", name=wanted).first.click()

    def press(self, name):
        """A button, then the page it leads to."""
        self._activate(self.button(name))

    def follow(self, name):
        """A link (or a link that looks like a button), then the page it leads to."""
        self._activate(self.link(name))

    def _activate(self, locator):
        """Press it and wait for the page behind it; else the old page might be looked at."""
        with self.page.expect_navigation():
            locator.click()
        self.look()

    def button(self, name):
        button = self.page.locator("main").get_by_role("button", name=name).first
        self._wait_for(button, name)
        return button

    def link(self, name):
        link = self.page.locator("main a, nav a, header a").filter(has_text=name, visible=True).first
        self._wait_for(link, name)
        return link

    def open(self, summary):
        """A part of the page that is folded away."""
        self.page.locator("summary", has_text=summary).click()

    def sign_out(self):
        """The button that every page has at the top."""
        self._activate(self.page.locator("header").get_by_role("button", name="Sign out"))

    def date(self, day):
        """The three boxes of a page's only date."""
        for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.fill(label, str(part))

    def sees(self, text):
        """The words are on the page where they can be read."""
        found = self.page.get_by_text(re.compile(re.escape(text))).filter(visible=True).first
        self._wait_for(found, text)

    def _wait_for(self, locator, what):
        """It is there; if it is not, the page is shown instead of an endless call log."""
        try:
            locator.wait_for(timeout=SOON)
        except TimeoutError as error:
            shown = self.page.locator("body").inner_text()
            raise AssertionError(f"“{what}” is not on {self.page.url}:\n{shown}") from error

    def download(self, name):
        """The bytes behind a link."""
        with self.page.expect_download() as waiting:
            self.link(name).click()
        return waiting.value.path().read_bytes()

    def attach(self, label, name, content):
        kind = mimetypes.guess_type(name)[0]
        self.page.get_by_label(label).set_input_files({"name": name, "mimeType": kind, "buffer": content})


class Keyboard(Mouse):
    """Never touches the mouse: only Tab, arrows, Space and Enter."""

    def _reach(self, locator):
        """Tab until the element has the focus."""
        wanted = locator.first.element_handle()
        self.page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
        for _ in range(TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("element => element === document.activeElement", wanted):
                return
            if self._same_radios(wanted):
                return
        raise AssertionError(f"the keyboard cannot reach {wanted.evaluate('e => e.outerHTML')[:200]}")

    def _same_radios(self, wanted):
        return self.page.evaluate("e => e.type === 'radio' && document.activeElement.name === e.name", wanted)

    def fill(self, label, text):
        self._reach(self.field(label))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, label, group=None):
        target = self.field(label, group)
        if target.is_checked():
            return
        self._reach(target)
        for _ in range(20):
            if self.page.evaluate("e => e === document.activeElement", target.element_handle()):
                break
            self.page.keyboard.press("ArrowDown")
        if not target.is_checked():
            self.page.keyboard.press("Space")
        assert target.is_checked(), label

    def pick(self, label, typed, wanted):
        self.fill(label, typed)
        option = self.page.get_by_role("option", name=wanted).first
        option.wait_for()
        for _ in range(10):
            self.page.keyboard.press("ArrowDown")
            if option.get_attribute("aria-selected") == "true":
                break
        self.page.keyboard.press("Enter")
        expect(self.field(label)).to_have_value(re.compile(re.escape(wanted)))

    def open(self, summary):
        self._reach(self.page.locator("summary", has_text=summary))
        self.page.keyboard.press("Enter")

    def _activate(self, locator):
        self._reach(locator)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def download(self, name):
        self._reach(self.link(name))
        with self.page.expect_download() as waiting:
            self.page.keyboard.press("Enter")
        return waiting.value.path().read_bytes()


class Phone(Mouse):
    """A finger on a small screen; the browser must be opened with `has_touch`."""

    def choose(self, label, group=None):
        self.field(label, group).tap()

    def _activate(self, locator):
        with self.page.expect_navigation():
            locator.tap()
        self.look()


class NoScript(Mouse):
    """An old laptop, a strict network, a screen reader of ten years ago."""

    javascript = False

    def pick(self, label, typed, wanted):
        self.fill(label, wanted)

    def look(self):
        """axe needs scripts; that the page holds what it should is checked by the journey itself."""
        self.page.wait_for_load_state()
        assert self.page.locator("h1").count() == 1, self.page.url


HANDS = {"mouse": Mouse, "keyboard": Keyboard, "no-script": NoScript, "phone": Phone}
USUAL_WAYS = ("keyboard", "no-script")  # the latter clicks; with scripts the mouse has journeys of its own


def ways_of(journey):
    """One of the usual ways for each journey, the same each time; WAYS=all takes every journey both ways."""
    return USUAL_WAYS if os.environ.get("WAYS") == "all" else (USUAL_WAYS[crc32(journey.encode()) % 2],)
