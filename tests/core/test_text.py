"""The text format of charters: what people type can become seven tags and nothing else."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from core.text import TAGS, to_html, to_plain, without_controls

typed = st.text() | st.text(alphabet="*_-+1.) \n\t<>&/\"'`[](){}!#~|\\=ab\u202e\u0000", max_size=200)


@given(typed)
def test_any_text_becomes_only_the_allowed_tags(text):
    soup = BeautifulSoup(to_html(text), "html.parser")
    for tag in soup.find_all(True):
        assert tag.name in TAGS
        assert set(tag.attrs) <= {"start"}


@given(typed)
def test_any_text_has_a_plain_form(text):
    plain = to_plain(text)
    assert without_controls(plain) == plain


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("**bold** and *italic*", "<p><strong>bold</strong> and <em>italic</em></p>\n"),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>\n'),
    ],
)
def test_the_format(typed, html):
    assert to_html(typed) == html


@pytest.mark.parametrize(
    "typed",
    [
        "# heading",
        "> quote",
        "[link](https://example.org)",
        "![image](x.png)",
        "https://example.org",
        "`code`",
        "{{ document }}",
        "&amp;",
        "---",
        "    indented",
        "<script>alert(1)</script>",
        "<b onclick=x>b</b>",
    ],
)
def test_everything_else_is_shown_as_typed(typed):
    soup = BeautifulSoup(to_html(typed), "html.parser")
    assert soup.get_text().strip() == typed.strip()
    assert [tag.name for tag in soup.find_all(True)] == ["p"]


def test_plain_keeps_words_order_and_numbers():
    plain = to_plain("We *will*:\n\n- one\n- **two**\n  1. deep\n\n5. five")
    assert plain.splitlines() == ["We will:", "• one", "• two", "  1. deep", "5. five"]


def test_hidden_characters_do_not_survive():
    html = to_html("pay \u202e001\u202c pounds\u0000\u0085\ud800")
    assert re.search("[\u202a-\u202e\x00\x85]", html) is None
    assert "pay 001 pounds" in html
