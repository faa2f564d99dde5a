"""What is typed to confirm who somebody is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.resets import REASON_LENGTH
from core.govuk_forms import CountedTextarea, GovukForm, Radios

MISSING = _("Enter how you know that it is them")


def reason_field(**options):
    return forms.CharField(
        label=_("How do you know that it is them?"),
        max_length=REASON_LENGTH,
        help_text=_(
            "For example “Rang her on the number we have had for years and knew her voice”. "
            "It stays in the record, where the people of the council can read it"
        ),
        widget=CountedTextarea({"rows": 3}, max_length=REASON_LENGTH),
        **options,
    )


class ReasonForm(GovukForm, forms.Form):
    """How somebody knows the person."""

    submit_text = _("Confirm and start the delay")
    reason = reason_field(error_messages={"required": MISSING})


class DecideResetForm(GovukForm, forms.Form):
    """Confirm with a reason, or cancel; once confirmed, only cancel."""

    CONFIRM, CANCEL = "confirm", "cancel"
    submit_text = _("Save")
    decision = forms.ChoiceField(label=_("What do you decide?"), widget=Radios(reveals={CONFIRM: "reason"}))
    reason = reason_field(required=False)

    def __init__(self, *args, may_confirm, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(self.CONFIRM, _("I know that it is them")), (self.CANCEL, _("Cancel the reset"))]
        self.fields["decision"].choices = choices if may_confirm else choices[1:]
        if not may_confirm:
            self.fields["decision"].widget.reveals = {}
            del self.fields["reason"]

    def clean(self):
        data = super().clean()
        if data.get("decision") == self.CONFIRM and not data.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", MISSING)
        return data
