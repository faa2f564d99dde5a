"""Opportunities for tests: published and open for a month, unless something else is asked for."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from casestudies.models import Term
from core.facts import cache
from funding import actions, shelf
from funding.models import Award, Opportunity
from tests.accounts.factories import UserFactory
from tests.casestudies.factories import TermFactory

NUMBERS = count(1)  # a round is written down once
GREENS = "Village Greens Fund"


def typed(**more):
    """What the action takes: enough to be published."""
    now = timezone.now()
    return {
        "funder": f"Green Trust {next(NUMBERS)}",
        "programme": GREENS,
        "summary": "Money for greens and play areas.",
        "pays_for": "capital",
        "link": "https://example.org/greens",
        "opens_at": now - timedelta(days=10),
        "closes_at": now + timedelta(days=30),
        **more,
    }


def draft(owner=None, *, by=None, **more):
    """A draft of an owner, or a national one."""
    return actions.add_opportunity(owner=owner, facts=typed(**more), by=by or administrator())


def published(owner=None, *, by=None, **more):
    """For everyone to read."""
    by = by or administrator()
    opportunity = draft(owner, by=by, **more)
    actions.publish_opportunity(opportunity=opportunity, by=by)
    return Opportunity.objects.get(pk=opportunity.pk)


def administrator():
    """Somebody who curates national ones."""
    return UserFactory(is_staff=True, app=True)


def opportunities(place, many):
    """More of them, each with a theme: what makes lists longer."""
    theme = Term.objects.filter(taxonomy="theme").first() or TermFactory(taxonomy="theme")
    for number in range(many):
        published(round_name=f"Round {number} of {many}", themes=[theme.slug], by=place.admin)
    cache.delete(shelf.KEY)  # as the actions do once they are committed


def awards(place, many):
    """Grants that were made in the principal's area."""
    known = Award.objects.count()
    Award.objects.bulk_create(
        Award(
            identifier=f"360G-{number}", title=f"Trees {number}", funder="Green Trust", recipient=f"Friends {number}",
            amount=100_00, awarded_on="2026-01-31", principal=place.principal, source="CC BY", loaded_by=place.admin,
        )
        for number in range(known, known + many)
    )  # fmt: skip
