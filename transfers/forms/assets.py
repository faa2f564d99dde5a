"""One asset or service: its facts, whether it is open for transfer, who reads it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk_forms import CountedTextarea, GovukForm, Radios, TextInput
from councils.models import Council
from transfers.models import Holding, Kind, Standing, Tenure, Use

LONG = 2000
NOT_SAID = ("", gettext_lazy("Not said"))


class LocalCouncilField(forms.ModelChoiceField):
    """The local councils of an area by their names."""

    def __init__(self, **kwargs):
        words = {
            "label": gettext_lazy("In the area of which local council does it lie?"),
            "help_text": gettext_lazy("Its clerk sees it among what is near; leave it open for the whole area"),
            "empty_label": gettext_lazy("Several, or not known"),
        }
        super().__init__(queryset=Council.objects.none(), required=False, **words, **kwargs)

    def label_from_instance(self, council):
        return council.full_name


class PlaceForm(GovukForm, forms.Form):
    """Of a row that a file names, only where it lies is for officers to say."""

    submit_text = gettext_lazy("Save")
    local_council = LocalCouncilField()

    def __init__(self, *args, principal, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["local_council"].queryset = Council.objects.of_principal(principal).current().by_name()


class AssetForm(PlaceForm):
    """One that is kept by hand."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Kind.choices, widget=Radios)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("For example: Town hall, or: Cutting of verges"),
        max_length=200,
        widget=TextInput,
    )
    code = forms.CharField(
        label=gettext_lazy("Your own code for it"),
        help_text=gettext_lazy("As in your property list. A file that you load later knows it by this code."),
        max_length=60,
        widget=TextInput(width=20),
    )
    street = forms.CharField(label=gettext_lazy("Street and number"), max_length=200, required=False, widget=TextInput)
    town = forms.CharField(label=gettext_lazy("Town"), max_length=100, required=False, widget=TextInput(width=30))
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=10, required=False,
                               widget=TextInput(width=10))  # fmt: skip
    holding = forms.ChoiceField(
        label=gettext_lazy("Land or buildings"), choices=[NOT_SAID, *Holding.choices], required=False
    )
    tenure = forms.ChoiceField(label=gettext_lazy("Tenure"), choices=[NOT_SAID, *Tenure.choices], required=False)
    use = forms.ChoiceField(label=gettext_lazy("Use"), choices=[NOT_SAID, *Use.choices], required=False)
    use_note = forms.CharField(
        label=gettext_lazy("What it is used for, or what the service does"),
        max_length=200,
        required=False,
        widget=TextInput,
    )
    field_order = ("kind", "name", "code", "local_council")


class ChangeAssetForm(AssetForm):
    """The same for one that is there: it can go from the register."""

    standing = forms.ChoiceField(
        label=gettext_lazy("Is it still on the register?"), choices=Standing.choices, widget=Radios
    )


def yes_or_no(label, yes, no):
    """Two answers as a truth."""
    choices = [(True, yes), (False, no)]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=lambda text: text == "True", widget=Radios)


def long_text(label, help_text):
    """A paragraph or two, needed only with a yes."""
    widget = CountedTextarea({"rows": 5}, max_length=LONG, threshold=75)
    return forms.CharField(label=label, help_text=help_text, max_length=LONG, required=False, widget=widget)


class OfferForm(GovukForm, forms.Form):
    """Whether local councils may take it on, why, and what that would mean for them."""

    submit_text = gettext_lazy("Save")
    is_offered = yes_or_no(
        gettext_lazy("Is it open for transfer?"),
        gettext_lazy("Yes, local councils may ask to take it on"),
        gettext_lazy("No"),
    )
    offer_reason = long_text(
        gettext_lazy("Why is it better in the hands of a local council?"),
        gettext_lazy("Only if it is open. What the place and its people gain, not only what you save"),
    )
    offer_takes_on = long_text(
        gettext_lazy("What would a local council take on?"),
        gettext_lazy("Only if it is open. For example: repairs, insurance, staff, yearly costs, bookings"),
    )

    def clean(self):
        data = super().clean()
        if data.get("is_offered"):
            for name in ("offer_reason", "offer_takes_on"):
                if name in data and not data[name].strip():
                    self.add_error(name, _("Enter this before it is open for transfer"))
        return data


class WithholdForm(GovukForm, forms.Form):
    """Whether the public reads it; the Code leaves out what would put people or the nation in danger."""

    submit_text = gettext_lazy("Save")
    is_withheld = yes_or_no(
        gettext_lazy("Who may read it?"),
        gettext_lazy("Only people of this council"),
        gettext_lazy("Everyone"),
    )
    withheld_reason = forms.CharField(
        label=gettext_lazy("Why is it kept from the public?"),
        help_text=gettext_lazy("Only people of this council read this. For example: a refuge"),
        max_length=500,
        required=False,
        widget=TextInput,
    )

    def clean(self):
        data = super().clean()
        if data.get("is_withheld") and not data.get("withheld_reason", "").strip():
            self.add_error("withheld_reason", _("Enter why it is kept from the public"))
        return data
