"""A risk; what each party puts in."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from core.govuk_forms import DateInputField, GovukForm, MoneyField, Radios, TextInput
from partnerships.forms.assessing import long_text
from partnerships.forms.keeping import TOO_MUCH
from partnerships.models import ListedRisk, PartyMoney
from partnerships.models.partnership import MOST_PENCE

LIKELY = (
    (1, gettext_lazy("1: hardly ever")),
    (2, gettext_lazy("2: unlikely")),
    (3, gettext_lazy("3: possible")),
    (4, gettext_lazy("4: likely")),
    (5, gettext_lazy("5: almost certain")),
)
BAD = (
    (1, gettext_lazy("1: hardly felt")),
    (2, gettext_lazy("2: a nuisance")),
    (3, gettext_lazy("3: a setback")),
    (4, gettext_lazy("4: serious")),
    (5, gettext_lazy("5: it could end the partnership")),
)


class Owner(forms.ModelChoiceField):
    """People of the parties, by name, role and council."""

    def label_from_instance(self, membership):
        person = membership.user.name or membership.user.email
        return f"{person}, {membership.get_role_display()}, {membership.council.short_name}"


class RiskForm(GovukForm, forms.Form):
    """What could happen, how likely, how bad, who looks after it, what is done, when it is looked at again."""

    submit_text = gettext_lazy("Save")
    title = forms.CharField(
        label=gettext_lazy("What could go wrong?"),
        help_text=gettext_lazy("For example: the only officer who knows the work leaves"),
        max_length=200,
        widget=TextInput,
    )
    category = forms.ChoiceField(
        label=gettext_lazy("What kind of risk is it?"),
        choices=[("", gettext_lazy("Choose one")), *ListedRisk.Category.choices],
    )
    likelihood = forms.TypedChoiceField(
        label=gettext_lazy("How likely is it?"), choices=LIKELY, coerce=int, widget=Radios
    )
    impact = forms.TypedChoiceField(label=gettext_lazy("How bad would it be?"), choices=BAD, coerce=int, widget=Radios)
    mitigation = long_text(
        gettext_lazy("What is done about it?"),
        gettext_lazy("What makes it less likely, and what you would do if it happened"),
        required=True,
    )
    owner = Owner(
        label=gettext_lazy("Who looks after it?"),
        help_text=gettext_lazy("Reminders go to this person"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody of this list"),
    )
    owner_role = forms.CharField(
        label=gettext_lazy("Or a role"),
        help_text=gettext_lazy("For example: treasurer of the charity. The lead officer is reminded then."),
        max_length=120,
        required=False,
        widget=TextInput,
    )
    next_review_on = DateInputField(label=gettext_lazy("When do you look at it again?"))

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        people = Membership.objects.current().filter(council__in=councils).select_related("user", "council")
        self.fields["owner"].queryset = people.order_by("council__name", "user__name", "pk")

    def clean(self):
        data = super().clean()
        if "owner" in data and "owner_role" in data:
            person, role = data["owner"], data["owner_role"].strip()
            if person and role:
                self.add_error("owner_role", _("Choose a person or enter a role, not both"))
            elif not person and not role:
                self.add_error("owner_role", _("Choose a person or enter a role"))
        return data


class ChangeRiskForm(RiskForm):
    """The same for a risk that is listed: it can be closed, with the reason."""

    status = forms.ChoiceField(
        label=gettext_lazy("Is it still open?"), choices=ListedRisk.Status.choices, widget=Radios(inline=True)
    )
    closed_reason = forms.CharField(
        label=gettext_lazy("Why is it closed?"),
        help_text=gettext_lazy("Only if it is closed"),
        max_length=300,
        required=False,
        widget=TextInput,
    )

    def clean(self):
        data = super().clean()
        if data.get("status") == ListedRisk.Status.CLOSED and not data.get("closed_reason", "").strip():
            self.add_error("closed_reason", _("Enter why it is closed"))
        return data


class MoneyForm(GovukForm, forms.Form):
    """One financial year: what each party puts in, what is saved. Empty means not known."""

    submit_text = gettext_lazy("Save")

    def __init__(self, *args, fields, **kwargs):
        """`fields` are (name, party, kind)."""
        super().__init__(*args, **kwargs)
        for name, party, kind in fields:
            words = {"party": party.label}
            in_money = kind == PartyMoney.Kind.CASH
            label = _("%(party)s: money") % words if in_money else _("%(party)s: in kind, what it is worth") % words
            self.fields[name] = MoneyField(label=label, required=False)
        self.fields["planned_pence"] = MoneyField(label=_("Saving that was planned, all partners"), required=False)
        self.fields["achieved_pence"] = MoneyField(
            label=_("Saving that was reached, all partners"), help_text=_("Empty until it is known"), required=False
        )

    def clean(self):
        data = super().clean()
        for name, pence in list(data.items()):
            if pence is not None and pence > MOST_PENCE:
                self.add_error(name, TOO_MUCH)
        return data
