"""The report of a year by duty, on the page, as CSV and as PDF; and what joint training would fit."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from charters.champions import training
from charters.champions.reports import champion_report, entries_of
from charters.champions.years import this_year, year_label
from charters.views.champion_board import OfPrincipal
from charters.views.champion_log import ENTRY, entry_cells
from charters.views.champions import ChampionCouncil
from core.csv import Export
from core.jobs.actions import start_job
from core.views import ListPage

FIRST_YEAR = 2000  # an address with an earlier one is a slip


class Report(ListPage, abstract=True):
    """A council year; POST has the worker make the PDF."""

    template_name = "charters/champion_report.html"
    per_page = 10_000  # the page shows the document, which is whole
    export = Export("champion-report", ENTRY, entry_cells)
    is_area = False

    @property
    def year(self):
        """The year of the address; one that is not there, or to come, is 404."""
        year = self.kwargs["year"]
        if not FIRST_YEAR <= year <= this_year():
            raise Http404
        return year

    def rows(self):
        return entries_of(self.record, self.year, self.request.user, is_area=self.is_area)

    def page(self, **extra):
        report = champion_report(self.record, self.year, self.request.user, is_area=self.is_area)
        answer = super().page(**extra)
        answer.context_data |= {
            "council": self.record,
            "report": report,
            "is_area": self.is_area,
            "year": self.year,
            "before": self.year - 1,
            "after": self.year + 1 if self.year < this_year() else None,
        }
        return answer

    def post(self, request, *args, **kwargs):
        council, year = self.record, self.year
        words = (
            _("Champions of the area %(year)s: %(council)s") if self.is_area else _("Champion %(year)s: %(council)s")
        )
        job = start_job(
            kind="charters.champion_area_report" if self.is_area else "charters.champion_report",
            title=words % {"year": year_label(year), "council": council.label},
            subject=council,
            council=council if self.is_area else None,  # the other is of whoever asked, of whichever council
            key=f"{council.pk}:{year}:{request.user.pk}",
            params={"council": council.pk, "year": year},
            by=request.user,
        )
        return redirect(job)


class CouncilReport(Report, ChampionCouncil):
    """Of the champions of one council."""

    policy = "charters.read_log"


class AreaReport(Report, OfPrincipal):
    """Of all champions of a principal's area."""

    is_area = True


class Training(OfPrincipal):
    """Which champions could learn together, and why."""

    template_name = "charters/champion_training.html"

    def context(self):
        suggestions, last = training.suggestions(self.record)
        return {"principal": self.record, "suggestions": suggestions, "last": last}
