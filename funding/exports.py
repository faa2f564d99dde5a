"""The lists of this app as spreadsheets; docs/exports.md names the columns."""

from core.csv import LICENCE as COUNCILS_LICENCE
from core.csv import Export, moment
from core.formatting import money_plain

LICENCE = f"Facts from the funders named, written down by councils on Common Ground. {COUNCILS_LICENCE}"
COLUMNS = (
    "reference", "state", "funder", "programme", "round", "owner", "summary", "themes", "pays_for", "needs",
    "smallest_grant", "largest_grant", "match_percent", "who_may_apply", "opens_at", "closes_at", "link",
    "apply_link", "source",
)  # fmt: skip


def opportunity_cells(opportunity):
    """One opportunity as its row in the list shows it."""
    return (
        opportunity.reference,
        opportunity.state,
        opportunity.funder,
        opportunity.programme,
        opportunity.round_name,
        opportunity.owner.full_name if opportunity.owner else "",
        opportunity.summary,
        "; ".join(term.name for term in opportunity.themes.all()),
        opportunity.pays_for,
        "; ".join(opportunity.needs),
        money_plain(opportunity.least),
        money_plain(opportunity.most),
        opportunity.match_percent,
        "; ".join(opportunity.types),
        moment(opportunity.opens_at),
        moment(opportunity.closes_at),
        opportunity.link,
        opportunity.apply_link,
        opportunity.source,
    )


OPPORTUNITIES = Export("funding", COLUMNS, opportunity_cells, LICENCE)
AWARD_COLUMNS = (
    "identifier", "title", "description", "recipient", "funder", "programme", "awarded_on", "amount", "place",
    "principal", "source",
)  # fmt: skip


def award_cells(award):
    """One grant that was made."""
    return (
        award.identifier,
        award.title,
        award.description,
        award.recipient,
        award.funder,
        award.programme,
        award.awarded_on,
        money_plain(award.amount),
        award.place,
        award.principal.full_name if award.principal else "",
        award.source,
    )


AWARD_LICENCE = f"Grants as the funders named publish them, under the licence beside each. {COUNCILS_LICENCE}"
AWARDS = Export("grants-made", AWARD_COLUMNS, award_cells, AWARD_LICENCE)
