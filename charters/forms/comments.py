"""Comments on sections, and what was decided about them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.models import Decision
from core.govuk_forms import CountedTextarea, GovukForm, Radios


class SectionCommentForm(GovukForm, forms.Form):
    """What a council says about one section."""

    submit_text = _("Save the comment")
    mark_optional = False  # emptied, it takes the comment back
    text = forms.CharField(
        label=_("Your council’s comment"),
        required=False,
        max_length=2000,
        widget=CountedTextarea({"rows": 6}, max_length=2000),
        help_text=_(
            "Say what should be different and why. Once it is decided, every council that was asked reads your comment "
            "with the decision. Leave it empty to take the comment back."
        ),
    )


class DecideForm(GovukForm, forms.Form):
    """The convener's decision about one comment."""

    submit_text = _("Save the decision")
    decision = forms.ChoiceField(label=_("What have you decided?"), choices=Decision.choices, widget=Radios,
                                 error_messages={"required": _("Select what you have decided")})  # fmt: skip
    reason = forms.CharField(
        label=_("What you changed, or why not"),
        max_length=1000,
        widget=CountedTextarea({"rows": 4}, max_length=1000),
        help_text=_("One or two sentences. Every council that was asked reads them with the next version."),
        error_messages={"required": _("Enter what you changed, or why not")},
    )
