"""Local councils with which nobody of a principal was in touch for a while; those never contacted come first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from councils.models import Council
from liaison.board import Board
from liaison.models import Assignment, Contact

USUAL = 90  # days after which a council counts as quiet, unless somebody asks for others
DAYS = ((30, _("30 days")), (60, _("60 days")), (90, _("90 days")), (180, _("180 days")), (365, _("A year")))


@dataclass(frozen=True)
class QuietCouncil:
    """A local council, the day of the last contact (None: never), how many days ago, and who answers for it."""

    council: Council
    last_on: date | None
    days: int | None
    assignment: Assignment | None

    @property
    def state(self):
        return "quiet" if self.last_on else "never"


class Quiet:
    """Counted of all local councils of a principal, in one query beside those of the coverage board."""

    def __init__(self, principal, *, days=None, membership=None, on=None):
        self.principal, self.days, self.membership = principal, days or USUAL, membership
        self.today = on or timezone.localdate()

    @cached_property
    def lines(self):
        """One for each local council."""
        last = Contact.objects.standing().filter(principal=self.principal).order_by()
        last = dict(last.values_list("council").annotate(last=Max("took_place_on")))
        return [self._line(row, last.get(row.council.pk)) for row in Board(self.principal, on=self.today).rows]

    def _line(self, row, day):
        return QuietCouncil(row.council, day, (self.today - day).days if day else None, row.assignment)

    @cached_property
    def rows(self):
        """Quiet ones of the officer asked for: never contacted first, then the longest ago."""
        quiet = [line for line in self.lines if self._is_quiet(line) and self._is_theirs(line)]
        return sorted(quiet, key=lambda line: line.last_on or date.min)

    def _is_quiet(self, line):
        return line.last_on is None or line.last_on <= self.today - timedelta(days=self.days)

    def _is_theirs(self, line):
        return self.membership is None or (line.assignment and line.assignment.membership_id == self.membership)

    @property
    def officers(self):
        """{membership: name} of those who answer for any of them, by name."""
        found = {line.assignment.membership_id: str(line.assignment.membership.user)
                 for line in self.lines if line.assignment}  # fmt: skip
        return dict(sorted(found.items(), key=lambda pair: pair[1]))

    @property
    def never(self):
        """How many of those shown were never contacted."""
        return sum(line.last_on is None for line in self.rows)
