"""The six questions, the assessment, the decision."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk_forms import Checkboxes, CountedTextarea, DateInputField, GovukForm, Radios, TextInput
from councils.models import Council
from partnerships.classification import QUESTIONS
from partnerships.forms.parties import NamesPartner
from partnerships.models import Decision, Taker
from partnerships.weighing import BENEFITS, CHALLENGES

LONG = 4_000


def long_text(label, hint="", *, rows=4, required=False):
    """A field for a few sentences."""
    widget = CountedTextarea({"rows": rows}, max_length=LONG, threshold=75)
    return forms.CharField(label=label, help_text=hint, required=required, max_length=LONG, widget=widget)


class StartForm(NamesPartner):
    """Who with whom, about what; then the six questions."""

    submit_text = gettext_lazy("See what it is")
    council = forms.ModelChoiceField(
        label=gettext_lazy("Which council are you asking for?"), queryset=Council.objects.none(), widget=Radios
    )
    title = forms.CharField(
        label=gettext_lazy("What do you want to do together?"),
        help_text=gettext_lazy("In a few words. For example: Shared caretaker of two parishes"),
        max_length=200,
        widget=TextInput,
    )
    field_order = ["council", "title", "sort", "name"]

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = councils
        if len(councils) == 1:
            self.fields["council"].initial = councils[0]
        for question in QUESTIONS:
            self.fields[question.name] = forms.ChoiceField(
                label=question.text,
                help_text=question.hint,
                choices=question.choices,
                widget=Radios,
                error_messages={"required": _("Select an answer")},
            )

    def answers(self):
        return {question.name: self.cleaned_data[question.name] for question in QUESTIONS}


class CaseForm(GovukForm, forms.Form):
    """What is thought through before somebody decides."""

    submit_text = gettext_lazy("Save")
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, widget=TextInput)
    issue = long_text(gettext_lazy("What is the issue?"), gettext_lazy("The problem to solve, or the opportunity"))
    options = long_text(
        gettext_lazy("What else could be done?"),
        gettext_lazy("Each option you looked at, including doing nothing, with the reasons for and against"),
    )
    benefits = forms.MultipleChoiceField(
        label=gettext_lazy("What are the benefits of doing it together?"),
        required=False,
        choices=BENEFITS,
        widget=Checkboxes,
    )
    challenges = forms.MultipleChoiceField(
        label=gettext_lazy("What are the challenges?"), required=False, choices=CHALLENGES, widget=Checkboxes
    )
    resources = long_text(gettext_lazy("What resources does it need?"), gettext_lazy("People, money, time, skills"))
    recommendation = long_text(gettext_lazy("What do you recommend, and why?"))


class DecideForm(GovukForm, forms.Form):
    """What was decided, and where that is written."""

    submit_text = gettext_lazy("Save the decision")
    decision = forms.ChoiceField(label=gettext_lazy("What was decided?"), choices=Decision.choices, widget=Radios)
    taker = forms.ChoiceField(label=gettext_lazy("Who decided?"), choices=Taker.choices, widget=Radios)
    decided_on = DateInputField(label=gettext_lazy("When was it decided?"))
    minute = forms.CharField(
        label=gettext_lazy("Minute or decision number"),
        help_text=gettext_lazy("Where the decision can be found. For example: 41/26"),
        max_length=120,
        widget=TextInput(width=20),
    )
