"""What is typed about champions: appointments, the log, what they want to learn, and the filters of the lists."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from charters.champions.board import LEVELS, MONTHS, STATES
from charters.champions.years import year_label
from charters.models import DecisionTaker, Duty, Need
from core.govuk_forms import Checkboxes, DateInputField, GovukForm, Radios, TextInput, Typeahead
from core.roles import Role
from councils.models import Council

LINE = 200
MAY_BE_CHAMPION = (Role.COUNCILLOR, Role.LEAD_MEMBER, Role.VIEWER)
MOST_MEANT = 5  # more are not named in a message
DUTY_HINTS = {
    Duty.AWARENESS: _("A talk, an article, a visit: that councillors and residents know the charter"),
    Duty.DEVOLUTION: _("Who could run what: verges, play areas, halls"),
    Duty.LIAISON: _("A forum, an area meeting, a meeting of another council"),
    Duty.TRAINING: _("Two or three tiers learn together"),
}


class _WhoForm(GovukForm, forms.Form):
    """Who the champion is and how the council names them."""

    person = forms.ChoiceField(label=_("Who is it?"), widget=Radios)
    role_title = forms.CharField(
        label=_("Role, as everyone reads it"),
        max_length=120,
        widget=TextInput,
        help_text=_("A role, not a name. For example: Councillor, or Cabinet member for communities"),
    )
    reach = forms.CharField(
        label=_("How other councils reach the champion"),
        max_length=LINE,
        required=False,
        widget=TextInput,
        help_text=_(
            "Shown to the councils of your area that are signed in, never to the public. "
            "Best is a shared mailbox or the council’s telephone."
        ),
    )
    shows_name = forms.BooleanField(
        label=_("Show the councillor’s name on our public page"),
        required=False,
        help_text=_("Ask the councillor first. Without this, everyone reads the role and nothing else."),
    )
    decision_taker = forms.ChoiceField(
        label=_("Who made the appointment?"), choices=DecisionTaker.choices, widget=Radios
    )
    minute_reference = forms.CharField(
        label=_("Minute reference"),
        max_length=60,
        required=False,
        widget=TextInput(width=20),
        help_text=_("For example: 2026/118(b)"),
    )

    def __init__(self, *args, people, takers, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        nobody = ("none", _now("Somebody without an account here"))
        self.fields["person"].choices = [*((key, str(person)) for key, person in self.people.items()), nobody]
        self.fields["decision_taker"].choices = [(taker.value, taker.label) for taker in takers]
        if not self.people:
            del self.fields["person"], self.fields["shows_name"]

    def clean(self):
        """The person instead of the key; a name can be shown only of somebody with an account."""
        cleaned = super().clean()
        cleaned["person"] = self.people.get(cleaned.get("person"))
        cleaned.setdefault("shows_name", False)
        if cleaned["shows_name"] and cleaned["person"] is None and "person" not in self.errors:
            self.add_error("shows_name", _("A name can be shown only for somebody with an account here"))
        return cleaned


class AppointForm(_WhoForm):
    """A new champion; if there is one, the two change places in one step."""

    submit_text = _("Record the appointment")
    starts_on = DateInputField(label=_("First day"), initial=timezone.localdate)
    ends_on = DateInputField(
        label=_("Last day"), required=False, help_text=_("If it is known, for example the end of the council’s term")
    )
    end_reason = forms.CharField(
        label=_("Why the appointment before it ends"),
        max_length=LINE,
        required=False,
        widget=TextInput,
        error_messages={"required": _("Enter why the appointment before it ends")},
        help_text=_("It ends the day before the new one begins. For example: stood down; no longer a councillor"),
    )
    field_order = [
        "person", "role_title", "reach", "shows_name", "starts_on", "ends_on", "decision_taker", "minute_reference",
        "end_reason",
    ]  # fmt: skip

    def __init__(self, *args, before, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = before
        self.fields["role_title"].initial = _now("Councillor")
        if before is None:
            del self.fields["end_reason"]
        else:
            self.fields["end_reason"].required = True  # and without "(optional)"

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Last day must not be before the first day"))
        elif self.before and last and last < self.before.starts_on:
            self.errors.pop("end_reason", None)  # of somebody earlier: the champion of today stays
        return cleaned


class AppointmentForm(_WhoForm):
    """Corrections to an appointment."""

    submit_text = _("Save")

    def __init__(self, *args, initial, **kwargs):
        person = initial["person"]
        super().__init__(*args, initial={**initial, "person": str(person.pk) if person else "none"}, **kwargs)


class EndForm(GovukForm, forms.Form):
    """The last day of a champion."""

    submit_text = _("Save")
    submit_variant = "warning"
    mark_optional = False
    how = forms.ChoiceField(
        label=_("What happened?"),
        choices=[("ended", _("It ends, or has ended")), ("mistake", _("It was recorded by mistake"))],
        initial="ended",
        required=False,
        widget=Radios(
            hints={
                "mistake": _(
                    "It is struck out: it stays here to be read and counts nowhere. If the champion before was ended "
                    "for it, that appointment goes on."
                )
            },
            reveals={"ended": "ends_on"},
        ),
    )
    ends_on = DateInputField(label=_("Last day"), initial=timezone.localdate, required=False)
    reason = forms.CharField(
        label=_("Why?"),
        max_length=LINE,
        widget=TextInput,
        help_text=_(
            "For example: stood down; no longer a councillor; recorded for the wrong council. "
            "Do not write about health or private matters."
        ),
    )
    is_last = forms.BooleanField(
        label=_("The council does not want another champion"),
        required=False,
        help_text=_("Otherwise you and the principal council are reminded to find one"),
    )

    def clean(self):
        """A mistake has no last day; whoever gives a day and says nothing else means that it ends."""
        cleaned = super().clean()
        if not cleaned.get("how") and not cleaned.get("ends_on"):
            self.errors.pop("ends_on", None)  # its field is folded away until something is selected
            self.add_error("how", _("Select what happened"))
        cleaned["how"] = cleaned.get("how") or "ended"
        if cleaned["how"] == "ended" and not cleaned.get("ends_on") and not {"how", "ends_on"} & self.errors.keys():
            self.add_error("ends_on", _("Enter the last day"))
        return cleaned


class NeedsForm(GovukForm, forms.Form):
    """What the champion wants to learn."""

    submit_text = _("Save")
    needs = forms.MultipleChoiceField(
        label=_("What training would help you?"), choices=Need.choices, required=False, widget=Checkboxes
    )
    heading_field = "needs"


class CouncilChoices(forms.ModelMultipleChoiceField):
    """Councils as checkboxes with the name by which they are told apart."""

    def label_from_instance(self, council):
        return council.label


class EntryForm(GovukForm, forms.Form):
    """One thing a champion did: filled in within a minute, on a phone."""

    submit_text = _("Save")
    duty = forms.ChoiceField(label=_("What was it for?"), choices=Duty.choices, widget=Radios(hints=DUTY_HINTS))
    what = forms.CharField(
        label=_("What did you do, in one line?"),
        max_length=LINE,
        widget=TextInput({"enterkeyhint": "done"}),
        help_text=_("For example: Talked about grass verges after the meeting. No names of residents, please."),
    )
    done_on = DateInputField(label=_("When?"), initial=timezone.localdate)
    councils = CouncilChoices(
        label=_("With which councils?"), queryset=Council.objects.none(), required=False, widget=Checkboxes
    )
    another = forms.CharField(label=_("Another council"), max_length=LINE, required=False)
    others = forms.CharField(
        label=_("Who else was there?"),
        max_length=LINE,
        required=False,
        widget=TextInput,
        help_text=_("For example: the association of local councils. No names, please."),
    )
    follows = forms.CharField(label=_("What follows from it?"), max_length=LINE, required=False, widget=TextInput)

    def __init__(self, *args, near, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["councils"].queryset = near
        if not near:
            del self.fields["councils"]
        box = Typeahead(reverse("councils:suggest"), "another_council", {"autocomplete": "off", "maxlength": LINE})
        self.fields["another"].widget = box
        box.attrs["data-typeahead-value"] = self.picked("another_council")

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("When must be today or in the past"))
        return day

    def clean(self):
        """The other council joins those that were ticked."""
        cleaned = super().clean()
        cleaned["councils"] = list(cleaned.get("councils") or [])
        text, slug = cleaned.pop("another", ""), self.picked("another_council")
        if slug or text:
            found = self._meant(slug, text)
            if found and found not in cleaned["councils"]:
                cleaned["councils"].append(found)
        return cleaned

    def _meant(self, slug, text):
        """The council that was picked or is named; an error at the field if none or several fit."""
        picked = Council.objects.current().filter(slug=slug).first() if slug else None
        if picked:
            return picked
        found = list(Council.objects.current().search(text)[: MOST_MEANT + 1]) if text else []
        exact = [each for each in found if text.casefold() in (each.full_name.casefold(), each.label.casefold())]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            self.add_error("another", _("No council fits “%(text)s”. Check the spelling") % {"text": text or slug})
        elif len(found) > MOST_MEANT:
            self.add_error("another", _("Many councils fit “%(text)s”. Add the place") % {"text": text})
        else:
            names = "; ".join(each.label for each in found)
            words = _("Several councils fit “%(text)s”. Enter one of these: %(names)s")
            self.add_error("another", words % {"text": text, "names": names})
        return None


class StrikeForm(GovukForm, forms.Form):
    """Why an entry, or an appointment, is struck out."""

    submit_text = _("Strike out")
    submit_variant = "warning"
    reason = forms.CharField(
        label=_("Why?"), max_length=LINE, widget=TextInput, help_text=_("For example: entered twice; wrong council")
    )


class BoardForm(GovukForm, forms.Form):
    """Which councils of the board to show; nonsense in the address is left out."""

    level = forms.ChoiceField(label=_("Which councils"), choices=LEVELS, required=False)
    state = forms.ChoiceField(label=_("Champion"), choices=[("", _("All")), *STATES.items()], required=False)
    months = forms.ChoiceField(label=_("Nothing logged for"), choices=MONTHS, required=False)
    submit_text = _("Show")
    method = "get"
    mark_optional = False

    def __init__(self, *args, has_levels, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_levels:
            del self.fields["level"]

    def chosen(self):
        """The answers that make sense: {"level", "state", "months"}."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("level", "state", "months")}


class LogFilterForm(GovukForm, forms.Form):
    """Which entries of a log to show."""

    year = forms.TypedChoiceField(label=_("Council year"), coerce=int, empty_value=None, required=False)
    duty = forms.ChoiceField(label=_("Duty"), choices=[("", _("All")), *Duty.choices], required=False)
    submit_text = _("Show")
    method = "get"
    mark_optional = False

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _now("All")), *((year, year_label(year)) for year in years)]

    def chosen(self):
        """The answers that make sense."""
        self.is_valid()
        return self.cleaned_data.get("year"), self.cleaned_data.get("duty", "")
