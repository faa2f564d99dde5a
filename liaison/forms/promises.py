"""What is typed about promises: who promised what by when; what became of it; a word to the other side."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.govuk_forms import CountedTextarea, DateInputField, GovukForm, Radios, TextInput, Typeahead
from councils.models import Council
from liaison.forms.officers import PersonChoice
from liaison.forms.typed import typed_council
from liaison.models import Outcome

LINE, WORDS = 200, 500
US, THEM = "us", "them"


def text_field():
    return forms.CharField(
        label=_("What was promised?"),
        max_length=WORDS,
        widget=CountedTextarea({"rows": 3}, max_length=WORDS, threshold=75),
        help_text=_("One thing that can be seen to be done. For example: answer the question about the car park lease"),
    )


def made_on_field():
    return DateInputField(label=_("When was it promised?"), initial=timezone.localdate)


def made_in_field():
    return forms.CharField(
        label=_("Where was it promised?"),
        max_length=LINE,
        required=False,
        widget=TextInput,
        help_text=_("For example: parish forum; telephone call; your e-mail of 3 May"),
    )


def answers_field():
    return PersonChoice(
        label=_("Who answers for it?"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("The named officer, or the clerk"),
    )


def due_field():
    return DateInputField(label=_("By when?"), help_text=_("The last day on which it is on time"))


def words_field(label):
    return forms.CharField(
        label=label, max_length=WORDS, widget=CountedTextarea({"rows": 3}, max_length=WORDS, threshold=75)
    )


def members_of(council):
    """Who acts for the council today."""
    found = Membership.objects.current().of_council(council).select_related("user", "council")
    return found.order_by("user__name", "pk")


class PrincipalChoice(forms.ModelChoiceField):
    """Principal councils by their whole name."""

    def label_from_instance(self, council):
        return council.full_name


class RecordForm(GovukForm, forms.Form):
    """Who promised whom what, by when."""

    submit_text = _("Record the promise")
    side = forms.ChoiceField(
        label=_("Who promised it?"),
        choices=[(US, _("We did")), (THEM, _("The other council did"))],
        widget=Radios(reveals={US: "answers"}, hints={THEM: _("They are told, and can say that they did not")}),
        initial=US,
    )
    answers = answers_field()
    text = text_field()
    due_on = due_field()
    made_on = made_on_field()
    made_in = made_in_field()

    def __init__(self, *args, council, suggest_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answers"].queryset = members_of(council)
        self.principal = council if council.is_principal else None
        if self.principal:
            field = forms.CharField(label=_("Which local council?"), max_length=LINE, help_text=_("Type its name"))
            field.widget = Typeahead(suggest_url, "slug", {"autocomplete": "off"})
        else:
            above = Council.objects.current().principal().filter(children=council).by_name()
            field = PrincipalChoice(
                label=_("Which principal council?"), queryset=above, to_field_name="slug", empty_label=None,
                initial=above.first(),
            )  # fmt: skip
        self.fields = {"council": field, **self.fields}
        in_order = ("council", "side", "answers", "text", "due_on", "made_on", "made_in")
        self.order_fields(in_order)

    def clean(self):
        data = super().clean()
        if self.principal and data.get("council"):
            data["council"] = typed_council(self, "council", self.principal)
        if data.get("side") == THEM:
            data["answers"] = None
        return data


class ChangePromiseForm(GovukForm, forms.Form):
    """As much of it as this person may change today."""

    submit_text = _("Save")
    text = text_field()
    due_on = due_field()
    made_on = made_on_field()
    made_in = made_in_field()
    answers = answers_field()

    def __init__(self, *args, council, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answers"].queryset = members_of(council)
        for name in set(self.fields) - set(names):
            del self.fields[name]


class ReportForm(GovukForm, forms.Form):
    """Kept, and when; or not kept, and why."""

    submit_text = _("Save")
    mark_optional = False
    outcome = forms.ChoiceField(
        label=_("What became of it?"), choices=Outcome.choices, widget=Radios(reveals={Outcome.KEPT: "day"})
    )
    day = DateInputField(label=_("When was it done?"), required=False, initial=timezone.localdate)
    words = forms.CharField(
        label=_("In a few words"),
        max_length=WORDS,
        required=False,
        widget=CountedTextarea({"rows": 3}, max_length=WORDS, threshold=75),
        help_text=_("How it was kept, or why not. The other council reads it. If it was not kept, this is needed."),
    )


class ContestForm(GovukForm, forms.Form):
    """Why it counts as not kept."""

    submit_text = _("Say that it was not kept")
    submit_variant = "warning"
    words = words_field(_("What is missing?"))


class DenyForm(GovukForm, forms.Form):
    """Why it was no promise."""

    submit_text = _("We did not promise this")
    submit_variant = "warning"
    words = words_field(_("What was said instead?"))


class WithdrawPromiseForm(GovukForm, forms.Form):
    """Why it is no longer expected."""

    submit_text = _("Withdraw it")
    submit_variant = "warning"
    words = words_field(_("Why does it no longer count?"))


class PromisesForm(GovukForm, forms.Form):
    """Which promises of the list."""

    submit_text = _("Show")
    method = "get"
    mark_optional = False
    q = forms.CharField(label=_("Council or words"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("How it stands"),
        choices=[
            ("", _("All")), ("open", _("Open")), ("overdue", _("Overdue")), ("kept", _("Kept on time")),
            ("late", _("Kept late")), ("not_kept", _("Not kept")), ("gone", _("Withdrawn or denied")),
        ],
        required=False,
    )  # fmt: skip
    side = forms.ChoiceField(
        label=_("Who promised"), choices=[("", _("Both")), (US, _("We did")), (THEM, _("The others did"))],
        required=False,
    )  # fmt: skip
    who = forms.ChoiceField(label=_("Who answers"), required=False)
    council = forms.CharField(required=False, max_length=140, widget=forms.HiddenInput)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", _("Anybody")), *((str(pk), name) for pk, name in people)]
        if not people:
            del self.fields["who"]

    def chosen(self):
        """{name: value} of what makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
