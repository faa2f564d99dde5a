"""The money of a transfer, and rooms that one council lets to the other."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.crispy.layout import Fieldset
from core.govuk_forms import DateInputField, GovukForm, MoneyField, Radios, TextInput
from transfers.forms.assets import long_text
from transfers.forms.costs import COSTS, CostFields, pounds_field
from transfers.forms.transfers import paragraph
from transfers.stages import Side

STANDARDS = ("baseline", "enhanced")


def side_choices(transfer, empty=""):
    """The two councils by name."""
    named = [(Side.PRINCIPAL.value, transfer.principal.full_name), (Side.LOCAL.value, transfer.local.full_name)]
    return [("", empty), *named] if empty else named


def payer_field(label):
    return forms.ChoiceField(label=label, required=False, widget=Radios)


class TransferMoneyForm(CostFields):
    """What is known of it: everything may be left empty."""

    submit_text = gettext_lazy("Save")
    baseline = paragraph(
        gettext_lazy("What is the standard?"),
        gettext_lazy("For example: grass is cut eight times a year"),
        most=1000,
        rows=2,
        required=False,
    )
    baseline_cost = pounds_field(gettext_lazy("What does the standard cost?"), gettext_lazy("A year"))
    baseline_by = payer_field(gettext_lazy("Who pays for the standard?"))
    enhanced = paragraph(
        gettext_lazy("What is done beyond the standard?"),
        gettext_lazy("For example: four more cuts, flowers at the roundabouts"),
        most=1000,
        rows=2,
        required=False,
    )
    enhanced_cost = pounds_field(gettext_lazy("What does that cost?"), gettext_lazy("A year"))
    enhanced_by = payer_field(gettext_lazy("Who pays for what is beyond it?"))
    note = long_text(gettext_lazy("What else is agreed about money?"), "")
    is_exempt = forms.BooleanField(
        label=gettext_lazy("Commercial: only the two councils read the money"),
        help_text=gettext_lazy("Otherwise everyone reads it once the transfer is published"),
        required=False,
    )

    def __init__(self, *args, transfer, **kwargs):
        super().__init__(*args, **kwargs)
        for name in STANDARDS:
            self.fields[f"{name}_by"].choices = side_choices(transfer, _("Not said"))

    def layout(self):
        yield Fieldset(gettext_lazy("Costs of a year"), *COSTS, "income")
        yield Fieldset(gettext_lazy("Who pays what"), "percent", "fixed", "cap", "index")
        yield Fieldset(gettext_lazy("At the start and later"), "rises", "capital", "dowry")
        yield Fieldset(
            gettext_lazy("Standard of the service"),
            *(f"{name}{part}" for name in STANDARDS for part in ("", "_cost", "_by")),
        )
        yield Fieldset(gettext_lazy("Beside the figures"), "note", "is_exempt")

    def clean(self):
        data = super().clean()
        for name in STANDARDS:
            if not data.get(name) and (data.get(f"{name}_cost") is not None or data.get(f"{name}_by")):
                self.add_error(name, _("Enter what it is"))
        return data


class LeaseBackForm(GovukForm, forms.Form):
    """One room or piece of land."""

    submit_text = gettext_lazy("Save")
    space = forms.CharField(
        label=gettext_lazy("Which space?"),
        help_text=gettext_lazy("For example: Ground floor, 120 square metres"),
        max_length=200,
        widget=TextInput,
    )
    use = forms.CharField(
        label=gettext_lazy("What is it used for?"),
        help_text=gettext_lazy("For example: Customer services"),
        max_length=200,
        widget=TextInput,
    )
    tenant = forms.ChoiceField(label=gettext_lazy("Who rents it?"), widget=Radios)
    rent_pence = MoneyField(
        label=gettext_lazy("Rent"),
        help_text=gettext_lazy("A year. Enter 0 if there is none"),
        min_pence=0,
        validators=pounds_field("").validators,
    )
    starts_on = DateInputField(label=gettext_lazy("First day"))
    ends_on = DateInputField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("Leave it empty if none is agreed"), required=False
    )

    def __init__(self, *args, transfer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tenant"].choices = side_choices(transfer)

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day lies before the first"))
        return data
