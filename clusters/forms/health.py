"""How a cluster is, and until when it goes on."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.models.health import CHECKED, Colour
from core.govuk_forms import CountedTextarea, DateInputField, GovukForm, Radios

LONG = 1000


class HealthForm(GovukForm, forms.Form):
    """Six statements, each with yes, partly or no."""

    submit_text = gettext_lazy("Save")
    words = forms.CharField(
        label=gettext_lazy("What should the others know?"),
        max_length=LONG,
        required=False,
        widget=CountedTextarea({"rows": 3}, max_length=LONG, threshold=75),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in CHECKED.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=Colour.choices,
                widget=Radios(inline=True),
                error_messages={"required": _("Select yes, partly or no")},
            )
        self.order_fields([*CHECKED, "words"])


class ConfirmForm(GovukForm, forms.Form):
    """The next day on which it is looked at."""

    submit_text = gettext_lazy("It goes on")
    review_on = DateInputField(
        label=gettext_lazy("When is it looked at again?"), help_text=gettext_lazy("In a year is usual")
    )
