"""Verification of a reference or file, and what goes into a bundle."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk_forms import GovukForm, Radios, TextInput


class VerifyForm(GovukForm, forms.Form):
    """A reference, or a PDF to compare."""

    mark_optional = False  # one of the two
    submit_text = _("Check")
    reference = forms.CharField(
        label=_("Reference"),
        required=False,
        max_length=20,
        widget=TextInput(width=20),
        help_text=_("Printed on the cover, like CG-7K3F-9QX2"),
    )
    file = forms.FileField(
        label=_("Or choose the PDF that you were given"),
        required=False,
        help_text=_("It is compared with the copies that were issued and not kept. At most 20 MB."),
    )
    MOST_BYTES = 20 * 1024 * 1024

    def clean_reference(self):
        return self.cleaned_data["reference"].strip().upper().replace(" ", "")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > self.MOST_BYTES:
            raise forms.ValidationError(_("The file must be smaller than 20 MB"))
        return file

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("reference") and not cleaned.get("file"):
            self.add_error("reference", _("Enter a reference or choose a PDF"))
        return cleaned


class BundleForm(GovukForm, forms.Form):
    """How many documents are wanted: to print, or one by one."""

    submit_text = _("Make the file")
    form = forms.ChoiceField(
        label=_("What do you want?"),
        choices=[
            ("pdf", _("One PDF to print: each document starts on a fresh sheet and has a bookmark")),
            ("zip", _("A ZIP file with each document by itself and a table of contents")),
        ],
        initial="pdf",
        widget=Radios,
    )


class PapersForm(BundleForm):
    """Papers of which councils of a round."""

    which = forms.ChoiceField(label=_("For which councils?"), initial="all", widget=Radios)
    field_order = ["which", "form"]

    def __init__(self, *args, counts, **kwargs):
        super().__init__(*args, **kwargs)
        words = {"all": _("All councils"), "waiting": _("Not answered yet"), "unsigned": _("Not signed yet")}
        self.fields["which"].choices = [(key, f"{words[key]} ({count})") for key, count in counts.items()]
