"""When the funding e-mail goes: every instant belongs to one period of each kind, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.digests.periods import ended_before, period_of
from funding.digests.telling import Known, Said, last_calls_until, say
from funding.models import Opportunity, Rhythm, Status, Why

LONDON = ZoneInfo("Europe/London")
FIRST, LAST = datetime(2020, 1, 1), datetime(2045, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@given(moments, st.sampled_from([Rhythm.NOW, Rhythm.WEEKLY, Rhythm.MONTHLY]))
def test_every_instant_belongs_to_exactly_one_period(moment, kind):
    period = period_of(kind, moment)
    assert period.begins_at <= moment < period.ends_at
    assert period_of(kind, period.begins_at) == period
    assert period_of(kind, period.ends_at - timedelta(microseconds=1)) == period
    assert period_of(kind, period.ends_at).begins_at == period.ends_at
    assert ended_before(kind, period.ends_at) == period
    assert ended_before(kind, moment).ends_at == period.begins_at


@given(moments)
def test_weekly_and_monthly_ones_end_on_tuesday_at_half_past_seven_in_london(moment):
    for kind in (Rhythm.WEEKLY, Rhythm.MONTHLY):
        end = period_of(kind, moment).ends_at.astimezone(LONDON)
        assert (end.weekday(), end.hour, end.minute) == (1, 7, 30)
        if kind == Rhythm.MONTHLY:
            assert end.day <= 7


@pytest.mark.parametrize(
    ("now", "end", "days"),
    [
        ("2026-03-25T12:00+00:00", "2026-03-31T06:30+00:00", 7),  # the clocks went forward: an hour earlier in UTC
        ("2026-10-22T12:00+00:00", "2026-10-27T07:30+00:00", 7),  # and back
        ("2026-12-30T12:00+00:00", "2027-01-05T07:30+00:00", 7),  # over the new year
        ("2028-02-29T07:30+00:00", "2028-03-07T07:30+00:00", 7),  # a Tuesday on 29 February
        ("2028-02-29T07:29+00:00", "2028-02-29T07:30+00:00", 7),
    ],
)
def test_weeks_of_clock_changes_new_year_and_leap_day(now, end, days):
    period = period_of(Rhythm.WEEKLY, datetime.fromisoformat(now))
    assert period.ends_at == datetime.fromisoformat(end)
    assert (period.ends_at.astimezone(LONDON).date() - period.begins_at.astimezone(LONDON).date()).days == days


# What is said about one opportunity

NOW = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
SOON = NOW + timedelta(days=14)
LATER, AFTER = NOW + timedelta(days=40), NOW + timedelta(days=60)


def fund(closes_at=LATER, status=Status.PUBLISHED):
    return Opportunity(closes_at=closes_at, status=status)


def why(opportunity, known=None, now=NOW):
    said = say(opportunity, known, now, SOON)
    return said and said.why


def test_what_is_open_is_new_once_and_what_is_closed_or_a_draft_is_never():
    said = say(fund(), None, NOW, SOON)
    assert said == Said(Why.NEW, Known(LATER, False, False))
    assert say(fund(), said.known, NOW, SOON) is None
    assert why(fund(NOW)) is None
    assert why(fund(NOW + timedelta(seconds=1))) == Why.NEW
    assert why(fund(None)) == Why.NEW
    assert why(fund(status=Status.DRAFT)) is None


def test_closing_soon_is_said_once_unless_it_was_said_with_the_first_word():
    said = say(fund(SOON), Known(SOON, False, False), NOW, SOON)
    assert said == Said(Why.CLOSING, Known(SOON, True, False))
    assert why(fund(SOON), said.known) is None
    assert say(fund(SOON), None, NOW, SOON).known.is_last_call
    assert why(fund(NOW), Known(NOW, False, False)) is None


def test_a_corrected_closing_time_is_told_once_to_those_who_know_another():
    said = say(fund(AFTER), Known(LATER, False, False), NOW, SOON)
    assert said == Said(Why.CHANGED, Known(AFTER, False, False))
    assert why(fund(AFTER), said.known) is None
    assert why(fund(None), Known(LATER, False, False)) == Why.CHANGED
    assert why(fund(NOW - timedelta(days=1)), Known(LATER, True, False)) == Why.CHANGED  # closed earlier than we said
    assert why(fund(NOW - timedelta(days=1)), Known(NOW - timedelta(days=2), True, False)) is None  # of no use now
    assert say(fund(AFTER), Known(SOON, True, False), NOW, SOON).known.is_last_call is False  # a last call again later


def test_who_was_told_learns_that_it_was_withdrawn_and_that_it_is_open_again():
    gone = say(fund(status=Status.WITHDRAWN), Known(LATER, False, False), NOW, SOON)
    assert gone.why == Why.GONE
    assert why(fund(status=Status.WITHDRAWN), gone.known) is None
    assert why(fund(status=Status.WITHDRAWN)) is None
    assert why(fund(NOW, Status.WITHDRAWN), Known(NOW, False, False)) is None
    assert why(fund(), gone.known) == Why.AGAIN


def test_a_fund_of_one_day_is_told_before_it_opens_and_not_after_it_closed():
    opens, closes = (datetime(2026, 3, 3, hour, tzinfo=UTC) for hour in (9, 17))
    one_day = Opportunity(opens_at=opens, closes_at=closes, status=Status.PUBLISHED)
    assert why(one_day, now=opens - timedelta(days=2)) == Why.NEW
    assert why(one_day, now=closes - timedelta(seconds=1)) == Why.NEW
    assert why(one_day, now=closes) is None


def test_what_closes_before_the_next_monthly_one_counts_as_closing_soon():
    next_month = datetime(2026, 4, 7, 6, 30, tzinfo=UTC)
    assert last_calls_until(Rhythm.MONTHLY, next_month, NOW) > next_month
    assert last_calls_until(Rhythm.WEEKLY, NOW + timedelta(days=7), NOW) == NOW + timedelta(days=14)
