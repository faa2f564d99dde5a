"""The entry, its papers, its renewal, its exit."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from core.govuk_forms import DateInputField, GovukForm, MoneyField, Radios, TextInput, WholeNumberField
from councils.proportion import Tier
from partnerships.forms.assessing import long_text
from partnerships.models import (
    Approach,
    Basis,
    Governance,
    Phase,
    RequiredDocument,
    Risk,
    Service,
    Statute,
    Vehicle,
)
from partnerships.models.partnership import MOST_PENCE

NOT_SAID = ("", gettext_lazy("Not said"))
MOST_MONTHS = 60
TOO_MUCH = gettext_lazy("Enter a smaller amount")


class PersonChoice(forms.ModelChoiceField):
    """People of the council, by name and role."""

    def label_from_instance(self, membership):
        return f"{membership.user.name or membership.user.email}, {membership.get_role_display()}"


class EntryForm(GovukForm, forms.Form):
    """A part of the entry; the people to choose from are those of the convening council."""

    submit_text = gettext_lazy("Save")

    def __init__(self, *args, convener, **kwargs):
        super().__init__(*args, **kwargs)
        people = Membership.objects.current().of_council(convener).select_related("user").order_by("user__name", "pk")
        for field in self.fields.values():
            if isinstance(field, PersonChoice):
                field.queryset = people

    def _money(self, name):
        pence = self.cleaned_data[name]
        if pence is not None and pence > MOST_PENCE:
            raise forms.ValidationError(TOO_MUCH)
        return pence


class BasicsForm(EntryForm):
    """What every partnership needs, however small."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, widget=TextInput)
    purpose = long_text(
        gettext_lazy("What is it for?"), gettext_lazy("Two or three sentences that anyone understands"), rows=3
    )
    value_pence = MoneyField(
        label=gettext_lazy("What is it worth?"),
        help_text=gettext_lazy("All money of all partners, over the whole term. Leave it empty if it is not known."),
        required=False,
    )
    risk = forms.ChoiceField(
        label=gettext_lazy("How much could go wrong?"), choices=Risk.choices, widget=Radios(inline=True)
    )
    statute = forms.ChoiceField(label=gettext_lazy("Does a law ask for it?"), choices=Statute.choices)
    lead = PersonChoice(
        label=gettext_lazy("Lead officer"),
        help_text=gettext_lazy("Who answers for it. Reminders go to this person."),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    starts_on = DateInputField(label=gettext_lazy("First day"), required=False)
    ends_on = DateInputField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("Empty if there is no fixed day"), required=False
    )
    next_review_on = DateInputField(
        label=gettext_lazy("Next review"),
        help_text=gettext_lazy("The day by which the partners look at it together"),
        required=False,
    )
    end_point = long_text(
        gettext_lazy("By what will everybody know that it is over?"),
        gettext_lazy("For example: the grant ends on 31 March 2029, or the hall is open again"),
        rows=2,
    )
    exit_plan = long_text(
        gettext_lazy("What happens then?"),
        gettext_lazy("What becomes of things, people and money, and who goes on with what stays"),
        rows=3,
    )

    def clean_value_pence(self):
        return self._money("value_pence")


class MoreForm(EntryForm):
    """What larger partnerships record beside it."""

    vehicle = forms.ChoiceField(
        label=gettext_lazy("In what form?"), choices=[NOT_SAID, *Vehicle.choices], required=False
    )
    approach = forms.ChoiceField(
        label=gettext_lazy("What brings you together?"), choices=[NOT_SAID, *Approach.choices], required=False
    )
    phase = forms.ChoiceField(label=gettext_lazy("How far is it?"), choices=[NOT_SAID, *Phase.choices], required=False)
    governance = forms.ChoiceField(
        label=gettext_lazy("How is it steered?"),
        help_text=gettext_lazy("As light as it can be while everyone can see who answers for what"),
        choices=[NOT_SAID, *Governance.choices],
        required=False,
    )
    service = forms.ChoiceField(
        label=gettext_lazy("Which service is it mostly about?"), choices=[NOT_SAID, *Service.choices], required=False
    )
    saving_pence = MoneyField(
        label=gettext_lazy("What does it save in a year?"),
        help_text=gettext_lazy("Leave it empty if it is not known"),
        required=False,
    )
    sponsor = PersonChoice(
        label=gettext_lazy("Sponsor"),
        help_text=gettext_lazy("The senior person who stands up for it"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    notice_months = WholeNumberField(
        label=gettext_lazy("Notice"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        suffix=gettext_lazy("months"),
    )
    tier_set = forms.ChoiceField(
        label=gettext_lazy("How much paper does it need?"),
        choices=[("", gettext_lazy("As worked out from money, risk and law")), *Tier.choices],
        required=False,
    )
    tier_reason = forms.CharField(
        label=gettext_lazy("Why, if you chose it yourself"), max_length=300, required=False, widget=TextInput
    )

    def clean_saving_pence(self):
        return self._money("saving_pence")

    def clean(self):
        data = super().clean()
        if data.get("tier_set") and not data.get("tier_reason", "").strip():
            self.add_error("tier_reason", _("Enter why it needs more or less than was worked out"))
        return data


class RenewForm(GovukForm, forms.Form):
    """Another term."""

    submit_text = gettext_lazy("Renew it")
    ends_on = DateInputField(label=gettext_lazy("New last day"))
    next_review_on = DateInputField(label=gettext_lazy("Next review"))
    note = long_text(
        gettext_lazy("Who decided it?"), gettext_lazy("The committee or officer, and the minute"), rows=2, required=True
    )


class ExitForm(GovukForm, forms.Form):
    """Everything that must have an answer before it is closed; it can be saved half finished."""

    submit_text = gettext_lazy("Save")
    exit_assets = long_text(gettext_lazy("What happens to what you own together?"), gettext_lazy("“None” is an answer"))
    exit_staff = long_text(
        gettext_lazy("What happens to the staff?"), gettext_lazy("Consider TUPE. “None” is an answer")
    )
    exit_liabilities = long_text(
        gettext_lazy("Who bears what is still owed?"), gettext_lazy("Contracts, claims, grants to be paid back")
    )
    legacy_owner = long_text(
        gettext_lazy("Who looks after what stays?"), gettext_lazy("A council, body or role"), rows=2
    )
    final_evaluation = long_text(
        gettext_lazy("What came of it?"), gettext_lazy("What was reached, what was not, what others can learn"), rows=6
    )


class PapersForm(GovukForm, forms.Form):
    """Where each paper stands, and on what basis it is asked for."""

    submit_text = gettext_lazy("Save")

    def __init__(self, *args, papers, **kwargs):
        super().__init__(*args, **kwargs)
        self.papers = papers
        for paper in papers:
            for name, field in self._fields_of(paper):
                self.fields[f"paper{paper.pk}-{name}"] = field

    @staticmethod
    def _fields_of(paper):
        """State, basis and note of one paper; each label names the paper."""
        names = {"name": paper.name}
        yield (
            "state",
            forms.ChoiceField(
                label=paper.name,
                choices=RequiredDocument.State.choices,
                widget=Radios(inline=True),
            ),
        )
        yield (
            "basis",
            forms.ChoiceField(label=_("Why is it asked for? (%(name)s)") % names, choices=Basis.choices),
        )
        yield (
            "note",
            forms.CharField(
                label=_("Where it is, or why it is left out (%(name)s)") % names,
                max_length=300,
                required=False,
                widget=TextInput,
            ),
        )

    def standings(self):
        """{row id: (state, basis, note)}."""
        data = self.cleaned_data
        return {p.pk: tuple(data[f"paper{p.pk}-{name}"] for name in ("state", "basis", "note")) for p in self.papers}
