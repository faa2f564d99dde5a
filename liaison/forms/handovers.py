"""What is typed to hand local councils over: who leaves, who follows, what they must know, why there is no note."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.govuk_forms import CountedTextarea, DateInputField, GovukForm, TextInput
from core.roles import PRINCIPAL_ROLES
from liaison.forms.officers import LINE, PersonChoice, people_of
from liaison.models import Assignment, HandoverNote

LONG, SHORT = 4000, 2000


def text_field(label, most, help_text, rows=5):
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=help_text,
        widget=CountedTextarea({"rows": rows}, max_length=most, threshold=75),
    )


def successor_field(label):
    return PersonChoice(
        label=label,
        queryset=Membership.objects.none(),
        empty_label=_("Choose somebody"),
        error_messages={"required": _("Choose who follows")},
    )


class BeginForm(GovukForm, forms.Form):
    """Who hands over, to whom, from when, and why."""

    submit_text = _("Begin the handover")
    mark_optional = False
    leaver = PersonChoice(
        label=_("Who hands over?"),
        queryset=Membership.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose somebody"),
        error_messages={"required": _("Choose who hands over")},
        help_text=_("Somebody who has left already stands here, too, if nothing was handed over"),
    )
    successor = successor_field(_("Who follows?"))
    last_day = DateInputField(
        label=_("Last day of whoever hands over"),
        initial=timezone.localdate,
        help_text=_("Whoever follows answers for the councils from the day after. Clerks are told on that day."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=LINE,
        widget=TextInput,
        error_messages={"required": _("Say why, in a few words")},
        help_text=_("For example: leaves the council; moves to another team. Do not write about health."),
    )

    def __init__(self, *args, principal, council=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaver"].queryset = leavers_of(principal)
        self.fields["successor"].queryset = people_of(principal)
        self.fields["successor"].help_text = _("You can choose somebody else for single councils on the next page")
        self.council = council
        if council:
            self.fields["extent"] = forms.ChoiceField(
                label=_("What is handed over?"),
                choices=[
                    ("one", _("%(council)s alone") % {"council": council.label}),
                    ("all", _("Everything for which this person answers")),
                ],
                initial="one",
                widget=forms.RadioSelect,
            )
            self.order_fields(["leaver", "extent"])

    def clean(self):
        """`council` is the one that is handed over alone, None for all of them."""
        cleaned = super().clean()
        cleaned["council"] = self.council if cleaned.pop("extent", "all") == "one" else None
        return cleaned


def leavers_of(principal):
    """People of the principal; of those who left, whoever is named for local councils and handed nothing over."""
    named = Assignment.objects.standing().filter(principal=principal, ended_at=None).values("membership")
    today = Membership.objects.current().of_council(principal).filter(role__in=PRINCIPAL_ROLES).values("pk")
    found = Membership.objects.filter(Q(pk__in=named) | Q(pk__in=today), council=principal)
    return found.select_related("user", "council").order_by("user__name", "pk")


class NoteForm(GovukForm, forms.Form):
    """What whoever follows at one council must know."""

    submit_text = _("Save")
    successor = successor_field(_("Who follows here?"))
    history = text_field(
        _("What should they know about this council?"), LONG, _("How the relationship stands, what was agreed and why")
    )
    sensitivities = text_field(
        _("What is delicate?"), LONG,
        _("Read by officers and managers of your council alone. The person concerned may ask to read it: be fair"), 3,
    )  # fmt: skip
    people = text_field(
        _("Whom should they speak to first?"), SHORT, _("By role. For example: the clerk, on Tuesdays"), 3
    )

    def __init__(self, *args, note, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = people_of(note.handover.principal)
        if not note.names_area:
            self.fields["successor"].label = _("Who follows?")
            self.fields["history"].label = _("What should they know about it?")


def notes_field(label):
    """Councils of a handover to tick."""
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=HandoverNote.objects.none(),
        to_field_name="public_id",
        error_messages={"required": _("Tick at least one council")},
        widget=forms.CheckboxSelectMultiple,
    )


class ChooseSuccessorForm(GovukForm, forms.Form):
    """Somebody else follows at the councils that are ticked."""

    submit_text = _("This person follows at the ticked councils")
    mark_optional = False
    successor = successor_field(_("Who follows there?"))
    notes = notes_field(_("At which councils?"))

    def __init__(self, *args, notes, handover, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = people_of(handover.principal)
        self.fields["notes"].queryset = notes


class LeaveOutForm(GovukForm, forms.Form):
    """The leaver goes on answering for the councils that are ticked."""

    submit_text = _("Leave the ticked councils out")
    mark_optional = False
    notes = notes_field(_("Which councils are not handed over?"))

    def __init__(self, *args, notes, handover, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["notes"].queryset = notes
        self.fields["notes"].help_text = _("%(name)s goes on answering for them") % {"name": handover.leaver.user}


class CompleteForm(GovukForm, forms.Form):
    """Pass everything on; why nothing is written for some, if that is so."""

    submit_text = _("Hand over now")
    mark_optional = False
    no_note = forms.CharField(
        label=_("Why is there no note for these councils?"),
        max_length=LINE,
        required=False,
        widget=TextInput,
        help_text=_("Kept with each of them"),
    )

    def __init__(self, *args, silent, **kwargs):
        super().__init__(*args, **kwargs)
        if not silent:
            del self.fields["no_note"]


class DropForm(GovukForm, forms.Form):
    """Nothing to fill in."""

    submit_text = _("Drop the handover")
    submit_variant = "warning"
