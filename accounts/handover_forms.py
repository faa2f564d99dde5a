"""What is typed to hand a role over, or to arrange cover."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import AsksForHandover
from core.govuk_forms import CountedTextarea, DateInputField, GovukForm, Radios

NOTE_LENGTH = 4000


class HandOverForm(AsksForHandover, GovukForm, forms.Form):
    """Who takes over, when the one before leaves, and what they should know."""

    NOW, LATER = "now", "later"
    address = forms.EmailField(
        label=_("E-mail address of the successor"),
        max_length=254,
        help_text=_("If they take over the shared mailbox of the role, enter that: it moves to their account"),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": False}),
    )
    name = forms.CharField(
        label=_("Full name of the successor"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": False}),
    )
    when = forms.ChoiceField(
        label=_("When does the access of the person before end?"),
        choices=[(NOW, _("At once, in every open window")), (LATER, _("At the end of a day"))],
        widget=Radios(reveals={LATER: "last_day"}),
    )
    last_day = DateInputField(label=_("Last day"), required=False)
    note = forms.CharField(
        label=_("Note for the successor"),
        max_length=NOTE_LENGTH,
        required=False,
        help_text=_("What was promised, what is delicate, whom to ring. They and later holders of the role read it"),
        widget=CountedTextarea({"rows": 8}, max_length=NOTE_LENGTH),
    )

    def clean(self):
        data = super().clean()
        if data.get("when") == self.LATER and not data.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Enter the last day"))
        if data.get("when") == self.NOW:
            data["last_day"] = None
        return data


class CoverForm(GovukForm, forms.Form):
    """Who stands in, from when to when."""

    submit_text = _("Ask them to stand in")
    address = forms.EmailField(
        label=_("E-mail address of the person who stands in"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": False}),
    )
    name = forms.CharField(
        label=_("Full name"), max_length=200, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    first_day = DateInputField(label=_("First day"))
    last_day = DateInputField(label=_("Last day"), help_text=_("Access ends by itself at the end of this day"))
    may_sign = forms.BooleanField(
        label=_("May sign for the council"),
        required=False,
        help_text=_("Only if the person they stand in for may sign too"),
    )
