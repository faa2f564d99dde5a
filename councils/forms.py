"""What people type about councils: the directory's filters and the pages of the profile."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formatting import list_or, number
from core.govuk_forms import (
    Checkboxes,
    DateInputField,
    GovukForm,
    MoneyField,
    Radios,
    TextInput,
    WholeNumberField,
)
from councils.models import CouncilType, Nation, Need, Service
from councils.models.council import LOCAL_TYPES
from councils.models.profile import CAPACITY, ElectionCycle, PoliticalStructure

LARGEST_LIST = 20 * 1024 * 1024  # bytes
MOST_PENCE = 10**12  # more than any council has: a typing error
CLEAR_TYPES = [(kind.value, kind.label) for kind in LOCAL_TYPES if kind != CouncilType.NOT_KNOWN]


class ProfileForm(GovukForm, forms.Form):
    """One page of the profile."""

    submit_text = gettext_lazy("Save and continue")

    def __init__(self, *args, council, **kwargs):
        self.council = council
        super().__init__(*args, **kwargs)


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or no answer yet."""

    widget = Radios

    def __init__(self, **kwargs):
        choices = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), ("", gettext_lazy("Not sure"))]
        kwargs |= {"coerce": lambda value: value == "yes", "empty_value": None, "required": False}
        super().__init__(choices=choices, **kwargs)

    def prepare_value(self, value):
        return {True: "yes", False: "no", None: ""}.get(value, value)


class ScoreField(forms.TypedChoiceField):
    """A place between two ends, 1 to 5, or no answer."""

    widget = Radios

    def __init__(self, attribute):
        label, low, high = CAPACITY[attribute]
        ends = {1: low, 5: high}
        choices = [(score, _ScoreText(score, ends.get(score))) for score in range(1, 6)]
        choices.append(("", gettext_lazy("No answer")))
        super().__init__(label=label, choices=choices, coerce=int, empty_value=None, required=False)


class _ScoreText:
    """A score with what its end of the scale means, in the language of the page."""

    def __init__(self, score, end):
        self.score, self.end = score, end

    def __str__(self):
        return f"{self.score}, {self.end}" if self.end else str(self.score)


class WhoForm(ProfileForm):
    """Who the council is."""

    type = forms.ChoiceField(
        label=gettext_lazy("Type of council"),
        choices=CLEAR_TYPES,
        widget=Radios(
            hints={
                CouncilType.PARISH_MEETING: gettext_lazy(
                    "A small parish without a council, where the electors decide together"
                )
            }
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the place"),
        max_length=200,
        help_text=gettext_lazy("Without the words “parish council” or “town council”"),
    )
    name_cy = forms.CharField(label=gettext_lazy("Name in Welsh"), max_length=200, required=False)
    population = WholeNumberField(
        label=gettext_lazy("Residents"), min_value=0, max_value=100_000_000, required=False, width=10
    )
    electorate = WholeNumberField(
        label=gettext_lazy("Electors"), min_value=0, max_value=100_000_000, required=False, width=10
    )

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, council=council, **kwargs)
        if council.is_principal:  # its name and type are the law's
            del self.fields["type"], self.fields["name"]
        if council.nation != Nation.WALES:
            del self.fields["name_cy"]

    def clean(self):
        data = super().clean()
        residents, electors = data.get("population"), data.get("electorate")
        if residents is not None and electors is not None and electors > residents:
            self.add_error(
                "electorate",
                _("Electors must be %(most)s or fewer, the number of residents") % {"most": number(residents)},
            )
        return data


class ContactForm(ProfileForm):
    """How to reach the council."""

    role_mailbox = forms.EmailField(
        label=gettext_lazy("Shared mailbox"),
        max_length=254,
        required=False,
        help_text=gettext_lazy(
            "An address that stays when the clerk changes, such as clerk@example.org. Everyone can see it."
        ),
    )
    website = forms.URLField(label=gettext_lazy("Website"), max_length=200, required=False, assume_scheme="https")


class PeopleForm(ProfileForm):
    """Councillors, staff and meetings."""

    councillors = WholeNumberField(
        label=gettext_lazy("Councillors when every seat is filled"),
        min_value=0,
        max_value=1000,
        required=False,
        width=4,
    )
    staff_hours_per_week = forms.DecimalField(
        label=gettext_lazy("Staff hours a week, all staff together"),
        min_value=0,
        max_digits=7,
        decimal_places=1,
        required=False,
        widget=TextInput(width=5, suffix=gettext_lazy("hours")),
    )
    political_structure = forms.ChoiceField(
        label=gettext_lazy("How the council decides"),
        choices=[*PoliticalStructure.choices, ("", gettext_lazy("No answer"))],
        widget=Radios,
        required=False,
    )
    election_cycle = forms.ChoiceField(
        label=gettext_lazy("Elections"),
        choices=[*ElectionCycle.choices, ("", gettext_lazy("No answer"))],
        widget=Radios,
        required=False,
    )
    next_election_on = DateInputField(label=gettext_lazy("Next ordinary election"), required=False)
    reorganised_on = DateInputField(
        label=gettext_lazy("Planned reorganisation"),
        required=False,
        help_text=gettext_lazy(
            "The first day of a merger, a split or a restructure after which officers or leads may be others. "
            "Whoever works with you is told half a year ahead"
        ),
    )
    meetings_per_year = WholeNumberField(
        label=gettext_lazy("Meetings of the full council in a year"),
        min_value=0,
        max_value=366,
        required=False,
        width=3,
    )
    meeting_cadence = forms.CharField(
        label=gettext_lazy("When the council usually meets"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example, the second Tuesday of each month except August"),
    )


class MoneyForm(ProfileForm):
    """Precept, tax base and powers."""

    precept_pence = MoneyField(
        label=gettext_lazy("Precept this year"),
        required=False,
        validators=[MaxValueValidator(MOST_PENCE, gettext_lazy("Enter an amount below £10 billion"))],
    )
    tax_base = forms.DecimalField(
        label=gettext_lazy("Tax base"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        required=False,
        widget=TextInput(width=10),
        help_text=gettext_lazy("The number of band D equivalents, as your principal council told you"),
    )
    gpc = YesNoField(
        label=gettext_lazy("Has the council the general power of competence?"),
        help_text=gettext_lazy(
            "In England it needs a qualified clerk, two thirds of the members elected, and a resolution"
        ),
    )


class ServicesForm(ProfileForm):
    """What the council runs, and what it looks for."""

    services = forms.MultipleChoiceField(
        label=gettext_lazy("Services the council runs or pays for"),
        choices=Service.choices,
        widget=Checkboxes,
        required=False,
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What the council looks for"),
        help_text=gettext_lazy(
            "Funding that helps with it is shown first, and councils near you can offer help. Everyone can see it."
        ),
        choices=Need.choices,
        widget=Checkboxes,
        required=False,
    )


class CapacityForm(ProfileForm):
    """How the council sees itself."""

    style = ScoreField("style")
    scale = ScoreField("scale")
    approach = ScoreField("approach")
    appetite = ScoreField("appetite")
    ambition = ScoreField("ambition")
    leadership = ScoreField("leadership")
    culture = ScoreField("culture")
    resource = ScoreField("resource")
    capacity = ScoreField("capacity")
    technical_knowledge = ScoreField("technical_knowledge")
    capacity_note = forms.CharField(
        label=gettext_lazy("What explains these answers"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class PrivateForm(ProfileForm):
    """What only the council's people and the officers of its principal read."""

    clerk_phone = forms.CharField(
        label=gettext_lazy("Telephone of the clerk"),
        max_length=40,
        required=False,
        widget=TextInput(attrs={"type": "tel", "autocomplete": "tel"}, width=20),
    )
    office_address = forms.CharField(
        label=gettext_lazy("Office address and when it is open"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=500,
        required=False,
    )
    private_note = forms.CharField(
        label=gettext_lazy("Note for the officers of your principal council"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class ImportForm(GovukForm, forms.Form):
    """One or both published lists."""

    principals = forms.FileField(
        label=gettext_lazy("List of principal councils"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("CSV of counties, districts and unitary councils, those of the past included"),
    )
    areas = forms.FileField(
        label=gettext_lazy("List of parishes and communities"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("CSV of the Office for National Statistics, of any year; it may be packed (.gz)"),
    )
    allow_fewer = forms.BooleanField(
        label=gettext_lazy("The new list is meant to be much shorter than what is loaded"),
        required=False,
        help_text=gettext_lazy("Otherwise a list that lost many rows is refused, as it was probably cut off"),
    )
    submit_text = gettext_lazy("Show what would change")

    def clean(self):
        data = super().clean()
        for name in ("principals", "areas"):
            file = data.get(name)
            if file and file.size > LARGEST_LIST:
                self.add_error(name, _("The file is larger than 20 MB. A published list has about 1 MB."))
            elif file and not file.size:
                self.add_error(name, _("The file is empty"))
        if not (data.get("principals") or data.get("areas") or self.errors):
            self.add_error("areas", _("Choose at least one list"))
        return data

    def lists(self):
        """(key, file name, file) of what was uploaded."""
        chosen = ((name, self.cleaned_data[name]) for name in ("principals", "areas"))
        return [(name, file.name, file) for name, file in chosen if file]


class GroupForm(GovukForm, forms.Form):
    """Which parish a council serves besides its own."""

    absorbed_name = forms.CharField(
        label=gettext_lazy("Parish that it serves too"),
        max_length=200,
        help_text=gettext_lazy("Type a part of its name, or its ONS code"),
    )

    def __init__(self, *args, finder, suggest_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.finder = finder
        self.fields["absorbed_name"].widget.attrs.update(
            {"data-typeahead-url": suggest_url, "data-typeahead-name": "absorbed", "autocomplete": "off"}
        )

    def clean(self):
        data = super().clean()
        text = self.picked("absorbed") or data.get("absorbed_name")
        found = self.finder(text) if text else []
        if text and not found:
            self.add_error(
                "absorbed_name", _("No listed parish of the same principal council fits “%(text)s”") % {"text": text}
            )
        elif len(found) > 1:
            names = list_or([council.label for council in found])
            self.add_error(
                "absorbed_name", _("Several parishes fit: %(names)s. Type the whole name.") % {"names": names}
            )
        elif found:
            [data["absorbed"]] = found
        return data


class SettleAreaForm(GovukForm, forms.Form):
    """Which principal council an area lies in."""

    parent_name = forms.CharField(
        label=gettext_lazy("District, borough or unitary council"),
        max_length=200,
        help_text=gettext_lazy("Type a part of its name"),
    )
    submit_text = gettext_lazy("Save")

    def __init__(self, *args, finder, suggest_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.finder = finder
        self.fields["parent_name"].widget.attrs.update(
            {"data-typeahead-url": suggest_url, "data-typeahead-name": "parent", "autocomplete": "off"}
        )

    def clean(self):
        data = super().clean()
        text = self.picked("parent") or data.get("parent_name")
        if text:
            data["parent"] = self.finder(text)
            if data["parent"] is None:
                self.add_error("parent_name", _("No council of today fits “%(text)s”") % {"text": text})
        return data


class SettleSeveralForm(SettleAreaForm):
    """The same for all areas selected on a page, whose form and buttons are around it."""

    submit_text = ""

    @property
    def helper(self):
        helper = super().helper
        helper.form_tag, helper.disable_csrf = False, True
        return helper
