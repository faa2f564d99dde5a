"""Terms, renewals, notice and review dates: whatever the days are, they follow each other."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from charters.terms import Term, add_months
from core.working_days import is_working_day
from partnerships.terms import Span, a_year_on, suggested_review, whole_months

DAY = timedelta(days=1)
days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@st.composite
def spans(draw, renewals=5):
    start = draw(days)
    lengths = draw(st.lists(st.integers(1, 4000), max_size=renewals))
    ends, last = [], start
    for length in lengths:
        last += timedelta(days=length)
        ends.append(last)
    return Span(start, tuple(ends), draw(st.none() | st.integers(1, 60)))


@given(spans())
def test_terms_follow_each_other_without_a_gap(span):
    terms = span.terms
    assert [term.number for term in terms] == list(range(1, len(terms) + 1))
    assert terms[0].starts_on == span.starts_on
    for before, after in pairwise(terms):
        assert after.starts_on == before.ends_on + DAY
    assert terms[-1].ends_on == span.ends_on


@given(spans(), st.integers(-500, 30_000))
def test_the_current_term_is_the_one_that_holds_the_day(span, offset):
    today = span.starts_on + timedelta(days=offset)
    term = span.current(today)
    if span.ends_on is None or today <= span.ends_on:
        assert term.ends_on is None or today <= term.ends_on
        assert today < span.starts_on or term.starts_on <= today
    else:
        assert term == span.terms[-1]


@settings(deadline=None)  # the first one reads the bank holidays
@given(spans())
def test_notice_is_a_working_day_of_the_last_term_and_takes_effect_by_its_end(span):
    if span.ends_on is None or not span.notice_months:
        assert span.notice_by is None
        return
    last = span.terms[-1]
    assert last.starts_on <= span.notice_by <= span.ends_on
    if span.notice_by > last.starts_on:
        assert is_working_day(span.notice_by, "England")
        assert add_months(span.notice_by, span.notice_months) <= span.ends_on


@settings(deadline=None)
@given(spans(), st.integers(1, 4000))
def test_a_renewal_moves_notice_on_and_leaves_the_terms_before(span, longer):
    if span.ends_on is None:
        return
    renewed = Span(span.starts_on, (*span.ends, span.ends_on + timedelta(days=longer)), span.notice_months)
    assert renewed.terms[:-1] == span.terms
    if span.notice_months:
        assert renewed.notice_by > span.ends_on


@settings(deadline=None)
@given(spans(), st.integers(0, 3000))
def test_the_review_that_is_suggested_leaves_time_for_notice(span, offset):
    today = span.starts_on + timedelta(days=offset)
    day = suggested_review(span, today)
    if span.ends_on is not None:
        assert day <= span.ends_on
    if span.ends_on is None or today <= span.ends_on:
        assert day >= today
        assert span.notice_by is None or day <= max(span.notice_by, today)


@given(days, st.integers(1, 240))
def test_a_term_of_whole_months_is_counted_and_another_year_keeps_its_rhythm(start, months):
    end = add_months(start, months) - DAY
    assert whole_months(Term(1, start, end), 240) == months
    assert a_year_on(end) == add_months(end + DAY, 12) - DAY
    assert 365 <= (a_year_on(end) - end).days <= 366


def test_without_a_first_day_there_is_no_term():
    assert Span(None).terms == ()
