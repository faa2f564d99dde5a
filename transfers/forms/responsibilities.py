"""Who does what, function by function."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.crispy.layout import Folded
from core.govuk_forms import Checkboxes, GovukForm, TextInput
from transfers.responsibilities import OWN_LINES, PARTIES, functions_of, is_alone


class ResponsibilitiesForm(GovukForm, forms.Form):
    """Everything may be left open; two, nobody or another body only with words."""

    submit_text = gettext_lazy("Save")
    mark_optional = False
    is_exempt = forms.BooleanField(
        label=gettext_lazy("Only the two councils read this"),
        help_text=gettext_lazy("Otherwise everyone reads it once the transfer is published"),
        required=False,
    )

    def __init__(self, *args, transfer, **kwargs):
        super().__init__(*args, **kwargs)
        parties = [
            ("principal", transfer.principal.full_name), ("local", transfer.local.full_name),
            ("other", _("Another body")),
        ]  # fmt: skip
        self.lines = {code.value: str(code.label) for code in functions_of(transfer)}
        self.lines |= dict.fromkeys(OWN_LINES, _("Who does it?"))
        for name, label in self.lines.items():
            if name in OWN_LINES:
                self.fields[f"{name}_name"] = forms.CharField(
                    label=_("What else has to be done?"), max_length=100, required=False, widget=TextInput
                )
            self.fields[name] = PartiesField(label=label, choices=parties, required=False, widget=Checkboxes)
            self.fields[f"{name}_words"] = forms.CharField(
                label=_("%(function)s: in which way?") % {"function": label},
                max_length=300,
                required=False,
                widget=TextInput,
            )

    def layout(self):
        for name in self.lines:
            if name not in OWN_LINES:
                yield name
                yield f"{name}_words"
        own = (f"{name}{part}" for name in OWN_LINES for part in ("_name", "", "_words"))
        yield Folded(_("Something else that has to be done"), *own)
        yield "is_exempt"

    def clean(self):
        data = super().clean()
        for name in self.lines:
            parties, words, own = data.get(name) or [], data.get(f"{name}_words"), data.get(f"{name}_name")
            if name in OWN_LINES and (parties or words) and not own:
                self.add_error(f"{name}_name", _("Enter what has to be done"))
            elif parties and not words and not is_alone(parties):
                many = len(parties) > 1
                told = _("More than one is named: say who does which part of it")
                self.add_error(f"{name}_words", told if many else _("Enter the name of the other body"))
            elif own and not parties and not words:
                self.add_error(name, _("Say who does it, or why nobody has to"))
        return data


class PartiesField(forms.MultipleChoiceField):
    """In the order of the columns, whatever the order they were ticked in."""

    def clean(self, value):
        ticked = super().clean(value)
        return [party for party in PARTIES if party in ticked]
