"""What people type when they complain about how personal data are handled, and what is decided about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk_forms import CountedTextarea, GovukForm, Radios

LENGTH = 4000


class ComplaintForm(GovukForm, forms.Form):
    """A complaint by anyone."""

    submit_text = _("Send the complaint")
    name = forms.CharField(
        label=_("Your full name"), max_length=200, widget=forms.TextInput({"autocomplete": "name", "spellcheck": False})
    )
    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We answer there"),
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": False}),
    )
    council_text = forms.CharField(
        label=_("Which council is it about?"), max_length=200, required=False, help_text=_("If it is about one")
    )
    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=LENGTH,
        help_text=_(
            "Say what happened and what you would like to be done. Do not write more about others than is needed"
        ),
        widget=CountedTextarea({"rows": 8}, max_length=LENGTH),
    )


class HandleForm(GovukForm, forms.Form):
    """The next step; an answer needs its words."""

    submit_text = _("Save")
    STEPS = {
        "acknowledge": _("Acknowledge it: they are told that we look into it"),
        "answer": _("Answer it: they are told the outcome"),
        "close": _("Close it"),
    }
    step = forms.ChoiceField(label=_("What do you want to do?"), widget=Radios(reveals={"answer": "answer"}))
    answer = forms.CharField(
        label=_("Answer"),
        max_length=LENGTH,
        required=False,
        help_text=_("They read it in the e-mail: what you found, what was put right, what they can do"),
        widget=CountedTextarea({"rows": 8}, max_length=LENGTH),
    )

    def __init__(self, *args, steps, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step, self.STEPS[step]) for step in steps]

    def clean(self):
        data = super().clean()
        if data.get("step") == "answer" and not data.get("answer", "").strip():
            self.add_error("answer", _("Enter the answer"))
        return data
