"""The coverage board: for each local council of a principal who is its point person today, and what is the matter."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.registry import CHANNEL, collect
from councils.models import Council
from liaison.known import standing_in
from liaison.models import POINT_ROLES, Assignment, Cover
from liaison.querysets.officers import CONFIRM_EVERY

STATES = {
    "none": _("Nobody"),
    "left": _("The officer has left"),
    "outdated": _("Not confirmed for half a year"),
    "covered": _("Somebody stands in"),
    "fine": _("Has a point person"),
}
TONES = {"none": "bad", "left": "bad", "outdated": "waiting", "covered": "info", "fine": "good"}
GAPS = ("none", "left")


@dataclass(frozen=True)
class Row:
    """One council: its point person's assignment, who stands in today, deputies, and since when there is nobody."""

    council: Council
    state: str
    assignment: Assignment | None = None
    cover: Cover | None = None
    deputies: tuple = ()
    last_on: date | None = None

    @property
    def is_gap(self):
        return self.state in GAPS

    @property
    def label(self):
        return STATES[self.state]

    @property
    def tone(self):
        return TONES[self.state]


class Board:
    """Every local council of a principal; read in four queries, counted whole and shown filtered."""

    def __init__(self, principal, *, state="", on=None, councils=None):
        self.councils = Council.objects.of_principal(principal) if councils is None else councils
        self.principal, self.wanted, self.today = principal, state, on or timezone.localdate()

    @cached_property
    def rows(self):
        """By name, those without anybody first."""
        ended = Assignment.objects.standing().filter(principal=self.principal, ends_on__lt=self.today)
        ended = ended.filter(council=OuterRef("pk"), role__in=POINT_ROLES)
        last = ended.order_by().values("council").annotate(last=Max("ends_on")).values("last")
        councils = self.councils.local().current().for_list()
        rows = [self._row(council) for council in councils.annotate(last_on=Subquery(last)).by_name()]
        return sorted(rows, key=lambda row: not row.is_gap)  # keeps the order of names

    @cached_property
    def _assignments(self):
        """{council id, None for the whole area: [assignments of today]}, primaries first."""
        found = Assignment.objects.of_principal(self.principal).filter(role__in=POINT_ROLES).current(self.today)
        by_council = {}
        for row in found.whole().order_by("-is_primary", "role", "pk"):
            by_council.setdefault(row.council_id, []).append(row)
        return by_council

    @cached_property
    def _covers(self):
        return standing_in({row.membership_id for rows in self._assignments.values() for row in rows}, self.today)

    def _row(self, council):
        here = [*self._assignments.get(council.pk, ()), *self._assignments.get(None, ())]
        first = [row for row in here if row.is_primary]
        deputies = tuple(row for row in here if not row.is_primary and row.membership.is_current)
        answering = next((row for row in first if self._answers(row)), None)
        if answering is None:
            left = first[0] if first else None
            state = "left" if left else "none"
            return Row(council, state, left, deputies=deputies, last_on=council.last_on)
        cover = self._covers.get(answering.membership_id)
        return Row(council, self._state(answering, cover), answering, cover, deputies)

    def _answers(self, row):
        return row.membership_id in self._covers or row.membership.is_current

    def _state(self, row, cover):
        if cover:
            return "covered"
        return "outdated" if row.confirmed_on < self.today - CONFIRM_EVERY else "fine"

    @property
    def shown(self):
        return [row for row in self.rows if not self.wanted or row.state == self.wanted]

    def counts(self):
        """{state: how many councils}."""
        return {state: sum(row.state == state for row in self.rows) for state in STATES}

    @property
    def having(self):
        """How many have somebody to turn to today."""
        return sum(not row.is_gap for row in self.rows)


def channels_of(principal):
    """[(principal council, [what each channel says of it])] and the names of the channels.

    Of the council itself; of a county also its districts that have local councils.
    """
    principals = [principal]
    if principal.type == Council.Type.COUNTY:
        parished = Council.parents.through.objects.values("to_council")
        below = Council.objects.current().principal().filter(county=principal, pk__in=parished)
        principals += below.for_list().by_name()
    channels = sorted(collect(CHANNEL, principals), key=lambda channel: channel.order)
    rows = [(council, [channel.held.get(council.pk, "") for channel in channels]) for council in principals]
    return [channel.title for channel in channels], rows
