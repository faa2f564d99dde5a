"""The report of a council year by duty: of one council's champions, or of all champions of a principal's area."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.champions.years import days_of, year_label
from charters.models import Appointment, Duty, LogEntry
from charters.querysets.champions import below, covered_by
from core.documents.looks import DocumentLook
from councils.looks import document_look
from councils.models import Council


@dataclass(frozen=True)
class ReportEntry:
    """One line of a log."""

    done_on: date
    council: str
    what: str
    with_whom: tuple[str, ...]
    follows: str


@dataclass(frozen=True)
class ReportDuty:
    """What was done for one duty, in the order of the days."""

    label: str
    entries: tuple[ReportEntry, ...]


@dataclass(frozen=True)
class ReportChampion:
    """Who was champion in the year, in which role, and how much was written down."""

    council: str
    role: str
    since: date
    until: date | None
    counts: tuple[int, ...]  # entries by duty, in the order of the duties

    @property
    def total(self):
        return sum(self.counts)


@dataclass(frozen=True)
class ChampionReport:
    """A council year of one council, or of an area (`is_area`)."""

    council: str
    council_context: str
    year: str  # "2026/27"
    first: date
    last: date
    champions: tuple[ReportChampion, ...]
    duties: tuple[ReportDuty, ...]
    vacant: tuple[str, ...]  # councils of the area without a champion on the last day, or today
    issued_at: datetime
    is_area: bool = False
    look: DocumentLook | None = None
    demonstration: bool = False
    reference: str = ""

    @property
    def title(self):
        words = _("Champions of the area, %(year)s") if self.is_area else _("Charter champion, %(year)s")
        return words % {"year": self.year}

    @property
    def subject(self):
        return f"{self.title}: {self.council}"

    @property
    def author(self):
        return self.council

    @property
    def total(self):
        return sum(len(duty.entries) for duty in self.duties)


def councils_of(council, *, is_area):
    """Whose champions the report is about: the council, or the principal and everybody on its boards."""
    if not is_area:
        return Council.objects.filter(pk=council.pk)
    boards = Q(pk__in=covered_by(council, local=True).values("pk")) | Q(
        pk__in=covered_by(council, local=False).values("pk")
    )
    return Council.objects.filter(boards | Q(pk=council.pk))


def entries_of(council, year, person, *, is_area):
    """The lines of the year that stand, as far as the person may read them."""
    mine = LogEntry.objects.visible_to(person).of_councils(councils_of(council, is_area=is_area).values("pk"))
    return mine.standing().between(*days_of(year)).whole().order_by("done_on", "pk")


def champion_report(council, year, person, *, is_area=False, with_look=False):
    """The year as the person may see it; `with_look` is for paper."""
    first, last = days_of(year)
    entries = list(entries_of(council, year, person, is_area=is_area))
    return ChampionReport(
        council=council.full_name,
        council_context=council.context,
        year=year_label(year),
        first=first,
        last=last,
        champions=tuple(_champions(council, first, last, entries, person, is_area=is_area)),
        duties=tuple(_duty(duty, entries) for duty in Duty),
        vacant=tuple(_vacant(council, last)) if is_area else (),
        issued_at=timezone.now(),
        is_area=is_area,
        look=document_look(council) if with_look and council.is_principal else None,
        demonstration=settings.DEMO,
    )


def _duty(duty, entries):
    return ReportDuty(str(duty.label), tuple(_entry(each) for each in entries if each.duty == duty))


def _entry(entry):
    council = entry.appointment.council.full_name
    return ReportEntry(entry.done_on, council, entry.what, tuple(entry.with_whom), entry.follows)


def _champions(council, first, last, entries, person, *, is_area):
    """Everybody who was champion on a day of the year, the principal's own first."""
    councils = councils_of(council, is_area=is_area).filter(pk__in=below(person).values("pk"))
    if person.is_staff:
        councils = councils_of(council, is_area=is_area)
    found = Appointment.objects.during(first, min(last, timezone.localdate())).filter(council__in=councils.values("pk"))
    in_order = found.select_related("council").order_by("-council__tier", "council__search_name", "starts_on")
    for each in sorted(in_order, key=lambda each: each.council_id != council.pk):  # the principal's own first
        mine = [entry.duty for entry in entries if entry.appointment_id == each.pk]
        counts = tuple(mine.count(duty.value) for duty in Duty)
        yield ReportChampion(each.council.full_name, each.role_title, each.starts_on, each.ends_on, counts)


def _vacant(principal, last):
    """Councils of the board without a champion on the last day of the year, or today if that is earlier."""
    day = min(last, timezone.localdate())
    held = Appointment.objects.current(day).values("council")
    missing = covered_by(principal, local=False).exclude(pk__in=held)
    return [council.full_name for council in missing.by_name()]
