"""What is typed about contacts; and which of them are looked for, read from the address."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.crispy.layout import Folded
from core.govuk_forms import CountedTextarea, DateInputField, GovukForm, Radios, TextInput, Typeahead
from councils.models import Council
from liaison.forms.typed import typed_council
from liaison.models import ContactKind
from liaison.quiet import DAYS, USUAL

LINE = 200


class PrincipalChoice(forms.ModelChoiceField):
    """Principal councils by their full name."""

    widget = Radios

    def label_from_instance(self, council):
        return council.full_name


class ContactForm(GovukForm, forms.Form):
    """A contact: how and when are asked openly, all else may be left for later."""

    submit_text = _("Save")
    mark_optional = False  # what may be left out is folded away
    kind = forms.ChoiceField(label=_("How were you in touch?"), choices=ContactKind.choices, widget=Radios)
    principal = PrincipalChoice(
        label=_("With which council?"), queryset=Council.objects.none(), to_field_name="slug", empty_label=None
    )
    took_place_on = DateInputField(label=_("When was it?"), initial=timezone.localdate)
    about = forms.CharField(
        label=_("What was it about?"),
        max_length=1000,
        required=False,
        widget=CountedTextarea({"rows": 3}, max_length=1000, threshold=75),
        help_text=_("Both councils read it. Do not write about people’s health or anything else that is private."),
    )
    with_whom = forms.CharField(
        label=_("Who took part?"),
        max_length=LINE,
        required=False,
        widget=TextInput,
        help_text=_("Roles, not names. For example: clerk, chair, highways steward"),
    )
    follows = forms.CharField(
        label=_("What follows from it?"),
        max_length=LINE,
        required=False,
        widget=TextInput,
        help_text=_("For example: send the plan of the verges"),
    )
    follows_by = DateInputField(label=_("By when?"), required=False)
    is_internal = forms.BooleanField(
        label=_("Only for our own council’s people"),
        required=False,
        help_text=_("The local council does not see it. Leave it out unless there is a reason."),
    )

    def __init__(self, *args, principals=None, may_hide=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.principals = [] if principals is None else list(principals)
        if len(self.principals) > 1:
            self.fields["principal"].queryset = principals
        else:
            del self.fields["principal"]
        if not may_hide:
            del self.fields["is_internal"]

    def layout(self):
        yield from (name for name in ("kind", "principal", "took_place_on") if name in self.fields)
        yield Folded(_("What it was about, and who took part"), "about", "with_whom")
        yield Folded(_("What follows from it"), "follows", "follows_by")
        if "is_internal" in self.fields:
            yield Folded(_("Who may read it"), "is_internal")

    def clean_took_place_on(self):
        day = self.cleaned_data["took_place_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Date must be today or in the past"))
        return day

    def clean(self):
        data = super().clean()
        data.setdefault("is_internal", False)
        day, first = data.get("follows_by"), data.get("took_place_on")
        if day and "follows" not in self.errors and not data.get("follows"):
            self.add_error("follows", _("Enter what follows, or leave the day out"))
        if day and first and day < first:
            self.add_error("follows_by", _("Date must not be before the day of the contact"))
        return data


class NoteForm(ContactForm):
    """The same from the home page, where nobody has said yet which local council it was."""

    council = forms.CharField(label=_("Which local council?"), max_length=LINE, help_text=_("Type its name"))
    field_order = ["council"]

    def __init__(self, *args, principal, suggest_url, **kwargs):
        super().__init__(*args, may_hide=True, **kwargs)
        self.principal = principal
        self.fields["council"].widget = Typeahead(suggest_url, "slug", {"autocomplete": "off"})

    def layout(self):
        yield "council"
        yield from super().layout()

    def clean(self):
        data = super().clean()
        data["council"] = typed_council(self, "council", self.principal)
        return data


class StrikeForm(GovukForm, forms.Form):
    """Why a contact is struck out."""

    submit_text = _("Strike out")
    submit_variant = "warning"
    reason = forms.CharField(
        label=_("Why?"), max_length=LINE, widget=TextInput, help_text=_("For example: entered twice; wrong council")
    )


class ContactsForm(GovukForm, forms.Form):
    """Words of a council or of what was written, the kind, and whether something is to be done."""

    submit_text = _("Search")
    method = "get"
    mark_optional = False
    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("How"), choices=[("", _("Any")), *ContactKind.choices], required=False)
    state = forms.ChoiceField(
        label=_("Which"), choices=[("", _("All")), ("to_follow", _("Something is to be done"))], required=False
    )

    def found(self, contacts):
        self.is_valid()
        chosen = self.cleaned_data
        found = contacts.filter(kind=chosen["kind"]) if chosen.get("kind") else contacts
        found = found.to_follow() if chosen.get("state") else found
        return found.with_words(chosen["q"]) if chosen.get("q") else found


class QuietForm(GovukForm, forms.Form):
    """For how many days nobody was in touch, and whose councils."""

    submit_text = _("Show")
    method = "get"
    mark_optional = False
    days = forms.TypedChoiceField(
        label=_("Nobody was in touch for"), choices=DAYS, coerce=int, empty_value=None, required=False
    )
    whose = forms.ChoiceField(label=_("Whose councils"), required=False)

    def __init__(self, data, *, officers):
        super().__init__({"days": USUAL, **data.dict()})
        people = [(str(pk), name) for pk, name in officers.items()]
        self.fields["whose"].choices = [("", _("Everybody’s")), *people]

    def chosen(self):
        """(days, number of a membership or None); what makes no sense is left out."""
        self.is_valid()
        whose = self.cleaned_data.get("whose")
        return self.cleaned_data.get("days"), int(whose) if whose else None
