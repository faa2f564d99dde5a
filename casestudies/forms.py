"""What was typed about letters, checklists and case studies; actions check the rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.models import Standing
from core.govuk_forms import Button, CountedTextarea, Fieldset, GovukForm, Radios, TextInput

SIDE_CHOICES = [
    ("two_tier", _("Two-tier principal council (county or district)")),
    ("single_tier", _("Single-tier principal council (unitary, metropolitan, London)")),
    ("larger_local", _("Larger local council")),
    ("smaller_local", _("Smaller local council")),
]
WHICH = {"required": _("Select the kind of council")}


class NavigatorForm(GovukForm, forms.Form):
    """One question of the navigator."""

    def __init__(self, *args, question, **kwargs):
        self.heading_field = question.key
        self.base_fields = {
            question.key: forms.ChoiceField(
                label=question.text,
                help_text=question.hint,
                choices=[(option.value, option.text) for option in question.options],
                widget=Radios(hints={option.value: option.hint for option in question.options if option.hint}),
            )
        }
        super().__init__(*args, **kwargs)


class PerspectiveForm(GovukForm, forms.Form):
    """Which two kinds of council to set side by side."""

    mine = forms.ChoiceField(label=_("We are a"), choices=SIDE_CHOICES, error_messages=WHICH)
    theirs = forms.ChoiceField(label=_("Our partner is a"), choices=SIDE_CHOICES, error_messages=WHICH)
    submit_text = _("Compare")
    method = "get"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("mine") and cleaned.get("mine") == cleaned.get("theirs"):
            self.add_error("theirs", _("Choose another kind of council than your own"))
        return cleaned


class RunForm(GovukForm, forms.Form):
    """The items of one checklist, each with its standing, a note and evidence; nothing is required to save."""

    mark_optional = False

    def __init__(self, *args, items, **kwargs):
        self.items = items
        for item in items:
            self.base_fields = {**self.base_fields, **_fields_of(item)}
        super().__init__(*args, **kwargs)

    def layout(self):
        return [
            Fieldset(f"{item.number}. {item.text}", *_fields_of(item), hint=item.hint or None, size="m")
            for item in self.items
        ]

    def buttons(self):
        return [
            Button(_("Save and come back later"), name="save", value="yes", variant="secondary"),
            Button(_("Save and finish"), name="finish", value="yes"),
        ]

    def answers(self):
        """What was answered, by item."""
        names = ("standing", "note", "evidence")
        return {i: {name: self.cleaned_data[f"item{i.number}-{name}"] for name in names} for i in self.items}


def _fields_of(item):
    """The three fields of one item."""
    key = f"item{item.number}"
    return {
        f"{key}-standing": forms.ChoiceField(
            label=_("Where does your council stand?"), choices=Standing.choices, widget=Radios, required=False
        ),
        f"{key}-note": forms.CharField(
            label=_("Note (optional)"),
            required=False,
            max_length=1000,
            widget=CountedTextarea({"rows": 2}, max_length=1000, threshold=75),
        ),
        f"{key}-evidence": forms.CharField(
            label=_("Evidence (optional)"),
            help_text=_("Where anyone can see it: a minute, a page, a report"),
            required=False,
            max_length=300,
            widget=TextInput,
        ),
    }
