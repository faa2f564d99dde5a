"""What a council says about how it wants to be in touch."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.crispy.layout import Fieldset
from core.govuk_forms import GovukForm, Radios, TextInput
from liaison.models import Rhythm, Tier, Way

LINE = 200


def line(label, hint):
    return forms.CharField(label=label, max_length=LINE, required=False, widget=TextInput, help_text=hint)


class PreferenceForm(GovukForm, forms.Form):
    """How a council is best reached: two ways and how often are enough."""

    submit_text = _("Save")
    first = forms.ChoiceField(label=_("The best way"), choices=[("", _("Choose")), *Way.choices])
    second = forms.ChoiceField(
        label=_("If that does not work"), choices=[("", _("None")), *Way.choices], required=False
    )
    third = forms.ChoiceField(label=_("If neither works"), choices=[("", _("None")), *Way.choices], required=False)
    reachable = line(_("When can you be reached?"), _("Days and hours. For example: Monday to Wednesday, 9am to 1pm"))
    rhythm = forms.ChoiceField(
        label=_("How often do you want to hear from the other side?"), choices=Rhythm.choices, widget=Radios,
        help_text=_("Even when there is nothing new: what went well and what did not."),
    )  # fmt: skip
    tier = forms.ChoiceField(label=_("How close should the contact be?"), choices=Tier.choices, widget=Radios)
    hear_first = line(
        _("What do you want to hear about first?"), _("For example: planned road closures; grants; changes of staff")
    )
    bad_news = line(
        _("How should bad news be told?"), _("For example: by telephone before it is public, then in writing")
    )

    def layout(self):
        yield Fieldset(_("In what way"), "first", "second", "third", "reachable")
        yield "rhythm"
        yield "tier"
        yield "hear_first"
        yield "bad_news"

    def clean(self):
        data = super().clean()
        if data.get("third") and "second" in data and not data["second"]:
            self.add_error("second", _("Choose the second way first"))
        elif data.get("second") and data["second"] == data.get("first"):
            self.add_error("second", _("Choose another way than before, or none"))
        if data.get("third") and data["third"] in (data.get("first"), data.get("second")):
            self.add_error("third", _("Choose another way than before, or none"))
        return data
