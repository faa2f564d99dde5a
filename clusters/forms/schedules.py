"""Who pays what: how it is begun, what is entered for a year, and a council that is added."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.models import MOST_PENCE
from clusters.planning import MEASURED, lines_of
from clusters.sharing import Basis, Kind
from core.crispy.layout import Fieldset, Folded
from core.govuk_forms import (
    Button,
    GovukForm,
    MoneyField,
    TextInput,
    Typeahead,
    WholeNumberField,
)
from councils.models import Council
from partnerships.forms.parties import named_council
from partnerships.models import year_of, year_words

LOOK, SAVE = "look", "save"
MOST_NUMBER = 10**7
LABELS = {
    Basis.ELECTORATE: gettext_lazy("Electorate"),
    Basis.PRECEPT: gettext_lazy("Precept of this year"),
    Basis.TAX_BASE: gettext_lazy("Tax base, in Band D households"),
    Basis.HOUSEHOLDS: gettext_lazy("Households"),
    Basis.USAGE: gettext_lazy("Usage, for example half days or hectares"),
    Basis.FIXED: gettext_lazy("Fixed share: a number in proportion to the others"),
}


def title_field():
    return forms.CharField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy("For example: Village caretaker"),
        max_length=200,
        widget=TextInput,
    )


class BeginForm(GovukForm, forms.Form):
    """For what and for which year."""

    submit_text = gettext_lazy("Continue")
    title = title_field()
    year = forms.TypedChoiceField(label=gettext_lazy("For which financial year?"), coerce=int)

    def __init__(self, *args, title="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = title
        now = year_of(timezone.localdate())
        self.fields["year"].choices = [(year, year_words(year)) for year in range(now - 1, now + 4)]
        self.fields["year"].initial = now + 1


class AddCouncilForm(GovukForm, forms.Form):
    """A local council that will share."""

    submit_text = gettext_lazy("Add this council")
    council = forms.CharField(
        label=gettext_lazy("Which council?"), help_text=gettext_lazy("Type part of its name"), max_length=200
    )

    def __init__(self, *args, suggest_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council"].widget = Typeahead(suggest_url, "slug", {"autocomplete": "off"})

    def clean(self):
        data = super().clean()
        if data.get("council"):
            data["council"] = named_council(self, "council", "slug", Council.objects.current().local())
        return data


def pounds(label):
    return MoneyField(label=label, required=False)


def number(label, places):
    if not places:
        return WholeNumberField(label=label, required=False, min_value=0, max_value=10**9, width=10)
    box = TextInput({"inputmode": "decimal", "spellcheck": False}, width=10)
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=Decimal(MOST_NUMBER),
        max_digits=10,
        decimal_places=2,
        widget=box,
    )


def line(words, at):
    """A label that is the only one of its name on the page."""
    return _("%(words)s, line %(number)s") % {"words": words, "number": at + 1}


class ScheduleForm(GovukForm, forms.Form):
    """Everything of one year on one page: costs, money from outside, by what the rest is shared, each council."""

    mark_optional = False
    title = title_field()

    def __init__(self, *args, schedule, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.costs, self.gifts = range(lines_of(schedule.costs)), range(lines_of(schedule.given))
        self.members = members
        added = {**self._cost_fields(), **self._gift_fields(), **self._weight_fields()}
        for member in members:
            added |= self._member_fields(member)
        self.fields.update(added)

    def _cost_fields(self):
        found = {}
        for at in self.costs:
            found[f"cost{at}_name"] = forms.CharField(
                label=line(_("What for"), at), max_length=120, required=False, widget=TextInput
            )
            found[f"cost{at}_pence"] = pounds(line(_("Cost"), at))
            label = line(_("Bought once, not every year"), at)
            found[f"cost{at}_capital"] = forms.BooleanField(label=label, required=False)
        return found

    def _gift_fields(self):
        found = {}
        for at in self.gifts:
            found[f"given{at}_payer"] = forms.CharField(
                label=line(_("Who gives it"), at), max_length=120, required=False, widget=TextInput
            )
            found[f"given{at}_kind"] = forms.ChoiceField(
                label=line(_("What it is"), at), choices=Kind.choices, required=False, initial=Kind.REVENUE
            )
            found[f"given{at}_pence"] = pounds(line(_("Amount"), at))
        return found

    def _weight_fields(self):
        return {
            f"weight_{basis.value}": WholeNumberField(
                label=basis.label, required=False, min_value=0, max_value=1000, width=4
            )
            for basis in Basis
        }

    def _member_fields(self, member):
        start, name = f"member{member.pk}_", member.council.name
        of = {basis.value: number(self.of(LABELS[basis], name), basis in (Basis.TAX_BASE, Basis.USAGE, Basis.FIXED))
              for basis in MEASURED}  # fmt: skip
        of["precept"] = pounds(self.of(LABELS[Basis.PRECEPT], name))
        found = {
            "pays": forms.BooleanField(label=self.of(_("Takes part in the sharing"), name), required=False),
            **of,
            "least": pounds(self.of(_("Pays at least"), name)),
            "most": pounds(self.of(_("Pays at most"), name)),
            "gives": pounds(self.of(_("Gives of its share already, in kind or in money"), name)),
        }
        return {start + key: field for key, field in found.items()}

    @staticmethod
    def of(words, name):
        return _("%(council)s: %(words)s") % {"council": name, "words": words}

    def layout(self):
        yield "title"
        costs = [f"cost{at}_{part}" for at in self.costs for part in ("name", "pence", "capital")]
        yield Fieldset(_("What it costs in the year"), *costs)
        gifts = [f"given{at}_{part}" for at in self.gifts for part in ("payer", "kind", "pence")]
        hint = _("It is taken off first. A capital grant pays for what is bought once, and for nothing else.")
        yield Fieldset(_("Money from elsewhere"), *gifts, hint=hint)
        hint = _("One number is enough. For a mix, enter several: 70 and 30 mean that 70 per cent go by the first.")
        yield Fieldset(_("By what is the rest shared?"), *(f"weight_{basis.value}" for basis in Basis), hint=hint)
        for member in self.members:
            fields = [name for name in self.fields if name.startswith(f"member{member.pk}_")]
            yield Folded(_("Figures of %(council)s") % {"council": member.council.full_name}, *fields, is_long=True)

    def buttons(self):
        return [
            Button(_("Work it out"), name="do", value=LOOK, variant="secondary"),
            Button(_("Save"), name="do", value=SAVE),
        ]

    def clean(self):
        data = super().clean()
        for name, value in list(data.items()):
            if isinstance(self.fields[name], MoneyField) and value is not None and value > MOST_PENCE:
                self.add_error(name, _("Enter an amount of £1 billion or less"))
        for at in self.costs:
            self._both_or_neither(data, f"cost{at}_name", f"cost{at}_pence", _("Enter what the cost is for"))
        for at in self.gifts:
            self._both_or_neither(data, f"given{at}_payer", f"given{at}_pence", _("Enter who gives it"))
            data[f"given{at}_kind"] = data.get(f"given{at}_kind") or Kind.REVENUE.value
        for member in self.members:
            least, most = (data.get(f"member{member.pk}_{name}") for name in ("least", "most"))
            if most is not None and (least or 0) > most:
                self.add_error(f"member{member.pk}_most", _("The most is less than the least"))
        return data

    def _both_or_neither(self, data, named, pence, missing):
        """A line is filled in whole or not at all."""
        if data.get(pence) and not data.get(named) and named not in self.errors:
            self.add_error(named, missing)
        if data.get(named) and data.get(pence) is None and pence not in self.errors:
            self.add_error(pence, _("Enter the amount"))
