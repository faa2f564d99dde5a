"""The form about a clause of a council's library."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.clauses import PART_CHOICES
from charters.forms.drafting import FORMAT_HINT
from core.govuk_forms import GovukForm, TextInput

LONGEST = 4_000


class ClauseForm(GovukForm, forms.Form):
    """Where it belongs, what it is called, what it says and where it comes from."""

    submit_text = _("Save")
    part = forms.ChoiceField(label=_("Which part of an agreement does it belong to?"), choices=PART_CHOICES)
    title = forms.CharField(label=_("Name of the clause"), max_length=120, widget=TextInput)
    body = forms.CharField(
        label=_("Text"), max_length=LONGEST, widget=forms.Textarea({"rows": 8}), help_text=FORMAT_HINT
    )
    source = forms.CharField(
        label=_("Where does it come from?"),
        help_text=_("For example: our legal team, June 2026"),
        max_length=200,
        required=False,
        widget=TextInput,
    )
    drop = forms.BooleanField(label=_("Remove our own wording of this clause"), required=False)

    def __init__(self, *args, is_own, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_own:
            del self.fields["drop"]
