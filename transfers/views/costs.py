"""What something that moves would cost: shares of a year, ten years ahead, a Band D household."""

from django.utils.functional import cached_property

from core.csv import Export
from core.views import ExportedPage
from councils.models import Profile
from transfers.costs import projected, shared
from transfers.forms.costs import CostForm

COLUMNS = (
    "year", "cost_pence", "principal_pence", "local_pence", "capital_pence", "from_dowry_pence", "from_precept_pence",
    "household_pence",
)  # fmt: skip
EXAMPLE = "staff=60000&energy=25000&repairs=15000&income=10000&percent=30&rises=3&tax_base=18000"


def cells(year):
    """One year of the local council."""
    return (year.number, year.cost, year.principal, year.local, year.capital, year.from_dowry, year.from_precept,
            year.per_household)  # fmt: skip


class Costs(ExportedPage):
    """A calculator for both sides. Nothing is stored: the address holds what was typed."""

    policy = "transfers.read"
    template_name = "transfers/costs.html"
    export = Export("shared-costs", COLUMNS, cells, licence="")

    @cached_property
    def form(self):
        asked = {name for name in CostForm.base_fields if name in self.request.GET}
        return CostForm(self.request.GET) if asked else CostForm(initial={"tax_base": self.own_tax_base})

    @property
    def own_tax_base(self):
        """Of the one local council for which the person acts, else None."""
        person = self.request.user
        held = person.current_memberships if person.is_authenticated else ()
        own = {each.council_id for each in held if each.council.is_local}
        found = Profile.objects.filter(council__in=own).values_list("tax_base", flat=True) if len(own) == 1 else ()
        return next(iter(found), None)

    @cached_property
    def lines(self):
        """[Line] of the first year; empty until enough is typed."""
        if not self.form.is_valid():
            return []
        return shared(self.form.costs, self.form.cleaned_data["income"] or 0, self.form.rule)

    def rows(self):
        return projected(sum(line.cost for line in self.lines), self.form.rule, **self.form.ahead) if self.lines else []

    def context(self):
        years = self.rows()
        most = max((year.local + year.capital for year in years), default=0) or 1
        return {"form": self.form, "lines": self.lines, "years": years, "most": most, "example": EXAMPLE}
