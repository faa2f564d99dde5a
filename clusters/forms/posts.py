"""A post that is shared, a part of it, and when a part ends."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.models import SLOTS, Unit
from clusters.models.posts import DAYS, HALVES, WEEK
from core.crispy.layout import Fieldset
from core.govuk_forms import (
    Checkboxes,
    CountedTextarea,
    DateInputField,
    GovukForm,
    MoneyField,
    Radios,
    TextInput,
    Typeahead,
    WholeNumberField,
)
from councils.models import Council
from partnerships.forms.parties import named_council

MOST_HOUR_PENCE = 10**6  # ten thousand pounds an hour: a typing error
HALF_DAYS_OF_WEEK = [(str(slot), f"{DAYS[slot // 2]} {HALVES[slot % 2]}") for slot in SLOTS]


class HoursField(forms.DecimalField):
    """Hours as typed, "3.75" -> whole minutes."""

    def __init__(self, *, most, **kwargs):
        box = TextInput({"inputmode": "decimal", "spellcheck": False}, width=5, suffix=gettext_lazy("hours"))
        super().__init__(min_value=Decimal("0.1"), max_value=most, max_digits=6, decimal_places=3, widget=box, **kwargs)

    def prepare_value(self, value):
        return f"{(Decimal(value) / 60).quantize(Decimal('0.001')).normalize():f}" if isinstance(value, int) else value

    def clean(self, value):
        hours = super().clean(value)
        return None if hours is None else int((hours * 60).to_integral_value())


def hour_pence_field(label, **options):
    return MoneyField(label=label, min_pence=0, **options)


class SharedPostForm(GovukForm, forms.Form):
    """What the post is, and how much of it there is."""

    submit_text = gettext_lazy("Save")
    title = forms.CharField(
        label=gettext_lazy("What is the post called?"),
        help_text=gettext_lazy("For example: Lengthsman"),
        max_length=200,
        widget=TextInput,
    )
    duties = forms.CharField(
        label=gettext_lazy("What are the duties?"),
        max_length=3000,
        widget=CountedTextarea({"rows": 4}, max_length=3000, threshold=75),
    )
    week_minutes = HoursField(label=gettext_lazy("Hours of an ordinary week"), most=WEEK // 60)
    half_day_minutes = HoursField(label=gettext_lazy("Hours of half a day"), most=12)
    hour_pence = hour_pence_field(
        gettext_lazy("What an hour costs you"),
        required=False,
        help_text=gettext_lazy("With pension, insurance, tools and travel. Other councils are not shown it"),
    )

    def clean_hour_pence(self):
        return refuse_too_much(self.cleaned_data["hour_pence"])


def refuse_too_much(pence):
    if pence is not None and pence > MOST_HOUR_PENCE:
        raise forms.ValidationError(_("Enter an amount of £10,000 or less"))
    return pence


class ShareForm(GovukForm, forms.Form):
    """A part of the post for one council."""

    submit_text = gettext_lazy("Offer this part")
    council = forms.CharField(
        label=gettext_lazy("Which council?"),
        help_text=gettext_lazy("Your own council may stand here too: its part is agreed at once and charged to nobody"),
        max_length=200,
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("How is the part measured?"),
        choices=Unit.choices,
        widget=Radios(reveals={Unit.HALF_DAYS: "slots", Unit.PARTS: "of_parts"}),
    )
    slots = forms.MultipleChoiceField(
        label=gettext_lazy("Which half days?"),
        help_text=gettext_lazy("Leave all empty if it changes from week to week"),
        choices=HALF_DAYS_OF_WEEK,
        required=False,
        widget=Checkboxes,
    )
    of_parts = WholeNumberField(
        label=gettext_lazy("Into how many equal parts is the post divided?"), required=False, min_value=1, max_value=100
    )
    quantity = forms.DecimalField(
        label=gettext_lazy("How many half days, hours, per cent or parts?"),
        min_value=Decimal("0.01"),
        max_value=168,
        max_digits=6,
        decimal_places=2,
        widget=TextInput({"inputmode": "decimal", "spellcheck": False}, width=5),
    )
    hour_pence = hour_pence_field(gettext_lazy("What does an hour cost that council?"))
    starts_on = DateInputField(label=gettext_lazy("First day"))
    ends_on = DateInputField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Leave it empty if none was agreed")
    )

    def __init__(self, *args, suggest_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council"].widget = Typeahead(suggest_url, "slug", {"autocomplete": "off"})

    def layout(self):
        yield "council"
        yield Fieldset(gettext_lazy("How much"), "unit", "quantity")
        yield from ("hour_pence", "starts_on", "ends_on")

    def clean_hour_pence(self):
        return refuse_too_much(self.cleaned_data["hour_pence"])

    def clean_slots(self):
        return sorted({int(slot) for slot in self.cleaned_data["slots"]})

    def clean(self):
        data = super().clean()
        if data.get("council"):
            data["council"] = named_council(self, "council", "slug", Council.objects.current().local())
        unit, quantity = data.get("unit"), data.get("quantity")
        if unit != Unit.HALF_DAYS:
            data["slots"] = []
        elif data.get("slots") and quantity is not None and quantity != len(data["slots"]):
            self.add_error("quantity", _("You have chosen %(many)s half days: enter %(many)s here")
                           % {"many": len(data["slots"])})  # fmt: skip
        self._clean_parts(data, unit, quantity)
        if unit == Unit.PERCENT and quantity is not None and quantity > 100:
            self.add_error("quantity", _("Enter 100 per cent or less"))
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day lies before the first"))
        return data

    def _clean_parts(self, data, unit, quantity):
        if unit != Unit.PARTS:
            data["of_parts"] = 1
        elif not data.get("of_parts"):
            if "of_parts" not in self.errors:
                self.add_error("of_parts", _("Enter into how many parts it is divided"))
        elif quantity is not None and quantity > data["of_parts"]:
            self.add_error("quantity", _("There are only %(many)s parts") % {"many": data["of_parts"]})


class AgreeForm(GovukForm, forms.Form):
    """The council's word on a part it was offered."""

    submit_text = gettext_lazy("Agree")
    minute = forms.CharField(
        label=gettext_lazy("Minute of the council's decision"),
        help_text=gettext_lazy("If there is one already"),
        max_length=100,
        required=False,
        widget=TextInput,
    )


class EndShareForm(GovukForm, forms.Form):
    """The last day of a part."""

    submit_text = gettext_lazy("Save")
    ends_on = DateInputField(label=gettext_lazy("Which is the last day?"))
