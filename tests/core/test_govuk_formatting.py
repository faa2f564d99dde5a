"""Dates, money, numbers and lists read as people here write them."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core import formatting

DAY = date(2026, 12, 2)
SUMMER = datetime(2026, 7, 1, 14, 30, tzinfo=UTC)  # 3:30pm by the clock in London


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_money_reads_back_as_the_same_pence(pence):
    assert formatting.parse_money(formatting.money(pence)) == pence
    assert formatting.parse_money(formatting.money_plain(pence)) == pence


@given(st.text(max_size=20))
def test_no_typed_text_breaks_the_parser(text):
    with suppress(ValueError):
        assert isinstance(formatting.parse_money(text), int)


@pytest.mark.parametrize(
    ("text", "pence"),
    [("1250", 125_000), ("1,250.5", 125_050), ("£ 1,250.50", 125_050), ("0.05", 5), ("-3", -300)],
)
def test_money_is_understood_as_typed(text, pence):
    assert formatting.parse_money(text) == pence


@pytest.mark.parametrize("text", ["", "1,25", "1.234", "12,5", "1.2.3", "ten", "£", "1e5", "--1", "1,2345"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        formatting.parse_money(text)


@pytest.mark.parametrize(
    ("given_value", "written"),
    [
        (formatting.money(123_450), "£1,234.50"),
        (formatting.money(0), "£0.00"),
        (formatting.money(-5), "-£0.05"),
        (formatting.money(None), ""),
        (formatting.money_plain(None), ""),
        (formatting.number(11341), "11,341"),
        (formatting.number(None), ""),
        (formatting.percent(0.4897), "49%"),
        (formatting.percent(0.125, 1), "12.5%"),
        (formatting.percent(None), ""),
        (formatting.date(DAY), "2 December 2026"),
        (formatting.date(None), ""),
        (formatting.date_short(DAY), "2 Dec 2026"),
        (formatting.weekday(DAY), "Wednesday 2 December 2026"),
        (formatting.month(DAY), "December 2026"),
        (formatting.date_time(SUMMER), "1 July 2026 at 3:30pm"),
        (formatting.date_time(None), ""),
        (formatting.time(SUMMER.replace(hour=8, minute=0)), "9am"),
        (formatting.time(SUMMER.replace(hour=11, minute=0)), "midday"),
        (formatting.time(SUMMER.replace(hour=23, minute=0)), "midnight"),
        (formatting.time(None), ""),
        (formatting.time_tag(DAY), '<time datetime="2026-12-02">2 December 2026</time>'),
        (formatting.time_tag(None), ""),
        (formatting.list_and([]), ""),
        (formatting.list_and(["a"]), "a"),
        (formatting.list_and(["a", "b", "c"]), "a, b and c"),
        (formatting.list_or(["a", "b"]), "a or b"),
        (formatting.paragraphs(None), ""),
    ],
)
def test_written_for_a_reader(given_value, written):
    assert str(given_value) == written


def test_a_late_evening_belongs_to_the_day_in_london():
    assert formatting.date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"


def test_time_tag_carries_the_exact_moment():
    assert 'datetime="2026-07-01T15:30:00+01:00"' in formatting.time_tag(SUMMER)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (12, "in 12 days"), (-1200, "1,200 days ago")],
)
def test_days_until(days, words):
    assert formatting.days_until(DAY + timedelta(days=days), today=DAY) == words


def test_paragraphs_keep_lines_and_escape():
    text = "One\r\n<b>two</b>\r\n\r\n\r\nThree"
    assert formatting.paragraphs(text) == (
        '<p class="govuk-body">One<br>&lt;b&gt;two&lt;/b&gt;</p>\n<p class="govuk-body">Three</p>'
    )


def test_welsh_dates_and_times():
    with translation.override("cy"):
        assert formatting.date(DAY) == "2 Rhagfyr 2026"
        assert formatting.time(SUMMER) == "15:30"
