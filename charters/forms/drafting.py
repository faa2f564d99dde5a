"""Forms of a draft: to start one, its details, sections and commitments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.models import Commitment, Kind
from core.govuk_forms import Checkboxes, CountedTextarea, DateInputField, GovukForm, Radios, TextInput, WholeNumberField
from councils.models import Council

LONG_TEXT = 20_000
FORMAT_HINT = _("Leave a blank line between paragraphs. Start a line with a hyphen for a list.")


ONE_WAY = "one_way"


class StartForm(GovukForm, forms.Form):
    """A new agreement: what it is, who convenes it and what it is called."""

    what = forms.ChoiceField(
        label=_("What do you want to start?"),
        choices=[
            (Kind.CHARTER.value, Kind.CHARTER.label),
            (ONE_WAY, _("One-way commitment")),
            (Kind.MEMORANDUM.value, Kind.MEMORANDUM.label),
            (Kind.DEAL.value, Kind.DEAL.label),
        ],
        widget=Radios(
            hints={
                "charter": _("Both sides promise something, and each council signs"),
                ONE_WAY: _("Your council promises and signs alone; local councils are told and can comment"),
                "memorandum": _("One page: what both sides want, and what they cannot do. Each council signs"),
                "deal": _("Asks and offers of both sides; what is agreed becomes a commitment. Each council signs"),
            }
        ),
    )

    convener = forms.ModelChoiceField(
        label=_("Which principal council convenes it?"), queryset=Council.objects.none(), widget=Radios
    )
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("For example: Milton Keynes and its local councils")
    )

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["convener"].queryset = councils
        if len(councils) == 1:
            self.fields["convener"].initial = councils[0]


class DetailsForm(GovukForm, forms.Form):
    """What stands on the cover and in the e-mail."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=800,
        widget=CountedTextarea({"rows": 4}, max_length=800),
        help_text=_("Three or four sentences for a councillor who has one minute. They go into the e-mail."),
    )
    review_on = DateInputField(label=_("Review date"), required=False, help_text=_("When it is to be looked at again"))
    lasts_months = WholeNumberField(
        label=_("How many months does it last?"),
        required=False,
        min_value=1,
        max_value=240,
        width=3,
        suffix=_("months"),
        help_text=_("36 are three years. It can be renewed. Leave it empty if it has no end."),
    )
    notice_months = WholeNumberField(
        label=_("How many months’ notice does a council give that leaves?"),
        required=False,
        min_value=1,
        max_value=24,
        width=3,
        suffix=_("months"),
        help_text=_("Three, if you leave it empty"),
    )
    what_changed = forms.CharField(
        label=_("What has changed since the last version"),
        required=False,
        widget=CountedTextarea({"rows": 3}, max_length=2000),
        max_length=2000,
    )

    def __init__(self, *args, first_version, **kwargs):
        super().__init__(*args, **kwargs)
        if first_version:
            del self.fields["what_changed"]


class SectionForm(GovukForm, forms.Form):
    """Heading and text of a section, and clauses to put at its end."""

    heading = forms.CharField(label=_("Heading"), max_length=120)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONG_TEXT,
        widget=forms.Textarea({"rows": 14}),
        help_text=FORMAT_HINT,
    )
    clauses = forms.MultipleChoiceField(
        label=_("Add ready-made clauses to the end of the text"),
        help_text=_("You can change them afterwards, as any text"),
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, *args, clauses=(), **kwargs):
        super().__init__(*args, **kwargs)
        if not clauses:
            del self.fields["clauses"]
            return
        self.fields["clauses"].choices = [(each.key, each.title) for each in clauses]
        self.fields["clauses"].widget.hints = {each.key: each.body for each in clauses}


class CouncilChoice(forms.ModelChoiceField):
    """One council by the name by which it is told apart."""

    def label_from_instance(self, council):
        return council.label


class CommitmentForm(GovukForm, forms.Form):
    """A commitment, an offer or an ask."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Commitment.Kind.choices,
        widget=Radios(
            hints={
                "commitment": _("Someone will do it"),
                "offer": _("One side would give it if the other wants it"),
                "ask": _("One side asks the other for it"),
            }
        ),
    )
    owner_side = forms.ChoiceField(
        label=_("Whose is it?"),
        help_text=_("Who will do it, who offers it, or who asks for it"),
        choices=Commitment.OwnerSide.choices,
        widget=Radios,
    )
    owner = CouncilChoice(
        label=_("One council alone?"),
        queryset=Council.objects.none(),
        required=False,
        empty_label=_("No, every council of that side"),
        help_text=_("Select a council if it does this by itself, such as the county council"),
    )
    text = forms.CharField(
        label=_("What will happen"), max_length=1000, widget=CountedTextarea({"rows": 3}, max_length=1000)
    )
    measure = forms.CharField(
        label=_("How anyone can tell that it was kept"), max_length=300, required=False, widget=TextInput
    )
    target = forms.CharField(
        label=_("What it should reach"),
        max_length=120,
        required=False,
        widget=TextInput,
        help_text=_("For example: nine in ten, or one event a year"),
    )
    due_on = DateInputField(label=_("By when"), required=False)

    def __init__(self, *args, councils, one_way=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = councils
        self.one_way = one_way
        if one_way:  # the convener promises alone, and asks for nothing
            self.fields["kind"].choices = [pair for pair in Commitment.Kind.choices if pair[0] != Commitment.Kind.ASK]
            del self.fields["owner_side"], self.fields["owner"]

    def clean(self):
        cleaned = super().clean()
        if self.one_way:
            return cleaned | {"owner_side": Commitment.OwnerSide.PRINCIPAL, "owner": None}
        if cleaned.get("owner") and cleaned.get("owner_side") == "both":
            self.add_error("owner", _("Select a side above, or leave this as it is: both together is not one council"))
        if cleaned.get("kind") in ("offer", "ask") and cleaned.get("owner_side") == "both":
            self.add_error("owner_side", _("Select one side: an offer or an ask comes from one side"))
        return cleaned
