"""What is typed about an opportunity."""

from datetime import time

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.models import Term
from core.exceptions import Refused
from core.govuk_forms import (
    Checkboxes,
    CountedTextarea,
    DateInputField,
    Fieldset,
    Folded,
    GovukForm,
    MoneyField,
    Radios,
    TextInput,
    WholeNumberField,
)
from councils.models import Council, CouncilType, Nation, Need, Service
from councils.models.council import LOCAL_TYPES, PRINCIPAL_TYPES
from funding.areas import Principals
from funding.models import OpenTo, PaysFor
from funding.models.opportunities import LARGEST_PLACE, MOST_MONEY
from funding.times import FIRST_YEAR, LAST_YEAR, MIDNIGHT, clock_text, end_of, moment_of
from funding.typed import DATED, FURTHER_NOTICE, stage_lines

LONG, MOST_AREAS, MOST_STAGES = 4_000, 60, 12
NATIONAL = "national"


def _line(label, hint="", *, required=False, longest=160, **more):
    return forms.CharField(label=label, help_text=hint, required=required, max_length=longest, widget=TextInput(**more))


def _text(label, hint, *, rows=5, longest=LONG):
    widget = CountedTextarea({"rows": rows}, max_length=longest, threshold=75)
    return forms.CharField(label=label, help_text=hint, required=False, max_length=longest, widget=widget)


class ClockField(forms.CharField):
    """A time of day as people type it -> "17:00"; an end at midnight, which is that of the day, stays "midnight"."""

    def __init__(self, *, is_end=False, **kwargs):
        super().__init__(required=False, max_length=20, widget=TextInput(width=10), **kwargs)
        self.is_end = is_end

    def clean(self, value):
        text = super().clean(value)
        try:
            return clock_text(text, is_end=self.is_end)
        except ValueError:
            raise forms.ValidationError(_("Enter a time, like 5pm or 17:00")) from None


class ClosingForm(GovukForm, forms.Form):
    """When it closes: a day with a time, or not yet."""

    closing = forms.ChoiceField(
        label=gettext_lazy("When does it close?"),
        choices=[
            (DATED, gettext_lazy("On a day")),
            (FURTHER_NOTICE, gettext_lazy("Not yet: it is open until further notice")),
        ],
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose whether it closes on a day or is open until further notice")},
    )
    closes_on = DateInputField(label=gettext_lazy("Closing day"), required=False)
    closes_time = ClockField(
        label=gettext_lazy("Closing time"),
        help_text=gettext_lazy(
            "For example 5pm, 17:00 or midnight, which is the end of that day. Left empty, it closes then, too."
        ),
        is_end=True,
    )
    order = ("closing", "closes_on", "closes_time")

    def clean(self):
        data = super().clean()
        if data.get("closing") == FURTHER_NOTICE:
            data["closes_on"], data["closes_time"], data["closes_at"] = None, "", None
        elif data.get("closing") == DATED:
            if data.get("closes_on") is None and "closes_on" not in self.errors:
                self.add_error("closes_on", _("Enter the day on which it closes"))
            data["closes_at"] = self.moment("closes", is_end=True)
        return data

    def moment(self, name, *, is_end):
        """The moment of a pair of fields, or None where there is none."""
        day, text = self.cleaned_data.get(f"{name}_on"), self.cleaned_data.get(f"{name}_time")
        if day is None or text is None:
            return None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            words = _("Enter a year between %(first)s and %(last)s")
            self.add_error(f"{name}_on", words % {"first": FIRST_YEAR, "last": LAST_YEAR})
            return None
        at = time.fromisoformat(text) if text and text != MIDNIGHT else (time(23, 59) if is_end else time(0))
        try:
            return end_of(day) if text == MIDNIGHT else moment_of(day, at, is_end=is_end)
        except ValueError:
            self.add_error(f"{name}_time", _("The clocks go forward that night, so this time does not exist"))
            return None


class CorrectForm(ClosingForm):
    """Another closing time, and why."""

    submit_text = gettext_lazy("Correct the closing time")
    reason = _line(
        gettext_lazy("Why is it corrected?"),
        gettext_lazy("Councils read this. For example: the funder gave two weeks more"),
        longest=300,
    )


class OpportunityForm(ClosingForm):
    """All that is known about one opportunity."""

    submit_text = gettext_lazy("Save")
    owner = forms.ChoiceField(
        label=gettext_lazy("For whom do you add it?"),
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose for whom you add it")},
    )
    funder = _line(gettext_lazy("Funder"), gettext_lazy("Who gives the money"), required=True)
    programme = _line(gettext_lazy("Programme"), gettext_lazy("What the fund is called"), required=True)
    round_name = _line(gettext_lazy("Round"), gettext_lazy("For example: Round 2, or Spring 2027"), longest=80)
    summary = _text(gettext_lazy("What it is for"), gettext_lazy("A few sentences in plain words"))
    pays_for = forms.ChoiceField(
        label=gettext_lazy("What does it pay for?"),
        choices=PaysFor.choices,
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose what it pays for: capital, revenue or both")},
    )
    least = MoneyField(label=gettext_lazy("Smallest grant"), required=False)
    most = MoneyField(label=gettext_lazy("Largest grant"), required=False)
    pot = MoneyField(label=gettext_lazy("Money in all"), required=False)
    match_percent = WholeNumberField(
        label=gettext_lazy("How much of the cost must come from elsewhere?"),
        help_text=gettext_lazy("Leave it empty if nothing must"),
        required=False,
        min_value=1,
        max_value=99,
        width=3,
        suffix="%",
    )
    joint_bids = forms.BooleanField(
        label=gettext_lazy("Bids of several councils together are preferred"), required=False
    )
    open_to = forms.ChoiceField(
        label=gettext_lazy("Who may apply?"),
        choices=OpenTo.choices,
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose who may apply")},
    )
    types = forms.MultipleChoiceField(
        label=gettext_lazy("Which councils may apply?"),
        help_text=gettext_lazy("Choose none if every kind of council may"),
        required=False,
        choices=[
            (kind.value, kind.label) for kind in (*LOCAL_TYPES, *PRINCIPAL_TYPES) if kind != CouncilType.NOT_KNOWN
        ],
        widget=Checkboxes,
    )
    others_may_apply = _line(
        gettext_lazy("Who else may apply?"), gettext_lazy("For example: charities and community groups"), longest=300
    )
    population_from = WholeNumberField(
        label=gettext_lazy("Only places with at least so many residents"),
        required=False,
        min_value=0,
        max_value=LARGEST_PLACE,
        width=10,
    )
    population_to = WholeNumberField(
        label=gettext_lazy("Only places with at most so many residents"),
        required=False,
        min_value=0,
        max_value=LARGEST_PLACE,
        width=10,
    )
    nations = forms.MultipleChoiceField(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("Choose none if it is for England and Wales"),
        required=False,
        choices=Nation.choices,
        widget=Checkboxes,
    )
    areas = _text(
        gettext_lazy("Only in the areas of these councils"),
        gettext_lazy(
            "Districts, unitary councils or counties by their name or ONS code, each on a line of its own. "
            "Empty: everywhere"
        ),
        rows=3,
    )
    opens_on = DateInputField(
        label=gettext_lazy("Opening day"),
        help_text=gettext_lazy("Leave it empty if it is open already"),
        required=False,
    )
    opens_time = ClockField(
        label=gettext_lazy("Opening time"), help_text=gettext_lazy("Left empty, it opens when the day begins")
    )
    stages = _text(
        gettext_lazy("Other days to know"),
        gettext_lazy("Each on a line of its own, as in: 7 May 2027: decisions"),
        rows=3,
    )
    themes = forms.MultipleChoiceField(label=gettext_lazy("Themes"), required=False, widget=Checkboxes)
    services = forms.MultipleChoiceField(
        label=gettext_lazy("Services it can help"), required=False, choices=Service.choices, widget=Checkboxes
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What can it help with?"),
        help_text=gettext_lazy("Councils that look for it are shown it first"),
        required=False, choices=Need.choices, widget=Checkboxes,
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Page of the funder about it"), required=False, max_length=400, assume_scheme="https",
        widget=TextInput,
    )  # fmt: skip
    apply_link = forms.URLField(
        label=gettext_lazy("Page on which one applies"), required=False, max_length=400, assume_scheme="https",
        widget=TextInput,
    )  # fmt: skip
    contact_email = forms.EmailField(label=gettext_lazy("E-mail address of the funder"), required=False)
    note = _text(
        gettext_lazy("Your advice to councils"), gettext_lazy("For example what worked last time. Anyone can read it.")
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("Share it with our neighbours: the county above us and its other districts"), required=False
    )

    def __init__(self, *args, owners=(), opportunity=None, principals=None, **kwargs):
        """`principals` spares a file with many rows reading them for each."""
        super().__init__(*args, **kwargs)
        self.principals = principals
        themes = Term.objects.filter(taxonomy=Term.Taxonomy.THEME).order_by("name")
        self.fields["themes"].choices = list(themes.values_list("slug", "name"))
        self.opportunity = opportunity
        if opportunity is None:
            self.fields["owner"].choices = owners
            if len(owners) == 1:
                self.fields["owner"].initial = owners[0][0]
        else:
            del self.fields["owner"]
        if opportunity is not None and opportunity.published_at:
            for name in ClosingForm.order:  # it has been told: another action corrects it
                del self.fields[name]
        if opportunity is not None and opportunity.owner_id is None:
            del self.fields["is_shared"]

    def layout(self):
        groups = (
            (_("The fund"), ("owner", "funder", "programme", "round_name", "summary", "link", "pays_for", "open_to")),
            (_("When it closes"), ClosingForm.order),
        )
        for legend, names in groups:
            if present := [name for name in names if name in self.fields]:
                yield Fieldset(legend, *present)
        folded = (  # what may be left out, each under a line that unfolds it
            (_("Opening and other days"), ("opens_on", "opens_time", "stages")),
            (_("How much money"), ("least", "most", "pot", "match_percent", "joint_bids")),
            (_("What it can help with"), ("needs",)),
            (_("Services it can help"), ("services",)),
            (_("Themes"), ("themes",)),
            (_("Only some kinds of council, or others too"), ("types", "others_may_apply")),
            (_("Only places of some size"), ("population_from", "population_to")),
            (_("Only some areas, and sharing with neighbours"), ("nations", "areas", "is_shared")),
            (_("Where to apply or ask, and your advice"), ("apply_link", "contact_email", "note")),
        )
        folds = [(title, [name for name in names if name in self.fields]) for title, names in folded]
        yield Fieldset(
            _("More about it, where you know it"), *(Folded(title, *names, is_long=True) for title, names in folds)
        )

    def clean_areas(self):
        """Each line names one principal council of today."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["areas"].splitlines() if line.strip()]
        if len(lines) > MOST_AREAS:
            raise forms.ValidationError(_("Name at most %(most)s councils") % {"most": MOST_AREAS})
        if lines and self.principals is None:
            self.principals = Principals(self.opportunity.areas.all() if self.opportunity else ())
        try:
            self.area_councils = [self.principals.called(line) for line in lines]
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from None
        return "\n".join(sorted(council.name for council in self.area_councils))

    def clean_stages(self):
        """Each line is a day and what happens on it."""
        rows = [_stage(line) for line in self.cleaned_data["stages"].splitlines() if line.strip()]
        if len(rows) > MOST_STAGES:
            raise forms.ValidationError(_("Name at most %(most)s days") % {"most": MOST_STAGES})
        self.stage_rows = sorted(rows)
        return stage_lines(self.stage_rows)

    def clean(self):
        data = super().clean()
        data["opens_at"] = self.moment("opens", is_end=False)
        if data.get("opens_time") and data.get("opens_on") is None and "opens_on" not in self.errors:
            self.add_error("opens_on", _("Enter the day on which it opens, or leave out the time"))
        for name in ("least", "most", "pot"):
            if data.get(name) is not None and data[name] > MOST_MONEY:
                self.add_error(name, _("Check the amount: it is too large"))
        return data

    @property
    def facts(self):
        """What the action takes."""
        data = self.cleaned_data
        names = [name for name in self.fields if name not in ("owner", "opens_on", "opens_time", *ClosingForm.order)]
        facts = {name: data[name] for name in names}
        facts |= {"areas": self.area_councils, "stages": self.stage_rows, "opens_at": data["opens_at"]}
        return facts | ({"closes_at": data["closes_at"]} if "closes_at" in data else {})

    @property
    def owner_council(self):
        """Whom it is added for; None for a national one."""
        chosen = self.cleaned_data["owner"]
        return None if chosen == NATIONAL else Council.objects.filter(slug=chosen).first()


def _stage(line):
    """ "7 May 2027: decisions" -> (day, words)."""
    day, colon, words = line.partition(":")
    words = " ".join(words.split())
    try:
        if not colon or not words or len(words) > 160:
            raise ValueError(line)
        parts = tuple((*day.split(), "", "", "")[:3])
        on = DateInputField(label="").to_python(parts)
        if on is None or len(day.split()) != 3 or not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise ValueError(line)
    except (ValueError, forms.ValidationError):
        words = _("“%(line)s” is no day with its words. Write it like this: 7 May 2027: decisions")
        raise forms.ValidationError(words % {"line": line[:80]}) from None
    return on, words


class WithdrawForm(GovukForm, forms.Form):
    """Why nobody should read it any more."""

    submit_text = gettext_lazy("Withdraw it")
    submit_variant = "warning"
    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        help_text=gettext_lazy("For example: the funder has stopped the programme"),
        max_length=1000,
        widget=CountedTextarea({"rows": 3}, max_length=1000),
    )
