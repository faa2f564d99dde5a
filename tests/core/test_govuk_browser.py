"""The look in a real browser: axe, narrow screens, the keyboard, and what the scripts add."""

import threading

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import override_settings
from playwright.sync_api import expect

from tests.axe import assert_accessible

PAGES = [
    "/form/",
    "/components/",
    "/accessibility/",
    "/cookies/",
    "/help/",
    "/missing/",
    "/csrf/",
]
SAMPLE = {"ROOT_URLCONF": "tests.core.govuk_pages", "MIDDLEWARE": ["csp.middleware.CSPMiddleware"]}


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    """The sample pages on a free port, with the portal's content security policy."""
    with override_settings(**SAMPLE):
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        server.daemon_threads = True
        server.set_app(StaticFilesHandler(WSGIHandler()))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def visit(browser, site):
    """Open a page in a fresh browser; anything the console complains about fails the test."""
    contexts, complaints = [], []

    def open_page(path, width=1280, seconds=7200, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, base_url=site, **options)
        context.add_cookies([{"name": "seconds", "value": str(seconds), "url": site}])
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible(visit, path, width):
    assert_accessible(visit(path, width))


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without"])
@pytest.mark.parametrize("width", [320, 1280])
def test_each_error_leads_to_its_field(visit, width, scripts):
    page = visit("/form/", width, java_script_enabled=scripts)
    page.get_by_role("button", name="Continue").click()
    if scripts:
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        assert_accessible(page)
    else:
        expect(page.get_by_role("link", name="Enter your full name")).to_be_visible()
        page.get_by_role("link", name="Enter the date of the resolution").click()
        expect(page.locator("#id_resolved_on-day")).to_be_focused()


def test_focus_is_never_under_something_else(visit):
    page = visit("/form/", 320)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#id_name")).to_be_focused()


def test_nothing_is_hidden_without_javascript(visit):
    page = visit("/form/", java_script_enabled=False)
    for field in ("reason", "council", "paper"):
        expect(page.locator(f"#id_{field}")).to_be_visible()
    expect(page.get_by_role("link", name="Charters")).to_be_visible()


def test_council_is_picked_by_keyboard(visit):
    page = visit("/form/")
    page.locator("#id_council").press_sequentially("midd")
    suggestions = page.get_by_role("listbox").get_by_role("option")
    expect(suggestions).to_have_count(2)
    expect(suggestions.nth(1)).to_contain_text("Middleton <b>")
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_council")).to_have_value("Middleton (Selby area, North Yorkshire)")
    expect(page.locator("input[name=council_id]")).to_have_value("1")
    page.locator("#id_council").press_sequentially("x")
    expect(page.locator("input[name=council_id]")).to_have_value("")


def test_suggestions_move_nothing_so_that_a_click_below_them_counts(visit):
    page = visit("/form/")
    where = "document.querySelector('main form [type=submit]').getBoundingClientRect().top + scrollY"
    before = page.evaluate(where)
    page.locator("#id_council").press_sequentially("midd")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(2)
    assert page.evaluate(where) == before


def test_warning_comes_two_minutes_before_the_end_and_one_key_stays(visit):
    page = visit("/form/", seconds=121)
    warning = page.get_by_role("dialog", name="You will be signed out soon")
    expect(warning).to_be_visible(timeout=4000)
    expect(warning).to_contain_text("2 minutes left")
    expect(warning.get_by_role("button", name="Stay signed in")).to_be_focused()
    assert_accessible(page)
    with page.expect_response("**/keep-alive/") as response:
        page.keyboard.press("Enter")
    assert response.value.request.headers["x-csrftoken"] == "token"
    expect(warning).to_be_hidden()
    page.wait_for_timeout(1500)
    expect(warning).to_be_hidden()


def test_answers_survive_the_end_of_the_session(visit, site):
    page = visit("/form/")
    page.locator("#id_name").fill("Role of clerk")
    page.locator("#id_code").fill("123456")
    page.locator("#id_password").fill("secret")
    page.get_by_label("Decline").check()
    page.locator("#id_reason").fill("Two\nlines")
    page.evaluate("localStorage.setItem('session-ends-at', '0')")
    ended = page.get_by_role("dialog", name="You have been signed out")
    expect(ended).to_be_visible()
    page.context.add_cookies([{"name": "seconds", "value": "0", "url": site}])
    ended.get_by_role("button", name="Sign in again").click()
    expect(page.get_by_role("heading", name="Help and contact")).to_be_visible()

    page.context.add_cookies([{"name": "seconds", "value": "7200", "url": site}])
    page.goto("/form/")
    expect(page.locator("#id_name")).to_have_value("Role of clerk")
    expect(page.locator("#id_reason")).to_have_value("Two\nlines")
    expect(page.get_by_text("We have put back what you typed")).to_be_visible()
    expect(page.locator("#id_code")).to_have_value("")
    expect(page.locator("#id_password")).to_have_value("")
    page.goto("/form/")
    expect(page.locator("#id_name")).to_have_value("")


def test_signing_out_leaves_no_answers_in_the_tab(visit):
    page = visit("/form/")
    page.locator("#id_name").fill("Role of clerk")
    page.wait_for_function("() => sessionStorage.length > 0")
    page.get_by_role("button", name="Sign out").click()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('answers:'))") == []


def test_copying_says_that_it_is_done(visit):
    page = visit("/components/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy CG-42").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "CG-42"


def test_page_goes_on_when_the_document_is_made(visit, site):
    page = visit("/components/")
    expect(page.get_by_text("3 of 7 made")).to_be_visible()
    page.context.add_cookies([{"name": "ready", "value": "1", "url": site}])
    page.wait_for_url("**/help/")
