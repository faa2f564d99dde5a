"""Money of one partnership added up: by party, by year, and beside what the entry says it is worth."""

from dataclasses import dataclass

from partnerships.models import PartyMoney, year_of

MOST_YEARS = 12  # that are offered at once
AHEAD = 2  # years after this one, where no last day is known


@dataclass(frozen=True)
class PartyLine:
    """What one party puts in: (money, in kind) of each year, None where it is not known."""

    label: str
    amounts: tuple[tuple[int | None, int | None], ...]
    total: int


@dataclass(frozen=True)
class MoneyTable:
    """All that is known of who puts in what, and what is saved."""

    years: tuple[int, ...]
    parties: tuple[PartyLine, ...]
    by_year: tuple[int, ...]
    total: int
    cash: int
    in_kind: int
    savings: tuple  # (year, planned, achieved)
    value_pence: int | None

    @property
    def is_empty(self):
        return not self.years and not self.savings

    @property
    def missing(self):
        """What the entry is worth beyond what is listed; negative: more is listed; None: worth not known."""
        return None if self.value_pence is None else self.value_pence - self.total


def money_table(partnership):
    """Two queries beside those of the parties."""
    rows = list(partnership.money.all())
    known = {(row.party_id, row.year, row.kind): row.pence for row in rows}
    years = tuple(sorted({row.year for row in rows}))
    parties = [_line(party, years, known) for party in sorted(partnership.parties.all(), key=lambda p: p.pk)]
    kinds = {kind: sum(row.pence for row in rows if row.kind == kind) for kind in PartyMoney.Kind}
    return MoneyTable(
        years=years,
        parties=tuple(parties),
        by_year=tuple(sum(row.pence for row in rows if row.year == year) for year in years),
        total=sum(row.pence for row in rows),
        cash=kinds[PartyMoney.Kind.CASH],
        in_kind=kinds[PartyMoney.Kind.IN_KIND],
        savings=tuple((row.year, row.planned_pence, row.achieved_pence) for row in partnership.savings.all()),
        value_pence=partnership.value_pence,
    )


def _line(party, years, known):
    amounts = tuple(
        (known.get((party.pk, year, PartyMoney.Kind.CASH)), known.get((party.pk, year, PartyMoney.Kind.IN_KIND)))
        for year in years
    )
    return PartyLine(party.label, amounts, sum(pence or 0 for pair in amounts for pence in pair))


def years_to_fill(partnership, today):
    """Financial years of the terms agreed so far, the newest last; always this one and those that have figures."""
    now = year_of(today)
    first = year_of(partnership.starts_on) if partnership.starts_on else now
    last = year_of(partnership.ends_on) if partnership.ends_on else now + AHEAD
    years = {now, *range(max(first, last - MOST_YEARS + 1), last + 1)}
    years |= {row.year for row in partnership.money.all()} | {row.year for row in partnership.savings.all()}
    return sorted(years)
