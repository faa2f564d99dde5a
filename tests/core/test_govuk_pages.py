"""The frame every page stands in, the fixed pages and the error pages."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.http import QueryDict
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation
from jinja2 import UndefinedError

from core import statements
from tests.core.govuk_pages import components_page, draw, page_context

pytestmark = pytest.mark.urls("tests.core.govuk_pages")
ROOT = Path(settings.BASE_DIR)
FIXED = ["core/accessibility.html", "core/privacy.html", "core/cookies.html", "core/help.html"]
ERRORS = ["400.html", "403.html", "404.html", "403_csrf.html"]


def soup(html):
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("template", FIXED + ERRORS)
def test_page_has_its_frame(template):
    page = soup(draw(template, kept=[], own_pages=[]))
    assert page.title.string == f"{page.h1.get_text(strip=True)} – Common Ground"
    assert page.html["lang"] == "en"
    assert page.select_one("a.govuk-skip-link")["href"] == f"#{page.main['id']}"
    footer = {link["href"] for link in page.footer.select("a")}
    assert {"/accessibility/", "/privacy/", "/cookies/", "/help/"} <= footer
    assert "Open Government Licence" in page.footer.get_text()


@pytest.mark.parametrize("template", FIXED)
def test_no_script_or_style_stands_in_the_page(template):
    page = soup(draw(template, seconds=600, kept=[], own_pages=[]))
    assert not page.select("style, [style]")
    assert all(script.get("src") and not script.string for script in page.select("script"))
    assert not [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")]


def test_language_of_the_page_follows_the_reader():
    with translation.override("cy"):
        assert soup(draw("core/help.html")).html["lang"] == "cy"


def test_signed_in_person_sees_for_whom_they_act_and_signs_out_by_post():
    page = soup(draw("core/help.html", seconds=7200))
    assert "for Wittersham Parish Council" in " ".join(page.header.get_text().split())
    assert page.header.select_one("a[href='/switch/']")
    assert page.header.form["method"] == "post"
    assert page.body["data-session-seconds"] == "7200"


def test_visitor_is_offered_to_sign_in_and_has_no_session_clock():
    page = soup(draw("core/help.html", acting_for=None))
    assert page.header.select_one("a[href='/sign-in/']")
    assert not page.select("[data-session-seconds], dialog")


def test_demo_banner_only_in_the_demo():
    assert "Demonstration" in draw("core/help.html")
    assert "Demonstration" not in draw("core/help.html", demo=False)


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_server_error_pages_need_nothing(name):
    page = soup(get_template(name).render())
    assert page.h1
    assert not page.select("link, script, img")


def test_accessibility_statement_says_what_the_regulations_ask():
    text = " ".join(soup(draw("core/accessibility.html")).main.get_text().split())
    for phrase in ("partially compliant", "version 2.2", "EHRC", "prepared on", "last reviewed on"):
        assert phrase in text
    assert statements.CONTACT_EMAIL in text


def test_accessibility_statement_was_reviewed_within_the_year():
    """Red on purpose when a year has passed: read the statement again, then move the date."""
    assert date.today() - statements.ACCESSIBILITY_REVIEWED_ON <= timedelta(days=365)  # noqa: DTZ011


def test_privacy_notice_says_whom_to_ask_and_by_when():
    text = " ".join(soup(draw("core/privacy.html", kept=[], own_pages=[])).main.get_text().split())
    assert "controller" in text
    assert "acknowledged within 30 days" in text


def test_undefined_name_in_a_template_is_an_error():
    template = get_template("base.html").backend.from_string("{{ nobody_passed_this }}")
    with pytest.raises(UndefinedError):
        template.render(page_context())


def test_query_of_the_page_is_kept_when_one_part_changes():
    template = get_template("base.html").backend.from_string("{{ with_query(page=3, q=none) }}")
    assert template.render(page_context(GET=QueryDict("q=olney&page=2&tier=p"))) == "?tier=p&amp;page=3"


def test_components_say_in_words_what_they_draw():
    page = soup(components_page(RequestFactory().get("/components/?page=2")).content.decode())
    assert page.select_one("td[data-label=Answer]").get_text(strip=True) == "Accepted"
    assert page.select_one("th[scope=row]").get_text() == "<Olney>"
    assert page.progress["value"] == "24"
    assert page.find(id=page.progress["aria-labelledby"]).get_text() == "24 of 49 councils have answered"
    assert page.select_one(".govuk-pagination__link[aria-label='Page 3']")["href"] == "?page=3"
    assert [time["datetime"] for time in page.select("time")] == ["2026-11-20T15:30:00+00:00", "2026-11-02"]
    assert "Not given" in page.select_one(".govuk-summary-list").get_text()


@pytest.mark.parametrize("path", sorted((ROOT / "static").rglob("*.css")), ids=lambda path: path.name)
def test_stylesheets_ask_only_for_files_we_ship(path):
    """Hashed static files refuse a stylesheet whose pictures or fonts are missing."""
    for address in re.findall(r"""url\(["']?([^"')]+)""", path.read_text()):
        assert address.startswith("data:") or (path.parent / address).is_file(), address
    assert "sourceMappingURL" not in path.read_text()


def test_nothing_that_belongs_to_gov_uk_alone():
    for path in (ROOT / "static").rglob("*.css"):
        text = path.read_text()
        assert "GDS Transport" not in text
        assert "crest" not in text
