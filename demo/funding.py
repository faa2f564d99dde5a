"""Funding in the demonstration: what principals found, national rounds, what councils say, and an e-mail about it."""

from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from core.policies import SYSTEM
from demo import clock, people
from demo.places import council_of
from demo.roles import fixture
from funding import actions
from funding.actions.digests import write_note
from funding.actions.subscriptions import choose_digests, stop_digests
from funding.digests.running import send_digests
from funding.importing import checked, read_rows
from funding.jobs.importing import SHIPPED
from funding.models import DigestRun, Opportunity, Reader, Stop
from funding.times import moment_of

TOLD = ("owner", "days", "said", "corrected", "draft")  # of a story, besides what is written down


def offer_money():
    """The shipped rounds, and every opportunity of the fixtures that is not there yet."""
    rows, _faults = checked(read_rows(SHIPPED.name, SHIPPED.read_bytes()))
    with clock.set_back(40):
        actions.import_opportunities(rows=rows, owner=None, publish=True, by=SYSTEM)
    offered = [(story, offer(story)) for story in fixture("funding")["opportunities"]]
    if not DigestRun.objects.exists():
        tell_by_email(fixture("funding")["email"])
    for story, opportunity in offered:
        if opportunity is not None:
            go_on(story, opportunity)


@transaction.atomic
def offer(story):
    """Published by the officer, or a draft; the days count from today. None if it is there already."""
    owner = council_of(story["owner"]) if "owner" in story else None
    names = {"programme": story["programme"], "round_name": story.get("round_name", "")}
    if Opportunity.objects.filter(owner=owner, **names).exists():
        return None
    by = _officer(owner)
    facts = {name: value for name, value in story.items() if name not in TOLD}
    closes = story["corrected"]["before"] if "corrected" in story else story["days"].get("closes")
    moments = {"opens_at": _moment(story["days"]["opens"], time(9), is_end=False), "closes_at": _closing(closes)}
    opportunity = actions.add_opportunity(owner=owner, facts={**facts, **moments}, by=by)
    return opportunity if story.get("draft") else actions.publish_opportunity(opportunity=opportunity, by=by)


@transaction.atomic
def tell_by_email(story):
    """Clerks ask for it, the officer writes a word on top, the e-mail of last Tuesday goes out, one clerk stops it."""
    for wish in story["wishes"]:
        councils = [council_of(code) for code in wish["councils"]]
        choices = dict.fromkeys(councils, (wish["rhythm"], wish.get("themes", [])))
        clerk = people.speaker_for(councils[0])
        choose_digests(person=clerk, choices=choices, by=clerk)
    principal = council_of(story["note"]["principal"])
    write_note(principal=principal, text=story["note"]["text"], by=people.speaker_for(principal))
    send_digests(by=SYSTEM)
    clerk = people.speaker_for(council_of(story["stopped"]))
    stop_digests(reader=Reader.objects.get(person=clerk), way=Stop.Way.LINK, by=None)


@transaction.atomic
def go_on(story, opportunity):
    """What happened after the e-mail: another closing time, and what councils say."""
    if "corrected" in story:
        because, until = story["corrected"]["because"], _closing(story["days"]["closes"])
        by = _officer(opportunity.owner)
        actions.correct_deadline(opportunity=opportunity, closes_at=until, reason=because, by=by)
    for answer, codes in story.get("said", {}).items():
        for council in map(council_of, codes):
            speaker = people.speaker_for(council)
            actions.answer_opportunity(opportunity=opportunity, council=council, answer=answer, by=speaker)


def _officer(owner):
    return people.speaker_for(owner) if owner else people.administrator()


def _closing(days):
    """5 in the afternoon so many days from today, or until further notice."""
    return None if days is None else _moment(days, time(17), is_end=True)


def _moment(days, at, *, is_end):
    """A time of day so many days from today."""
    return moment_of(timezone.localdate() + timedelta(days=days), at, is_end=is_end)
