"""Finding grants that were made, and loading them."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk_forms import GovukForm, MoneyField, TextInput, Typeahead, WholeNumberField
from councils.filters import find_principal

ENDINGS = (".json", ".csv", ".xlsx")
LARGEST_FILE = 200 * 1024 * 1024  # bytes; it is read grant by grant


class AwardFilter(GovukForm, forms.Form):
    """Where, when, for what."""

    place = forms.CharField(
        label=gettext_lazy("In the area of this principal council"),
        help_text=gettext_lazy("A county stands for all its districts"),
        max_length=200,
        required=False,
    )
    q = forms.CharField(
        label=gettext_lazy("Words"), help_text=gettext_lazy("Who, by whom or for what"), max_length=200, required=False
    )
    year = WholeNumberField(label=gettext_lazy("Year"), required=False, min_value=1900, max_value=2099, width=4)
    up_to = MoneyField(label=gettext_lazy("Up to"), required=False)
    submit_text = gettext_lazy("Show")
    method = "get"
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        suggest = f"{reverse('councils:suggest')}?tier=principal"
        self.fields["place"].widget = Typeahead(suggest, "principal", {"autocomplete": "off"})
        self.principal = None

    def clean(self):
        data = super().clean()
        text = self.picked("principal") or data.get("place")
        self.principal = find_principal(text) if text else None
        if text and self.principal is None:
            self.add_error("place", _("No principal council fits “%(text)s”") % {"text": text})
        return data

    def awards(self, awards):
        """The grants that fit; a filter that makes no sense is left out, with its error at the field."""
        self.is_valid()
        chosen = self.cleaned_data
        if self.principal:
            awards = awards.in_area_of(self.principal)
        if chosen.get("year"):
            awards = awards.of_year(chosen["year"])
        if chosen.get("up_to") is not None:
            awards = awards.up_to(chosen["up_to"])
        return awards.with_words(chosen.get("q", ""))


class LoadAwardsForm(GovukForm, forms.Form):
    """A file in the 360Giving standard, and whose it is."""

    submit_text = gettext_lazy("Load the grants")
    file = forms.FileField(
        label=gettext_lazy("File of grants in the 360Giving standard (JSON, CSV or xlsx)"),
        help_text=gettext_lazy("Grants that are there already are brought up to date. Grants to people are left out."),
        max_length=150,
    )
    source = forms.CharField(
        label=gettext_lazy("Whose data are these, and under which licence?"),
        help_text=gettext_lazy("For example: Green Trust, CC BY 4.0. It stands beside each grant."),
        max_length=300,
        widget=TextInput,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(_("Choose a file whose name ends in .json, .csv or .xlsx"))
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 200 MB. Fetch the grants of fewer years."))
        return file
