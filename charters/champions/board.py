"""The board of a principal council: which councils of its area have a champion, and what is the matter with each."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from charters.models import Appointment
from charters.querysets.champions import ENDS_SOON, covered_by, with_champions
from councils.models import Council

QUIET_MONTHS = 3  # unless another number is asked for
LEVELS = [("", _("Principal councils")), ("local", _("Local councils"))]
MONTHS = [("", _("3 months")), ("6", _("6 months")), ("12", _("12 months"))]
STATES = {
    "has": _("Has a champion"),
    "none": _("None"),
    "ending": _("Ends soon"),
    "quiet": _("Nothing logged"),
}
TONES = {"none": "red", "ending": "yellow", "quiet": "blue", "active": "green"}


def months_before(day, months):
    """The same day of the month, so many months earlier; the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


@dataclass(frozen=True)
class BoardRow:
    """One council: `state` is none, ending (nobody follows), quiet or active; one that ends may be quiet, too."""

    council: Council
    state: str
    is_quiet: bool

    @property
    def has_champion(self):
        return self.state != "none"

    @property
    def tone(self):
        return TONES[self.state]

    def fits(self, wanted):
        """True if a filter asks for it."""
        asked = {"has": self.has_champion, "quiet": self.is_quiet}
        return not wanted or asked.get(wanted, self.state == wanted)


class Board:
    """Every council of a principal's board; read once, counted whole and shown filtered."""

    def __init__(self, principal, *, level="", state="", months=""):
        self.principal, self.wanted = principal, state
        self.local = principal.type != Council.Type.COUNTY or level == "local"
        self.months = int(months or QUIET_MONTHS)

    @cached_property
    def rows(self):
        """All of them, by name; a county itself comes first."""
        councils = with_champions(covered_by(self.principal, local=self.local), Appointment.objects.all())
        found = [self._row(council) for council in councils.for_list().by_name()]
        return sorted(found, key=lambda row: row.council.pk != self.principal.pk)

    @property
    def shown(self):
        return [row for row in self.rows if row.fits(self.wanted)]

    @property
    def having(self):
        return sum(row.has_champion for row in self.rows)

    @property
    def several_places(self):
        """Whether the councils lie in more than one place, so that each must say in which."""
        return len({row.council.context for row in self.rows}) > 1

    def counts(self):
        """{state: how many councils}, for the bar."""
        return {state: sum(row.state == state for row in self.rows) for state in TONES}

    def _row(self, council):
        if council.champion_pk is None:
            return BoardRow(council, "none", is_quiet=False)
        today, until = timezone.localdate(), council.champion_until
        is_quiet = (council.logged_on or council.champion_since) < months_before(today, self.months)
        follows = council.starts_later_on or council.champion_is_last
        if until and until <= today + ENDS_SOON and not follows:
            return BoardRow(council, "ending", is_quiet)
        return BoardRow(council, "quiet" if is_quiet else "active", is_quiet)

    def without_local_councils(self):
        """Principal councils of a county that have no local councils and so are not on its board."""
        if self.local:
            return []
        shown = {row.council.pk for row in self.rows}
        return list(Council.objects.current().principal().filter(county=self.principal).exclude(pk__in=shown).by_name())
