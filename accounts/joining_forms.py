"""What people type who ask to join, and what is typed to decide about it."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.forms import ROLE_HINTS
from accounts.mailbox_list import is_personal
from core.govuk_forms import CountedTextarea, GovukForm, Radios, TextInput, Typeahead
from core.roles import Role
from councils.models import Council

JOINING_ROLES = (Role.CLERK, Role.COUNCILLOR)
NOTE_LENGTH = 500


def council_box(id_name="council"):
    """A box that suggests local councils while typing."""
    return Typeahead(f"{reverse('councils:suggest')}?tier=local", id_name, {"autocomplete": "off"})


class FindCouncilForm(GovukForm, forms.Form):
    """The council somebody works for: chosen from the suggestions, or a name to look for."""

    submit_text = _("Find")
    council_name = forms.CharField(
        label=_("Name of your council"),
        max_length=200,
        required=False,
        help_text=_("A part of the name is enough. Many names repeat: look at the place in brackets"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council_name"].widget = council_box()
        self.fields["council_name"].label = _("Name of your council")
        self.chosen = None

    def clean(self):
        data = super().clean()
        self.chosen = Council.objects.filter(slug=self.picked("council")).first()
        if self.chosen is None and not data.get("council_name") and "council_name" not in self.errors:
            self.add_error("council_name", _("Enter the name of your council"))
        return data


class UnlistedForm(GovukForm, forms.Form):
    """A council that the list does not have, in the person's own words."""

    submit_text = _("Add this council")
    council = forms.CharField(label=_("Name of the council"), max_length=200)
    place = forms.CharField(
        label=_("District, borough or county it is in"),
        max_length=200,
        help_text=_("So that we find the right one; names repeat"),
    )


class DetailsForm(GovukForm, forms.Form):
    """Who asks, in which role, and the mailbox we write to."""

    name = forms.CharField(
        label=_("Your full name"),
        max_length=200,
        help_text=_("Shown to people of your council and of its principal council, and under what you sign"),
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": False}),
    )
    role = forms.ChoiceField(
        label=_("Your role"),
        choices=[(role.value, role.label) for role in JOINING_ROLES],
        widget=Radios(hints={role.value: ROLE_HINTS[role] for role in JOINING_ROLES}),
    )
    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Best is a mailbox that stays with the role, such as clerk@ your council’s own domain"),
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": False}),
    )
    own_mailbox = forms.BooleanField(
        label=_("Use my own mailbox all the same"), required=False, widget=forms.HiddenInput
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Only for the officer who decides, if they have a question"),
        widget=TextInput({"type": "tel", "autocomplete": "tel"}, width=20),
    )
    note = forms.CharField(
        label=_("How can we check that you act for the council?"),
        max_length=NOTE_LENGTH,
        required=False,
        help_text=_("For example the page of the council’s website that names you, or the minute of your appointment"),
        widget=CountedTextarea({"rows": 3}, max_length=NOTE_LENGTH),
    )

    def clean(self):
        """A clerk's personal mailbox is asked about once, never refused."""
        address, role = self.cleaned_data.get("address", ""), self.cleaned_data.get("role")
        if is_personal(address) and role == Role.CLERK and not self.cleaned_data.get("own_mailbox"):
            self.fields["own_mailbox"].widget = forms.CheckboxInput()
            self.add_error(
                "own_mailbox",
                _("This looks like a person’s own mailbox. When you leave, the council loses its mail with you. "
                  "Use the council’s own mailbox, or tick to use yours all the same"),
            )  # fmt: skip
        return self.cleaned_data


class ConfirmMailboxForm(GovukForm, forms.Form):
    """Only the button confirms."""

    submit_text = _("Confirm my mailbox and send the request")


class DecideForm(GovukForm, forms.Form):
    """Yes or no, with the reason for no; for a council that was typed, the one that is meant."""

    APPROVE, REFUSE = "approve", "refuse"
    submit_text = _("Save the decision")
    council_name = forms.CharField(
        label=_("Which council is meant?"),
        max_length=200,
        required=False,
        help_text=_("Needed to approve. If it is not in the list, load it first"),
    )
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(APPROVE, _("Approve: they can act for the council")), (REFUSE, _("Refuse"))],
        widget=Radios(reveals={APPROVE: "may_sign", REFUSE: "reason"}),
    )
    may_sign = forms.BooleanField(
        label=_("May sign for the council"),
        required=False,
        help_text=_("After the council has decided; each signature names the decision"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=NOTE_LENGTH,
        required=False,
        help_text=_("They read it in the e-mail, so say what they can do"),
        widget=CountedTextarea({"rows": 3}, max_length=NOTE_LENGTH),
    )

    def __init__(self, *args, with_council, **kwargs):
        super().__init__(*args, **kwargs)
        self.chosen = None
        if with_council:
            self.fields["council_name"].widget = council_box()
        else:
            del self.fields["council_name"]

    def clean(self):
        data = super().clean()
        if data.get("decision") == self.REFUSE and not data.get("reason", "").strip():
            self.add_error("reason", _("Enter the reason, so that they know what to do"))
        if "council_name" in self.fields and data.get("decision") == self.APPROVE:
            self._find_council(data.get("council_name", ""))
        return data

    def _find_council(self, text):
        """By the suggestion that was chosen, else by its name if that is clear."""
        local = Council.objects.filter(tier="local").current()
        slug = self.picked("council")
        self.chosen = local.filter(slug=slug).first()
        found = list(local.search(text)[:2]) if text and not self.chosen else []
        self.chosen = found[0] if len(found) == 1 else self.chosen
        if self.chosen is None:
            words = _("Several councils fit. Add the district to the name") if found else _("Enter the council")
            self.add_error("council_name", words)
