"""What the partnerships of a reader's councils add up to: by council type, service and financial year."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Case, Count, Sum, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from councils.models import CouncilType
from partnerships.models import Partnership, PartyMoney, Service, YearSaving, year_words
from partnerships.models.money import APRIL

TYPE, SERVICE, YEAR = "council_type", "service", "year"
FIGURES = ("count", "worth", "saving", "put_in", "planned", "achieved")


@dataclass
class Line:
    """One row of a sum. None: nothing is known, which is not nothing."""

    by: str
    group: str
    words: str
    figures: dict = field(default_factory=lambda: dict.fromkeys(FIGURES))

    def add(self, **more):
        for name, value in more.items():
            if value is not None:
                self.figures[name] = (self.figures[name] or 0) + value


@dataclass(frozen=True)
class Rollup:
    """Three tables of the same partnerships, and all of them together."""

    by_type: tuple[Line, ...]
    by_service: tuple[Line, ...]
    by_year: tuple[Line, ...]
    together: Line

    @property
    def lines(self):
        return (*self.by_type, *self.by_service, *self.by_year, self.together)


def begun_in():
    """The financial year in which a partnership began."""
    year = ExtractYear("starts_on")
    return Case(When(starts_on=None, then=Value(None)), When(starts_on__month__lt=APRIL, then=year - 1), default=year)


def rollup(entries):
    """Three queries, however many partnerships there are. Money and savings count in the year they are entered for."""
    chosen = Partnership.objects.filter(pk__in=entries.order_by().values("pk")).order_by()
    found = defaultdict(dict)
    whole = Line("all", "", _("All together"))
    for row in _grouped(chosen.annotate(begun=begun_in()), "convener__type", "service", "begun"):
        kind, service, year = row.pop("convener__type"), row.pop("service"), row.pop("begun")
        _add(found, whole, kind, service, year, row)
    inside = {"partnership__in": chosen.values("pk")}
    keys = ("partnership__convener__type", "partnership__service", "year")
    sums = {
        PartyMoney: {"put_in": Sum("pence")},
        YearSaving: {"planned": Sum("planned_pence"), "achieved": Sum("achieved_pence")},
    }
    for model, figures in sums.items():
        for row in model.objects.filter(**inside).order_by().values(*keys).annotate(**figures):
            _add(found, whole, *(row.pop(key) for key in keys), row)
    return Rollup(
        by_type=_sorted(found[TYPE], dict(CouncilType.choices)),
        by_service=_sorted(found[SERVICE], dict(Service.choices)),
        by_year=tuple(found[YEAR][year] for year in sorted(found[YEAR], key=lambda year: (year is None, year))),
        together=whole,
    )


def _grouped(entries, *keys):
    return entries.values(*keys).annotate(count=Count("pk"), worth=Sum("value_pence"), saving=Sum("saving_pence"))


def _add(found, whole, kind, service, year, figures):
    whole.add(**figures)
    groups = ((TYPE, kind, str(CouncilType(kind).label)), (SERVICE, service, _service(service)),
              (YEAR, year, _("Not said") if year is None else year_words(year)))  # fmt: skip
    for by, group, words in groups:
        code = f"{year}-{year + 1}" if by == YEAR and year is not None else str(group or "")
        found[by].setdefault(group, Line(by, code, words)).add(**figures)


def _service(service):
    return str(Service(service).label) if service else _("Not said")


def _sorted(lines, order):
    """As the choices stand; what was not said comes last."""
    places = {key: place for place, key in enumerate(order)}
    return tuple(lines[key] for key in sorted(lines, key=lambda key: places.get(key, len(places))))
