"""The entry, its papers, its renewal, its exit."""

from django import forms
from django.db.models import Q
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
    Status,
    Statute,
    Vehicle,
)
from partnerships.models.partnership import MOST_PENCE
from partnerships.papers import is_weaker, least_basis

NOT_SAID = ("", gettext_lazy("Not said"))
MOST_MONTHS = 60
TOO_MUCH = gettext_lazy("Enter a smaller amount")


class PersonChoice(forms.ModelChoiceField):
    """People of the council, by name and role; whoever is stored stays to be seen after they have left."""

    def label_from_instance(self, membership):
        name = membership.user.name or membership.user.email or _("Somebody whose account was removed")
        who = f"{name}, {membership.get_role_display()}"
        return who if membership.is_current else _("%(who)s (no longer acts for the council)") % {"who": who}


class EntryForm(GovukForm, forms.Form):
    """A part of the entry; the people to choose from are those of the convening council."""

    submit_text = gettext_lazy("Save")

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, PersonChoice):
                field.queryset = people_of(entry, getattr(entry, f"{name}_id"))

    def _money(self, name):
        pence = self.cleaned_data[name]
        if pence is not None and pence > MOST_PENCE:
            raise forms.ValidationError(TOO_MUCH)
        return pence


def people_of(entry, stored=None):
    """Who acts for the convening council today, and the one who is stored."""
    current = Membership.objects.current().of_council(entry.convener).order_by().values("pk")
    found = Membership.objects.filter(Q(pk__in=current) | Q(pk=stored))
    return found.select_related("user").order_by("user__name", "pk")


class BasicsForm(EntryForm):
    """What every partnership needs, however small."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, widget=TextInput)
    purpose = long_text(
        gettext_lazy("What is it for?"), gettext_lazy("Two or three sentences that anyone understands"), rows=3
    )
    value_pence = MoneyField(
        label=gettext_lazy("How much money is in it?"),
        help_text=gettext_lazy("From all partners together, over the whole term. Leave this empty if you do not know."),
        required=False,
    )
    risk = forms.ChoiceField(
        label=gettext_lazy("How high is the risk?"), choices=Risk.choices, widget=Radios(inline=True)
    )
    statute = forms.ChoiceField(label=gettext_lazy("Does a law require it?"), choices=Statute.choices)
    lead = PersonChoice(
        label=gettext_lazy("Lead officer"),
        help_text=gettext_lazy("The person who answers for it. Reminders go to them."),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    starts_on = DateInputField(label=gettext_lazy("First day"), required=False)
    ends_on = DateInputField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Leave this empty if there is no fixed day"),
        required=False,
    )
    next_review_on = DateInputField(
        label=gettext_lazy("Next review"),
        help_text=gettext_lazy("The day by which the partners will have looked at it together"),
        required=False,
    )
    end_point = long_text(
        gettext_lazy("How will everybody know that it is over?"),
        gettext_lazy("For example: the grant ends on 31 March 2029, or the hall is open again"),
        rows=2,
    )
    exit_plan = long_text(
        gettext_lazy("What happens when it ends?"),
        gettext_lazy("What happens to equipment, staff and money, and who carries on with what remains"),
        rows=3,
    )

    needed = {  # of a live one, with what is said while it is empty
        "lead": gettext_lazy("Choose a lead officer: somebody must answer for a live partnership"),
        "starts_on": gettext_lazy("Enter the first day: a live partnership has one"),
        "next_review_on": gettext_lazy("Enter the next review: a live partnership has one"),
        "end_point": gettext_lazy("Enter how everybody will know that it is over"),
        "exit_plan": gettext_lazy("Enter what happens then: a live partnership has an exit plan"),
    }

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, entry=entry, **kwargs)
        if entry.status == Status.LIVE:
            for name, words in self.needed.items():
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = words

    def clean_value_pence(self):
        return self._money("value_pence")

    def clean_lead(self):
        lead = self.cleaned_data["lead"]
        if lead and not lead.is_current:
            raise forms.ValidationError(_("This person no longer acts for the council. Choose somebody who does."))
        return lead


class MoreForm(EntryForm):
    """What larger partnerships record beside it."""

    vehicle = forms.ChoiceField(
        label=gettext_lazy("What form does it take?"), choices=[NOT_SAID, *Vehicle.choices], required=False
    )
    approach = forms.ChoiceField(
        label=gettext_lazy("What brings you together?"), choices=[NOT_SAID, *Approach.choices], required=False
    )
    phase = forms.ChoiceField(
        label=gettext_lazy("What stage has it reached?"), choices=[NOT_SAID, *Phase.choices], required=False
    )
    governance = forms.ChoiceField(
        label=gettext_lazy("How is it governed?"),
        help_text=gettext_lazy("As simple as possible, as long as everyone can see who is responsible for what"),
        choices=[NOT_SAID, *Governance.choices],
        required=False,
    )
    service = forms.ChoiceField(
        label=gettext_lazy("Which service is it mostly about?"), choices=[NOT_SAID, *Service.choices], required=False
    )
    saving_pence = MoneyField(
        label=gettext_lazy("How much does it save in a year?"),
        help_text=gettext_lazy("Leave this empty if you do not know"),
        required=False,
    )
    sponsor = PersonChoice(
        label=gettext_lazy("Sponsor"),
        help_text=gettext_lazy("The senior person who supports it and clears obstacles"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    notice_months = WholeNumberField(
        label=gettext_lazy("How much notice must a partner give?"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        suffix=gettext_lazy("months"),
    )
    tier_set = forms.ChoiceField(
        label=gettext_lazy("How much paperwork does it need?"),
        choices=[("", gettext_lazy("As worked out from money, risk and law")), *Tier.choices],
        required=False,
    )
    tier_reason = forms.CharField(
        label=gettext_lazy("If you chose a size yourself, why?"), max_length=300, required=False, widget=TextInput
    )

    def clean_saving_pence(self):
        return self._money("saving_pence")

    def clean(self):
        data = super().clean()
        if data.get("tier_set") and not data.get("tier_reason", "").strip():
            self.add_error("tier_reason", _("Enter why it needs more or less than was worked out"))
        return data


class RenewForm(GovukForm, forms.Form):
    """Another term, and who answers for it."""

    submit_text = gettext_lazy("Renew it")
    lead = PersonChoice(
        label=gettext_lazy("Who is the lead officer in the new term?"),
        help_text=gettext_lazy("Check that this person still answers for it. Reminders go to them."),
        queryset=Membership.objects.none(),
        empty_label=gettext_lazy("Choose somebody"),
        error_messages={"required": gettext_lazy("Choose who answers for it in the new term")},
    )
    ends_on = DateInputField(label=gettext_lazy("New last day"))
    next_review_on = DateInputField(label=gettext_lazy("Next review"))
    note = long_text(
        gettext_lazy("Who decided to renew it?"),
        gettext_lazy("The committee or officer, and the minute. For example: Cabinet, 12/27"),
        rows=2,
        required=True,
    )

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = people_of(entry)


class ExitForm(GovukForm, forms.Form):
    """Everything that must have an answer before it is closed; it can be saved half finished."""

    submit_text = gettext_lazy("Save")
    mark_optional = False
    exit_assets = long_text(
        gettext_lazy("What happens to what you own together?"), gettext_lazy("Enter “None” if there is nothing")
    )
    exit_staff = long_text(
        gettext_lazy("What happens to the staff?"),
        gettext_lazy("Think of TUPE (the rules on staff who transfer). Enter “None” if there are no staff"),
    )
    exit_liabilities = long_text(
        gettext_lazy("Who pays what is still owed?"), gettext_lazy("Contracts, claims, grants to be repaid")
    )
    legacy_owner = long_text(
        gettext_lazy("Who looks after what remains?"), gettext_lazy("A council, body or role"), rows=2
    )
    final_evaluation = long_text(
        gettext_lazy("What did it achieve?"),
        gettext_lazy("What worked, what did not, and what others can learn from it"),
        rows=6,
    )


class PapersForm(GovukForm, forms.Form):
    """Where each paper stands, and on what basis it is asked for."""

    submit_text = gettext_lazy("Save")

    def __init__(self, *args, papers, tier, **kwargs):
        super().__init__(*args, **kwargs)
        self.papers, self.tier = papers, tier
        for paper in papers:
            for name, field in self._fields_of(paper):
                self.fields[f"paper{paper.pk}-{name}"] = field

    def _fields_of(self, paper):
        """State, basis and note of one paper; each label names the paper. The basis may be stricter than the list's."""
        names, least = {"name": paper.name}, least_basis(paper.key, self.tier)
        bases = [pair for pair in Basis.choices if not is_weaker(pair[0], least)]
        fixed = paper.basis != Basis.HABIT and paper.state != RequiredDocument.State.WAIVED
        states = [pair for pair in RequiredDocument.State.choices if not fixed or pair[0] != "waived"]
        yield (
            "state",
            forms.ChoiceField(
                label=paper.name,
                choices=states,
                widget=Radios(inline=True),
            ),
        )
        yield (
            "basis",
            forms.ChoiceField(label=_("Why is it needed? (%(name)s)") % names, choices=bases),
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
