"""How a person works a page. A journey is written once and walked with each of these."""

import re

from tests.axe import assert_accessible

TABS = 400  # more than any page has stops


class Mouse:
    """Points and types, with JavaScript."""

    javascript = True

    def __init__(self, page):
        self.page = page

    def go(self, address):
        self.page.goto(address)
        self.look()

    def look(self):
        """Every page met on a journey is checked."""
        self.page.wait_for_load_state()
        assert_accessible(self.page)

    def fill(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label):
        self.page.get_by_label(label, exact=True).check()

    def press(self, name):
        """A button, then the page it leads to."""
        self.button(name).click()
        self.look()

    def follow(self, name):
        """A link (or a link that looks like a button), then the page it leads to."""
        self.link(name).click()
        self.look()

    def button(self, name):
        return self.page.locator("main").get_by_role("button", name=name).first

    def link(self, name):
        return self.page.locator("main a, nav a, header a").filter(has_text=name).first

    def date(self, day):
        """The three boxes of a page's only date."""
        for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.fill(label, str(part))

    def sees(self, text):
        assert self.page.get_by_text(re.compile(re.escape(text))).first.is_visible(), text

    def download(self, name):
        """The bytes behind a link."""
        with self.page.expect_download() as waiting:
            self.link(name).click()
        return waiting.value.path().read_bytes()

    def attach(self, label, name, content):
        self.page.get_by_label(label).set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})


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
        return self.page.evaluate(
            "e => e.type === 'radio' && document.activeElement.name === e.name", wanted
        )

    def fill(self, label, text):
        self._reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, label):
        target = self.page.get_by_label(label, exact=True)
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

    def press(self, name):
        self._activate(self.button(name))

    def follow(self, name):
        self._activate(self.link(name))

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


class NoScript(Mouse):
    """An old laptop, a strict network, a screen reader of ten years ago."""

    javascript = False

    def look(self):
        """axe needs scripts; that the page holds what it should is checked by the journey itself."""
        self.page.wait_for_load_state()
        assert self.page.locator("h1").count() == 1, self.page.url


HANDS = {"mouse": Mouse, "keyboard": Keyboard, "no-script": NoScript}
