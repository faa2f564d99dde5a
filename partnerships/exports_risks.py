"""Risks and money as spreadsheets, for the corporate risk register and for finance; docs/exports.md says more."""

from core.csv import LICENCE, Export, moment

RISKS = (
    "partnership", "partnership_title", "convener", "number", "risk", "category", "likelihood", "impact", "score",
    "level", "owner_role", "mitigation", "next_review_on", "status", "closed_reason", "raised_at", "rated_at",
    "score_before",
)  # fmt: skip
MONEY = ("partnership", "partnership_title", "year", "party", "what", "pence")

SUMS = ("by", "group", "count", "worth_pence", "saving_pence", "put_in_pence", "planned_pence", "achieved_pence")


def risk_cells(risk):
    """One risk, read whole. Its owner is named by role, never by name."""
    ratings = list(risk.ratings.all())
    return (
        risk.partnership.reference,
        risk.partnership.title,
        risk.partnership.convener.label,
        risk.number,
        risk.title,
        risk.category,
        risk.likelihood,
        risk.impact,
        risk.score,
        risk.level.value,
        risk.owner_role or f"{risk.owner.get_role_display()}, {risk.owner.council.label}",
        risk.mitigation,
        risk.next_review_on,
        risk.status,
        risk.closed_reason,
        moment(risk.raised_at),
        moment(ratings[0].rated_at),
        ratings[1].score if len(ratings) > 1 else "",
    )


def money_cells(line):
    """One amount: of a party, or a saving, which belongs to all of them."""
    entry, year, party, what, pence = line
    return (entry.reference, entry.title, f"{year}-{year + 1}", party, what, pence)


def sum_cells(line):
    """One row of the rollup."""
    return (line.by, line.group, *line.figures.values())


RISKS_FILE = Export("risks", RISKS, risk_cells, LICENCE)
MONEY_FILE = Export("partnership-money", MONEY, money_cells, LICENCE)
SUMS_FILE = Export("partnerships-added-up", SUMS, sum_cells, LICENCE)
