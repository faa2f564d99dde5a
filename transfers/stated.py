"""A yearly statement with its figures, as page, file and PDF say them alike."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from transfers.models import YearlyStatement
from transfers.models.statements import COSTS
from transfers.yearly import YearWorked, draft_worked, issued_worked, planned_of


@dataclass
class Stated:
    """`worked` is None while nobody has said by which rule the councils share."""

    statement: YearlyStatement
    worked: YearWorked | None
    planned: int | None  # pence

    @property
    def state(self):
        return "draft" if not self.statement.is_issued else "in_force" if self.statement.in_force else "replaced"

    @cached_property
    def spent(self):
        """What was entered, after income, in pence."""
        return max(0, self.gross - (self.statement.income or 0))

    @property
    def gross(self):
        """What was spent before income, in pence."""
        return sum(getattr(self.statement, name) or 0 for name in COSTS)

    @property
    def lines(self):
        """[(name, cost, local, principal)] and the sum; a rent has no cost: one side pays what the other receives."""
        if self.worked is None:
            return []
        costs = [(str(line.name), line.cost, line.local, line.principal) for line in self.worked.lines]
        return [*costs, (_("Costs together"), self.worked.net, self.worked.local, self.worked.principal)]

    @property
    def rents(self):
        return [] if self.worked is None else [(rent.name, rent.local, rent.principal) for rent in self.worked.rents]

    @property
    def difference(self):
        """Pence more than planned; less than nothing is less. None where nothing was planned."""
        return None if self.planned is None else self.spent - self.planned

    @property
    def totals(self):
        """(local, principal) with the rents."""
        return self.worked.local + self.worked.rent_local, self.worked.principal - self.worked.rent_local

    @property
    def cells(self):
        """Rows of the file."""
        said = self.statement
        start = (said.reference, said.span.words, self.state)
        rows = [(*start, *line) for line in self.lines]
        return rows + [(*start, _("Rent: %(space)s") % {"space": name}, "", *paid) for name, *paid in self.rents]


def stated(statement, money, leases):
    """By the rule and the rents of today for a draft, by what was frozen for one that is issued."""
    if statement.is_issued:
        return Stated(statement, issued_worked(statement), statement.planned)
    return Stated(statement, draft_worked(statement, money, leases), planned_of(money, statement.span))
