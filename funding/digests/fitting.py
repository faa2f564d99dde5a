"""Which opportunities concern which council, by the rule of its page, for thousands of councils at once."""

from councils.models import Council
from funding.matching import CouncilFacts, facts_of, is_offered, match


def concerns(opportunity, offer, facts, theme_ids):
    """True if a council with these facts is told: it is offered, nothing speaks against it, and the themes are its."""
    if not is_offered(offer, facts) or not match(offer, facts).fits:
        return False
    themes = {term.pk for term in opportunity.themes.all()}
    return not theme_ids or not themes or bool(themes & set(theme_ids))


def places(council_ids) -> dict[int, CouncilFacts]:
    """{council: what matching asks about it}, read once for all."""
    councils = Council.objects.filter(pk__in=council_ids).select_related("profile").prefetch_related("parents")
    return {council.pk: facts_of(council) for council in councils}
