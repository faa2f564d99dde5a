"""A devolution offer, why it ends, and where a local council stands with it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk_forms import CountedTextarea, DateInputField, GovukForm, Radios, TextInput
from transfers.actions import CLERK_SAYS
from transfers.forms.assets import long_text
from transfers.models import Interest


class DevolutionForm(GovukForm, forms.Form):
    """What moves, how it is paid for, what helps, until when councils answer."""

    submit_text = gettext_lazy("Save")
    title = forms.CharField(
        label=gettext_lazy("What do you offer?"),
        help_text=gettext_lazy("For example: Landscaping of your parish"),
        max_length=200,
        widget=TextInput,
    )
    moves = forms.CharField(
        label=gettext_lazy("What would a local council do itself?"),
        max_length=3000,
        widget=CountedTextarea({"rows": 5}, max_length=3000, threshold=75),
    )
    funding = long_text(gettext_lazy("How is it paid for?"), gettext_lazy("Needed before it is published"))
    support = long_text(
        gettext_lazy("What help is there?"), gettext_lazy("For example: days of workshops, maps, meetings")
    )
    pack_url = forms.URLField(
        label=gettext_lazy("Address of the information pack"), max_length=200, required=False, assume_scheme="https"
    )
    opens_on = DateInputField(label=gettext_lazy("First day for answers"))
    closes_on = DateInputField(
        label=gettext_lazy("Last day for answers"),
        help_text=gettext_lazy("Leave it empty if there is none"),
        required=False,
    )
    contract_ends_on = DateInputField(
        label=gettext_lazy("When does the contract of who does it now end?"), required=False
    )

    def clean(self):
        data = super().clean()
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", _("The last day for answers lies before the first"))
        return data


class EndForm(GovukForm, forms.Form):
    """Why nobody can answer it any more."""

    submit_text = gettext_lazy("End the offer")
    because = forms.CharField(label=gettext_lazy("Why does it end?"), max_length=300, widget=TextInput)


def note_field():
    return forms.CharField(
        label=gettext_lazy("A word to the other side"), max_length=500, required=False, widget=TextInput
    )


class SayForm(GovukForm, forms.Form):
    """What a local council says."""

    submit_text = gettext_lazy("Save")
    state = forms.ChoiceField(
        label=gettext_lazy("Where does your council stand?"),
        choices=[(state.value, state.label) for state in CLERK_SAYS],
        widget=Radios(hints={"interested": gettext_lazy("You want to hear more; it binds nobody")}),
    )
    note = note_field()


class StandingForm(GovukForm, forms.Form):
    """What the officer writes down for a council."""

    submit_text = gettext_lazy("Save")
    state = forms.ChoiceField(
        label=gettext_lazy("Where does the council stand?"), choices=Interest.State.choices, widget=Radios
    )
    since_on = DateInputField(
        label=gettext_lazy("Since when?"),
        help_text=gettext_lazy("Empty means today, or the day as it is if the standing stays"),
        required=False,
    )
    note = note_field()
