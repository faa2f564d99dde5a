"""A council’s answer and signature."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models import Answer, DecisionTaker
from core.govuk_forms import CodeInput, CountedTextarea, DateInputField, GovukForm, Radios, TextInput


class AnswerForm(GovukForm, forms.Form):
    """A council's answer."""

    mark_optional = False  # comments and reason are needed, each with its own answer
    answer = forms.ChoiceField(
        label=_("What did your council decide?"),
        choices=[(a.value, a.label) for a in (Answer.ACCEPTED, Answer.WITH_COMMENTS, Answer.DECLINED)],
        widget=Radios(
            hints={
                "accepted": _("You can sign now or later"),
                "with_comments": _("Your council agrees and has something to say"),
                "declined": _("Everyone who has signed is told that you declined, but not why"),
            },
            reveals={"with_comments": "comments", "declined": "reason"},
        ),
    )
    comments = forms.CharField(
        label=_("Comments"),
        required=False,
        max_length=4000,
        widget=CountedTextarea({"rows": 5}, max_length=4000),
    )
    share_comments = forms.BooleanField(
        label=_("Share our comments with the other councils that were asked"), required=False
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=CountedTextarea({"rows": 4}, max_length=2000),
    )

    def __init__(self, *args, one_way=False, **kwargs):
        super().__init__(*args, **kwargs)
        if one_way:  # nobody but the convener agrees to it
            answer = self.fields["answer"]
            answer.label, answer.initial = _("What does your council say?"), Answer.ACKNOWLEDGED
            answer.choices = [(Answer.ACKNOWLEDGED.value, Answer.ACKNOWLEDGED.label)]
            answer.widget.hints = {"acknowledged": _("Your council has read it. It promises and signs nothing.")}
            answer.widget.reveals = {}
            self.fields["comments"].label = _("Comments, if you have any")
            del self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.WITH_COMMENTS and not cleaned.get("comments"):
            self.add_error("comments", _("Enter your council’s comments"))
        if cleaned.get("answer") == Answer.DECLINED and not cleaned.get("reason"):
            self.add_error("reason", _("Enter the reason, so that the convening council can respond to it"))
        return cleaned


class SignForm(GovukForm, forms.Form):
    """Who decided, when, where it is minuted, and who signs."""

    decision_taker = forms.ChoiceField(label=_("Who took the decision?"), choices=DecisionTaker.choices, widget=Radios)
    resolution_on = DateInputField(label=_("Date of the decision"))
    minute_reference = forms.CharField(
        label=_("Minute reference"),
        max_length=60,
        widget=TextInput(width=20),
        help_text=_("For example: 2026/118(b). If the minutes are still a draft, give the agenda item."),
    )
    typed_name = forms.CharField(
        label=_("Your full name"),
        max_length=120,
        widget=TextInput({"autocomplete": "name"}),
        help_text=_("Typing your name here is your signature. It is printed in the document."),
    )
    role_title = forms.CharField(
        label=_("Your role"),
        max_length=120,
        widget=TextInput,
        help_text=_("For example: Clerk, or Chair of the council"),
    )

    def __init__(self, *args, takers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision_taker"].choices = [(taker.value, taker.label) for taker in takers]

    def clean_resolution_on(self):
        day = self.cleaned_data["resolution_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Date of the decision must be today or in the past"))
        return day


class ProofForm(GovukForm, forms.Form):
    """The code that proves who signs, and the declaration."""

    submit_text = _("Sign")
    code = forms.CharField(label=_("Code"), max_length=20, widget=CodeInput)
    declared = forms.BooleanField(label=_("I am authorised to sign for my council, and the decision above was taken"))

    def __init__(self, *args, code_hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = code_hint
