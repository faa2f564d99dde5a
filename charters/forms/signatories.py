"""The form about who is asked to sign for a council."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk_forms import GovukForm, Radios


class SignatoryForm(GovukForm, forms.Form):
    """One of the people who may sign."""

    submit_text = _("Ask this person to sign")

    person = forms.ChoiceField(
        label=_("Who should sign for the council?"),
        widget=Radios,
        error_messages={"required": _("Select who should sign")},
    )

    def __init__(self, *args, memberships, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(each.user_id): each.user for each in memberships}
        named = [(str(m.user_id), f"{m.user.name or m.user.email}, {m.get_role_display()}") for m in memberships]
        self.fields["person"].choices = list(dict(named).items())

    def clean_person(self):
        return self.people[self.cleaned_data["person"]]
