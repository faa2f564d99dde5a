"""A file of a register."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk_forms import GovukForm, Radios
from transfers.importing import LARGEST_FILE


class OwnerField(forms.ModelChoiceField):
    """A principal council by its name."""

    def label_from_instance(self, council):
        return council.full_name


class ForCouncilForm(GovukForm, forms.Form):
    """For which of one's principal councils; not asked where there is only one."""

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.owners = list(owners)
        if len(self.owners) > 1:
            field = OwnerField(label=_("For which council?"), queryset=owners, widget=Radios, empty_label=None)
            self.fields = {"owner": field, **self.fields}

    @property
    def principal(self):
        return self.cleaned_data.get("owner") or self.owners[0]


class UploadForm(ForCouncilForm):
    """The file, and whether it may be much shorter than the one before."""

    submit_text = gettext_lazy("Show what would change")
    file = forms.FileField(
        label=gettext_lazy("CSV file in the columns of the Transparency Code"),
        help_text=gettext_lazy("Nothing is changed yet: you see first what is new, different or gone."),
        max_length=150,
    )
    allow_fewer = forms.BooleanField(
        label=gettext_lazy("The file is meant to be much shorter than the one before"),
        required=False,
        help_text=gettext_lazy("Otherwise a file that lost many rows is refused, as it was probably cut off"),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(".csv"):
            raise forms.ValidationError(_("Choose a file whose name ends in .csv. Spreadsheets can save one."))
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 20 MB"))
        return file
