"""What is typed to load a file of opportunities."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk_forms import GovukForm, Radios
from councils.models import Council
from funding.forms.opportunities import NATIONAL
from funding.importing import LARGEST_FILE

ENDINGS = (".csv", ".xlsx", ".json")


class UploadForm(GovukForm, forms.Form):
    """A file, for whom, and whether the new ones can be read at once."""

    submit_text = gettext_lazy("Show what is new")
    owner = forms.ChoiceField(label=gettext_lazy("For whom do you add them?"), widget=Radios)
    file = forms.FileField(
        label=gettext_lazy("File (CSV, xlsx or JSON)"),
        help_text=gettext_lazy("Nothing is added yet: you see first what is new and what is there already."),
        max_length=150,
        required=False,
    )
    shipped = forms.BooleanField(
        label=gettext_lazy("Instead of a file: the rounds of national programmes that come with Common Ground"),
        required=False,
    )
    publish = forms.BooleanField(label=gettext_lazy("Publish what is new at once"), required=False)

    def __init__(self, *args, owners, may_load_shipped, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners
        if len(owners) == 1:
            self.fields["owner"].initial = owners[0][0]
        if not may_load_shipped:
            del self.fields["shipped"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and not file.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(_("Choose a file whose name ends in .csv, .xlsx or .json"))
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it into several files."))
        return file

    def clean(self):
        data = super().clean()
        if "file" not in self.errors and not data.get("file") and not data.get("shipped"):
            self.add_error("file", _("Choose a file"))
        return data

    @property
    def owner_council(self):
        """Whom it is for; None for national ones."""
        chosen = self.cleaned_data["owner"]
        return None if chosen == NATIONAL else Council.objects.filter(slug=chosen).first()
