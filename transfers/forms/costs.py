"""What is typed to see what something would cost: the costs of a year, the rule of sharing, the years ahead."""

from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from core.crispy.layout import Fieldset
from core.govuk_forms import GovukForm, MoneyField, TextInput
from transfers.costs import Rule

MOST_PENCE = 10**11  # a billion pounds: a typing error
COSTS = {
    "staff": _("Staff"),
    "energy": _("Energy and water"),
    "repairs": _("Repairs and maintenance"),
    "insurance": _("Insurance and rates"),
    "other": _("Other costs"),
}


def pounds_field(label, help_text=""):
    most = MaxValueValidator(MOST_PENCE, _("Enter an amount of £1 billion or less"))
    said = {"max_value": most.message}
    return MoneyField(label=label, required=False, help_text=help_text, validators=[most], error_messages=said)


def percent_field(label, most, help_text=""):
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        max_digits=5,
        decimal_places=2,
        help_text=help_text,
        widget=TextInput({"inputmode": "decimal"}, width=5, suffix="%"),
    )


class CostFields(GovukForm, forms.Form):
    """Costs of a year, the rule, what is given once: as the calculator and the record of a transfer ask for them."""

    mark_optional = False
    staff, energy, repairs, insurance, other = (pounds_field(label) for label in COSTS.values())
    income = pounds_field(_("What comes in"), _("Fees, hire, rents: they lower the costs first"))
    percent = percent_field(_("Share of the local council"), 100, _("Of the costs, or of what the fixed amount leaves"))
    fixed = pounds_field(_("Fixed amount of the local council"), _("Each year, before the share"))
    cap = pounds_field(_("At most"), _("In a year, whatever the costs are. Leave empty for no limit"))
    index = percent_field(_("Fixed amount and limit rise by"), 50, _("A year, with an index you agree on"))
    rises = percent_field(_("Costs rise by"), 50, _("A year"))
    capital = pounds_field(_("What the local council spends at the start"), _("Once: works, equipment, advice"))
    dowry = pounds_field(_("Dowry"), _("Given once by the principal council, and spent before any precept is raised"))


class CostForm(CostFields):
    """Read from the address, so that it can be sent to the other side as a link."""

    submit_text = _("Work it out")
    method = "get"
    action = "#result"
    tax_base = forms.DecimalField(
        label=_("Tax base of the local council"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=10**7,
        max_digits=10,
        decimal_places=2,
        help_text=_("In Band D households, for what it means for the precept"),
        widget=TextInput({"inputmode": "decimal"}, width=10),
    )

    def layout(self):
        yield Fieldset(_("Costs of a year"), *COSTS, "income")
        yield Fieldset(_("Who pays what"), "percent", "fixed", "cap", "index")
        yield Fieldset(_("Ten years ahead"), "rises", "capital", "dowry", "tax_base")

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data[name] for name in COSTS):
            self.add_error("staff", _("Enter at least one cost"))
        elif not self.errors and data["percent"] is None and data["fixed"] is None:
            self.add_error("percent", _("Enter a share, a fixed amount, or both"))
        return data

    @property
    def costs(self):
        """{heading: pence} of those that were typed."""
        return {COSTS[name]: self.cleaned_data[name] for name in COSTS if self.cleaned_data[name]}

    @property
    def rule(self):
        said = self.cleaned_data
        return Rule(said["fixed"] or 0, said["percent"] or Decimal(0), said["cap"], said["index"] or Decimal(0))

    @property
    def ahead(self):
        """What `projected` takes beside the cost and the rule."""
        said = self.cleaned_data
        return {
            "rises": said["rises"] or Decimal(0), "capital": said["capital"] or 0, "dowry": said["dowry"] or 0,
            "tax_base": said["tax_base"],
        }  # fmt: skip
