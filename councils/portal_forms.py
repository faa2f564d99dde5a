"""What a manager types about the council's own portal."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.contrast import WHITE, parsed
from core.exceptions import Refused
from core.formatting import money
from core.govuk_forms import (
    Checkboxes,
    CountedTextarea,
    GovukForm,
    MoneyField,
    Radios,
    TextInput,
    WholeNumberField,
)
from core.pictures import redrawn
from councils.looks import unreadable
from councils.models.own_portal import (
    COUNTERSIGNERS,
    EARLIEST_REMINDER,
    FEWEST_DAYS,
    LONGEST_NAME,
    MOST_DAYS,
    MOST_MONEY,
    MOST_REMINDERS,
    DisputedKind,
    HeaderText,
)

PICTURE_KEPT = gettext_lazy("Your picture was kept. You need not choose it again.")


class ColourField(forms.CharField):
    """A colour as it stands in a style guide: "#12372f", "12372F" or "#abc"."""

    def __init__(self, **kwargs):
        widget = TextInput({"spellcheck": False, "autocomplete": "off"}, width=10)
        super().__init__(max_length=20, widget=widget, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        try:
            return parsed(value)
        except ValueError:
            raise ValidationError(
                _("Enter a colour as # and six digits or letters from a to f, like #12372f")
            ) from None


class DaysField(forms.CharField):
    """Days before a date, typed as "30, 7, 1": the earliest reminder first, each once."""

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value):
        words = super().clean(value).replace(",", " ").split()
        if not all(word.isdecimal() and len(word) < 4 for word in words):
            raise ValidationError(_("Enter whole numbers with commas between them, like 30, 7, 1"))
        days = sorted({int(word) for word in words}, reverse=True)
        if days and not 1 <= days[-1] <= days[0] <= EARLIEST_REMINDER:
            raise ValidationError(_("Each number must be between 1 and %(most)s"), params={"most": EARLIEST_REMINDER})
        if len(days) > MOST_REMINDERS:
            raise ValidationError(_("Enter at most %(most)s reminders"), params={"most": MOST_REMINDERS})
        return days


class PortalForm(GovukForm, forms.Form):
    """One part of the settings; the next page shows what it will look like."""

    submit_text = gettext_lazy("Preview")


class LookForm(PortalForm):
    """Name and colours."""

    name = forms.CharField(
        label=gettext_lazy("Name of your portal"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("Like “Shire and Parishes Together”. Leave it empty to have the name Common Ground"),
    )
    header_colour = ColourField(
        label=gettext_lazy("Colour of the header"),
        help_text=gettext_lazy("The code from your council’s style guide, like #12372f"),
    )
    header_text = forms.ChoiceField(
        label=gettext_lazy("Words in the header are"), choices=HeaderText.choices, widget=Radios(inline=True)
    )
    accent_colour = ColourField(
        label=gettext_lazy("Colour of buttons, lines and headings"),
        help_text=gettext_lazy("White words stand on buttons of this colour"),
    )

    def clean(self):
        data = super().clean()
        pairs = (("header_colour", data.get("header_text")), ("accent_colour", WHITE))
        for name, text in pairs:
            if text and (problem := unreadable(data.get(name, ""), text)):
                self.add_error(name, problem)
        return data


class LogoForm(PortalForm):
    """The logo and what it shows."""

    logo = forms.FileField(
        label=gettext_lazy("Choose a picture"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP, at most 2 MB. It is shown on white, 40 pixels high at the top."),
    )
    logo_alt = forms.CharField(
        label=gettext_lazy("What does the logo show?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For people who do not see it, like “Crest of Shire Council: two oaks”"),
    )
    remove = forms.BooleanField(label=gettext_lazy("Have no logo"), required=False)
    mark_optional = False

    def __init__(self, *args, has_logo=False, kept_logo=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_some = has_logo or kept_logo
        if kept_logo:
            self.fields["logo"].help_text = PICTURE_KEPT
        if not has_logo:
            del self.fields["remove"]

    def clean_logo(self):
        file = self.cleaned_data["logo"]
        try:
            return redrawn(file) if file else None
        except Refused as refusal:
            raise ValidationError(refusal.message) from None

    def clean(self):
        data = super().clean()
        if data.get("remove"):
            return {**data, "logo": None, "logo_alt": ""}
        if "logo" not in self.errors and not data.get("logo") and not self.has_some:
            self.add_error("logo", _("Choose a picture"))
        if not data.get("logo_alt"):
            self.add_error("logo_alt", _("Enter what the logo shows"))
        return data


class RoundsForm(PortalForm):
    """The periods of charters, and who may countersign."""

    reply_days = WholeNumberField(
        label=gettext_lazy("How many days do councils have to answer a charter?"),
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        suffix=gettext_lazy("days"),
        error_messages={
            "required": gettext_lazy("Enter how many days councils have to answer"),
            "min_value": gettext_lazy("Enter %(limit_value)s days or more"),
            "max_value": gettext_lazy("Enter %(limit_value)s days or fewer"),
        },
        help_text=gettext_lazy("Some parish councils meet once a quarter. An officer may still choose another day."),
    )
    reminder_days = DaysField(
        label=gettext_lazy("Remind councils that have not answered: how many days before?"),
        max_length=60,
        required=False,
        widget=TextInput(width=20),
        help_text=gettext_lazy("Like 30, 7, 1. Leave it empty to send no reminders before the day."),
    )
    reminds_late = forms.BooleanField(
        label=gettext_lazy("Remind them once more on the working day after the reply-by date"), required=False
    )
    countersign_roles = forms.MultipleChoiceField(
        label=gettext_lazy("Who may countersign for your council?"),
        choices=[(role.value, role.label) for role in COUNTERSIGNERS],
        widget=Checkboxes,
        help_text=gettext_lazy("Only people of these roles who also have the right to sign"),
        error_messages={"required": gettext_lazy("Select who may countersign")},
    )


class ProportionForm(PortalForm):
    """From which value an agreement must hold more, and what counts as a partnership."""

    standard_from = MoneyField(
        label=gettext_lazy("From which value is an agreement a standard one?"),
        min_pence=1_00,
        help_text=gettext_lazy("The value over its whole term. Below it a light agreement of a page is enough."),
        error_messages={
            "required": gettext_lazy("Enter the value from which an agreement is a standard one"),
            "invalid": gettext_lazy("Enter the value of a standard agreement in pounds, like 15,000"),
            "too_little": gettext_lazy("Enter a value of £1 or more for a standard agreement"),
        },
    )
    full_from = MoneyField(
        label=gettext_lazy("From which value is it a full one?"),
        help_text=gettext_lazy("Such an agreement needs every part: risks, reviews, data sharing and the rest."),
        error_messages={
            "required": gettext_lazy("Enter the value from which an agreement is a full one"),
            "invalid": gettext_lazy("Enter the value of a full agreement in pounds, like 100,000"),
            "too_little": gettext_lazy("Enter a value of £1 or more for a full agreement"),
        },
    )
    counted_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What do you count as a partnership besides?"),
        choices=DisputedKind.choices,
        widget=Checkboxes,
        required=False,
        help_text=gettext_lazy(
            "Councils differ. Some list every contract and grant with their partnerships, some neither. Select what "
            "yours lists, or nothing."
        ),
    )
    mark_optional = False

    def clean(self):
        data = super().clean()
        standard, full = data.get("standard_from"), data.get("full_from")
        if full is not None and full > MOST_MONEY:
            self.add_error("full_from", _("Enter an amount of at most %(most)s") % {"most": money(MOST_MONEY)})
        elif standard is not None and full is not None and full <= standard:
            words = _("Enter more than %(least)s, from which an agreement is a standard one")
            self.add_error("full_from", words % {"least": money(standard)})
        return data


class RulesForm(PortalForm):
    """What councils should know about working with this principal council."""

    rules = forms.CharField(
        label=gettext_lazy("Thresholds and rules"),
        max_length=4000,
        required=False,
        widget=CountedTextarea({"rows": 10}, max_length=4000),
        help_text=gettext_lazy(
            "Shown to everyone on your council’s page. For example: “A building worth more than £100,000 needs a "
            "business plan before it is transferred.” Start a line with - for a list."
        ),
    )
