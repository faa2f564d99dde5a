"""Funding in the demonstration: what principals found, national rounds, and what councils say to them."""

from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from core.policies import SYSTEM
from demo import clock, people
from demo.places import council_of
from demo.roles import fixture
from funding import actions
from funding.importing import checked, read_rows
from funding.jobs.importing import SHIPPED
from funding.models import Opportunity
from funding.times import moment_of

TOLD = ("owner", "days", "said", "corrected", "draft")  # of a story, besides what is written down


def offer_money():
    """The shipped rounds, and every opportunity of the fixtures that is not there yet."""
    rows, _faults = checked(read_rows(SHIPPED.name, SHIPPED.read_bytes()))
    with clock.set_back(40):
        actions.import_opportunities(rows=rows, owner=None, publish=True, by=SYSTEM)
    for story in fixture("funding")["opportunities"]:
        owner = council_of(story["owner"]) if "owner" in story else None
        names = {"programme": story["programme"], "round_name": story.get("round_name", "")}
        if not Opportunity.objects.filter(owner=owner, **names).exists():
            write(story, owner)


@transaction.atomic
def write(story, owner):
    """Published by the officer, answered by clerks; the days count from today."""
    by = people.speaker_for(owner) if owner else people.administrator()
    facts = {name: value for name, value in story.items() if name not in TOLD}
    opens, closes = story["days"]["opens"], story["days"].get("closes")
    moments = {
        "opens_at": _moment(opens, time(9), is_end=False),
        "closes_at": None if closes is None else _moment(closes, time(17), is_end=True),
    }
    if "corrected" in story:
        moments["closes_at"] = _moment(story["corrected"]["before"], time(17), is_end=True)
    opportunity = actions.add_opportunity(owner=owner, facts={**facts, **moments}, by=by)
    if story.get("draft"):
        return
    opportunity = actions.publish_opportunity(opportunity=opportunity, by=by)
    if "corrected" in story:
        because, until = story["corrected"]["because"], _moment(closes, time(17), is_end=True)
        actions.correct_deadline(opportunity=opportunity, closes_at=until, reason=because, by=by)
    for answer, codes in story.get("said", {}).items():
        for council in map(council_of, codes):
            speaker = people.speaker_for(council)
            actions.answer_opportunity(opportunity=opportunity, council=council, answer=answer, by=speaker)


def _moment(days, at, *, is_end):
    """A time of day so many days from today."""
    return moment_of(timezone.localdate() + timedelta(days=days), at, is_end=is_end)
