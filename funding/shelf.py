"""Published opportunities that are not closed, in short, and what councils said to them: kept for pages of every kind.

Whoever writes calls `forget()` or `forget_answers()`. Where a thing stands is told by the clock each time it is shown.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.facts import cache
from funding.models import Interest, Opportunity, Subscription
from funding.telling import Told

KEPT = 10 * 60  # seconds
KEY, ANSWERS = "funding-shelf-3", "funding-answers-1"  # another number when what is kept changes its form


@dataclass(frozen=True)
class Offer(Told):
    """What matching and lists want to know of an opportunity."""

    pk: int
    reference: str
    funder: str
    programme: str
    round_name: str
    owner_id: int | None
    owner_name: str
    owner_county_id: int | None  # the owner itself, if it is a county
    is_shared: bool
    pays_for: str
    open_to: str
    types: tuple
    nations: tuple
    areas: tuple  # (id, name) of principals
    population_from: int | None
    population_to: int | None
    services: tuple
    needs: tuple
    themes: tuple  # (address part, name)
    least: int | None
    most: int | None
    match_percent: int | None
    joint_bids: bool
    opens_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True)
class Said(Told):
    """What a council said to an opportunity, with what a home page tells of it."""

    opportunity_id: int
    answer: str
    reference: str
    programme: str
    round_name: str
    pays_for: str
    most: int | None
    opens_at: datetime | None
    closes_at: datetime | None


def offers():
    """What is not closed now, what closes soon first; no query where it was read lately."""
    kept = [Offer(**row) for row in cache.get_or_set(KEY, _read, KEPT)]
    return [offer for offer in kept if not offer.is_closed]


def offer_of(opportunity):
    """One in short, of an opportunity that was read whole."""
    owner = opportunity.owner
    same = ("pk", "reference", "funder", "programme", "round_name", "owner_id", "is_shared", "pays_for", "open_to",
            "population_from", "population_to", "least", "most", "match_percent", "joint_bids", "opens_at",
            "closes_at")  # fmt: skip
    return Offer(
        **{name: getattr(opportunity, name) for name in same},
        owner_name=owner.full_name if owner else "",
        owner_county_id=(owner.pk if owner.type == "county" else owner.county_id) if owner else None,
        types=tuple(opportunity.types),
        nations=tuple(opportunity.nations),
        areas=tuple((council.pk, council.short_name or council.name) for council in opportunity.areas.all()),
        services=tuple(opportunity.services),
        needs=tuple(opportunity.needs),
        themes=tuple((term.slug, term.name) for term in opportunity.themes.all()),
    )


def themes_followed(council_ids):
    """{council: address parts of the themes that its people chose for their e-mails}."""
    return Subscription.objects.themes_followed(council_ids)


def answers_of(council_ids):
    """{council id: [what it said to opportunities that are not closed]}; no query for what was read before."""
    keys = {f"{ANSWERS}:{pk}": pk for pk in council_ids}
    found = cache.get_many(keys) if keys else {}
    missing = {pk: [] for key, pk in keys.items() if key not in found}
    if missing:
        for row in Interest.objects.filter(council__in=missing).of_open(timezone.now()):
            missing[row.council_id].append(_said(row))
        cache.set_many({f"{ANSWERS}:{pk}": rows for pk, rows in missing.items()}, KEPT)
    read = {pk: found.get(key, missing.get(pk)) for key, pk in keys.items()}
    said = {pk: [Said(**row) for row in rows] for pk, rows in read.items()}
    return {pk: [row for row in rows if not row.is_closed] for pk, rows in said.items()}


def forget(opportunity=None):
    """Read anew once what is being written now is there; of an opportunity also what councils said to it."""
    ids = list(opportunity.interests.values_list("council", flat=True)) if opportunity else []
    transaction.on_commit(lambda: cache.delete_many([KEY, *_keys(ids)]), robust=True)


def forget_answers(council):
    """The same for what one council said."""
    transaction.on_commit(lambda: cache.delete_many(_keys([council.pk])), robust=True)


def _keys(ids):
    return [f"{ANSWERS}:{pk}" for pk in ids]


def _read():
    rows = Opportunity.objects.published().not_closed().by_urgency().whole()
    return [vars(offer_of(row)) for row in rows]


def _said(row):
    fund = row.opportunity
    same = ("reference", "programme", "round_name", "pays_for", "most", "opens_at", "closes_at")
    return {
        "opportunity_id": fund.pk,
        "answer": row.answer,
        **{name: getattr(fund, name) for name in same},
    }
