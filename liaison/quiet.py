"""Local councils with which nobody of a principal was in touch for a while; those never contacted come first.

A while is what the reader asks for, and for each council no longer than the rhythm it has asked for itself.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from councils.models import Council
from liaison.board import Board
from liaison.models import Assignment, CommsPreference, Contact

USUAL = 90  # days after which a council counts as quiet, unless somebody asks for others
DAYS = ((30, _("30 days")), (60, _("60 days")), (90, _("90 days")), (180, _("180 days")), (365, _("A year")))


@dataclass(frozen=True)
class QuietCouncil:
    """A local council, the day of the last contact (None: never), how many days ago, who answers for it, its wish."""

    council: Council
    last_on: date | None
    days: int | None
    assignment: Assignment | None
    wish: CommsPreference | None = None

    @property
    def state(self):
        return "quiet" if self.last_on else "never"

    @property
    def is_beyond_wish(self):
        """The rhythm that the council has asked for has passed."""
        return self.wish is not None and self.wish.days is not None and (self.days or 0) > self.wish.days


class Quiet:
    """Counted of all local councils of a principal, in two queries beside those of the coverage board."""

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
        days = (self.today - day).days if day else None
        return QuietCouncil(row.council, day, days, row.assignment, self._wishes.get(row.council.pk))

    @cached_property
    def _wishes(self):
        here = CommsPreference.objects.of_councils(Council.objects.of_principal(self.principal).order_by().values("pk"))
        return {row.council_id: row for row in here}

    @cached_property
    def rows(self):
        """Quiet ones of the officer asked for: never contacted first, then the longest ago."""
        quiet = [line for line in self.lines if self._is_quiet(line) and self._is_theirs(line)]
        return sorted(quiet, key=lambda line: line.last_on or date.min)

    def _is_quiet(self, line):
        return self._is_long(line) or line.is_beyond_wish

    def _is_long(self, line):
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

    @property
    def by_wish(self):
        """How many of those shown are there only because they asked to hear more often."""
        return sum(not self._is_long(line) for line in self.rows)
