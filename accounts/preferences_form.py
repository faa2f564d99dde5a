"""What a person chooses for themselves."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.preferences import choosable_kinds, field_of
from core.emails import Frequency
from core.govuk_forms import Checkboxes, Fieldset, GovukForm, Radios
from core.languages import offered
from core.registry import HIDEABLE, collect


class PreferencesForm(GovukForm, forms.Form):
    """E-mails by kind, what home hides, and the language where there are several."""

    submit_text = gettext_lazy("Save")
    mark_optional = False

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = choosable_kinds(person)
        for kind in self.kinds:
            choices = [(each.value, Frequency(each).label) for each in kind.frequencies]
            self.fields[field_of(kind.kind)] = forms.ChoiceField(label=kind.kind_name, choices=choices)
        parts = collect(HIDEABLE, person)
        if parts:
            self.fields["hidden"] = forms.MultipleChoiceField(
                label=_("Hide on your home page"),
                choices=[(part.name, part.title) for part in parts],
                required=False,
                widget=Checkboxes,
                help_text=_("What needs you now always stays."),
            )
        if len(offered()) > 1:
            self.fields["language"] = forms.ChoiceField(
                label=_("Language"),
                choices=offered(),
                widget=Radios,
                help_text=_("Of pages and of e-mails to you. Charters stay as they were written."),
            )

    def layout(self):
        mail = [field_of(kind.kind) for kind in self.kinds]
        others = [name for name in self.fields if name not in mail]
        return [*([Fieldset(_("E-mails"), *mail)] if mail else []), *others]

    def choices_made(self):
        """As the action takes them."""
        data = self.cleaned_data
        mail = {kind.kind: data[field_of(kind.kind)] for kind in self.kinds}
        return {"mail": mail, "hidden": data.get("hidden"), "language": data.get("language")}
