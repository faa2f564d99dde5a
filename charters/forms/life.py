"""Forms about the life of a charter in force."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models import Outcome, ReviewView
from core.govuk_forms import CountedTextarea, DateInputField, GovukForm, Radios, TextInput, WholeNumberField


class RenewForm(GovukForm, forms.Form):
    """Another term."""

    submit_text = _("Renew it")
    months = WholeNumberField(
        label=_("For how many months more?"), min_value=1, max_value=240, width=3, suffix=_("months"),
        error_messages={"required": _("Enter for how many months more")},
        help_text=_("They are counted from the end of the term that runs now."),
    )  # fmt: skip
    review_on = DateInputField(
        label=_("Next review date"), required=False, help_text=_("Leave it empty if the date that is set now stays")
    )
    note = forms.CharField(
        label=_("Who decided it, and where is it minuted?"),
        error_messages={"required": _("Enter who decided it, and where it is minuted")},
        max_length=1000,
        widget=CountedTextarea({"rows": 3}, max_length=1000),
        help_text=_("For example: Cabinet, 14 May 2028, minute 52. The other councils agreed at the yearly review."),
    )


class OpenReviewForm(GovukForm, forms.Form):
    """Until when councils are asked."""

    submit_text = _("Ask the councils")
    views_by = DateInputField(
        label=_("Until when can councils say how it goes?"),
        help_text=_("A council meets every month or two. Each of them gets an e-mail."),
    )

    def clean_views_by(self):
        day = self.cleaned_data["views_by"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("The day must be in the future"))
        return day


class ViewForm(GovukForm, forms.Form):
    """How the charter goes, as one council sees it."""

    submit_text = _("Save")
    verdict = forms.ChoiceField(
        label=_("How does it work?"),
        error_messages={"required": _("Select how it works")},
        choices=ReviewView.Verdict.choices,
        widget=Radios,
    )
    wish = forms.ChoiceField(
        label=_("What should follow?"),
        error_messages={"required": _("Select what should follow")},
        choices=Outcome.choices,
        widget=Radios,
    )
    text = forms.CharField(
        label=_("What works, what does not, and what would you change?"),
        error_messages={"required": _("Enter what works, what does not, and what you would change")},
        max_length=4000,
        widget=CountedTextarea({"rows": 6}, max_length=4000),
        help_text=_("Every council in it reads this; do not name people."),
    )


class CloseReviewForm(GovukForm, forms.Form):
    """What was found and what follows."""

    mark_optional = False  # date and months are needed, each with its own outcome
    submit_text = _("Close the review")
    outcome = forms.ChoiceField(
        label=_("What follows from the review?"),
        error_messages={"required": _("Select what follows from the review")},
        choices=Outcome.choices,
        widget=Radios(
            hints={
                "carry_on": _("The text stays as it is"),
                "renew": _("It stays in force for another term"),
                "new_version": _(
                    "A draft is started. What is in force stays in force until the draft is countersigned"
                ),
                "end": _("From today it binds nobody, and it is taken off the public pages. This cannot be undone"),
            },
            reveals={"carry_on": "next_review_on", "renew": "months"},
        ),
    )
    next_review_on = DateInputField(label=_("When is it looked at again?"), required=False)
    months = WholeNumberField(
        label=_("For how many months more?"), required=False, min_value=1, max_value=240, width=3, suffix=_("months")
    )
    finding = forms.CharField(
        label=_("What was kept, what was not, and why does this follow?"),
        error_messages={"required": _("Enter what was kept, what was not, and why this follows")},
        max_length=4000,
        widget=CountedTextarea({"rows": 6}, max_length=4000),
        help_text=_("Every council in it gets this by e-mail."),
    )

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("next_review_on")
        if cleaned.get("outcome") == Outcome.CARRY_ON and (day is None or day <= timezone.localdate()):
            self.add_error("next_review_on", _("Enter a day in the future on which it is looked at again"))
        if cleaned.get("outcome") == Outcome.RENEW and not cleaned.get("months"):
            self.add_error("months", _("Enter for how many months more"))
        return cleaned


class LeaveForm(GovukForm, forms.Form):
    """A council gives notice."""

    submit_text = _("Give notice")
    submit_variant = "warning"
    minute_reference = forms.CharField(
        label=_("Minute reference of the decision"),
        max_length=60,
        widget=TextInput(width=20),
        help_text=_("For example: 2028/118(b)"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        widget=CountedTextarea({"rows": 4}, max_length=2000),
        help_text=_("Every council in it reads it."),
    )
    declared = forms.BooleanField(label=_("My council has decided to leave, and I may say so for it"))
