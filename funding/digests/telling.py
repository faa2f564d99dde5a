"""What somebody is told about one opportunity, by what they know already.

A pure rule, so that every odd case can be tried.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from funding.models.digests import Rhythm, Why
from funding.models.opportunities import Status
from funding.states import SOON

MARGIN = timedelta(days=2)  # what closes so soon after the next e-mail is told in this one


@dataclass(frozen=True)
class Known:
    """What a subscription was last told about an opportunity."""

    closes_at: datetime | None
    is_last_call: bool
    is_gone: bool


@dataclass(frozen=True)
class Said:
    """What is said now, and what is known from then on."""

    why: str
    known: Known


def last_calls_until(kind, next_run, moment):
    """What closes before this moment is said to close soon: there may be no later e-mail in time."""
    return moment + SOON if kind == Rhythm.NOW else max(next_run + MARGIN, moment + SOON)


def say(opportunity, known, moment, soon):
    """What to say about an opportunity, or None. `soon` is the end of what counts as closing soon."""
    why = _why(opportunity, known, moment, soon)
    if why is None:
        return None
    closes_at = opportunity.closes_at
    is_last_call = closes_at is not None and closes_at <= soon
    return Said(why, Known(closes_at, is_last_call, why == Why.GONE))


def _why(opportunity, known, moment, soon):
    closes_at = opportunity.closes_at
    is_over = closes_at is not None and closes_at <= moment
    if opportunity.status != Status.PUBLISHED:
        return Why.GONE if _is_worth_taking_back(opportunity, known, moment) else None
    if known is None:
        return None if is_over else Why.NEW
    if known.is_gone:
        return None if is_over else Why.AGAIN
    if known.closes_at != closes_at:
        was_over = known.closes_at is not None and known.closes_at <= moment
        return None if is_over and was_over else Why.CHANGED
    if closes_at is not None and not is_over and closes_at <= soon and not known.is_last_call:
        return Why.CLOSING
    return None


def _is_worth_taking_back(opportunity, known, moment):
    """Who was told of it and could still apply is told that it was withdrawn."""
    if known is None or known.is_gone or opportunity.status != Status.WITHDRAWN:
        return False
    return known.closes_at is None or known.closes_at > moment
