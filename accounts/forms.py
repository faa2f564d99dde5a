"""What people type about themselves and about those they invite."""

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.mailbox_list import is_personal
from core.govuk_forms import CodeInput, DateInputField, GovukForm, Radios, TextInput
from core.registry import HELD, collect
from core.roles import Role

ROLE_HINTS = {
    Role.CLERK: _("Keeps the council’s entry right and answers for the council"),
    Role.COUNCILLOR: _("Reads what the council is asked, and signs if you allow it"),
    Role.LIAISON_OFFICER: _("Looks after your local councils; needs an authenticator app"),
    Role.LEAD_MEMBER: _("The cabinet member or lead councillor for local councils"),
    Role.MANAGER: _("Also invites and removes officers; needs an authenticator app"),
    Role.VIEWER: _("Reads only"),
}


class NameForm(GovukForm, forms.Form):
    """The person's own name."""

    submit_text = _("Save")
    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": False}),
    )


class AddressForm(GovukForm, forms.Form):
    """A further address."""

    submit_text = _("Send me a code")
    address = forms.EmailField(label=_("E-mail address"), max_length=254)


class CodeForm(GovukForm, forms.Form):
    """The code from an e-mail."""

    submit_text = _("Confirm")
    code = forms.CharField(label=_("6-digit code"), max_length=20, widget=CodeInput())


class WhoseForm(GovukForm, forms.Form):
    """Whose account is meant."""

    address = forms.EmailField(
        label=_("E-mail address of the person"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"})
    )


class AgreedForm(GovukForm, forms.Form):
    """The last question before something that cannot be taken back."""

    submit_text = _("Remove this person")
    submit_variant = "warning"
    asked = forms.BooleanField(
        label=_("The person asked for this, and I have made sure that it was they"),
        error_messages={"required": _("Confirm that the person asked for it")},
    )


class InviteForm(GovukForm, forms.Form):
    """Who is asked to act for the council; the roles are those the inviter may give."""

    submit_text = _("Send invitation")
    role = forms.ChoiceField(label=_("Role"), widget=Radios())
    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Best is a mailbox that stays with the role, such as clerk@ your council’s own domain"),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Full name"), max_length=200, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    may_sign = forms.BooleanField(
        label=_("May sign for the council"),
        required=False,
        help_text=_("After the council has decided; each signature names the decision"),
    )
    own_mailbox = forms.BooleanField(
        label=_("Send it to this person’s own mailbox all the same"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, Role(role).label) for role in roles]
        self.fields["role"].widget.hints = {role: ROLE_HINTS[role] for role in roles}

    def clean(self):
        """A personal mailbox is asked about once, never refused."""
        address = self.cleaned_data.get("address", "")
        role = self.cleaned_data.get("role")
        if is_personal(address) and role == Role.CLERK and not self.cleaned_data.get("own_mailbox"):
            self.fields["own_mailbox"].widget = forms.CheckboxInput()
            self.add_error(
                "own_mailbox",
                _("This looks like a person’s own mailbox, which leaves with them. "
                  "Use the council’s own mailbox, or tick to send it there all the same"),
            )  # fmt: skip
        return self.cleaned_data


class AsksForHandover:
    """For a form by which somebody leaves: while they answer for councils it asks why these are not handed over."""

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        held = collect(HELD, membership)
        if held:
            self.fields["no_handover"] = forms.CharField(
                label=_("Why is that not handed over first?"),
                max_length=200,
                widget=TextInput,
                help_text=self._what(held),
                error_messages={"required": _("Say why it is not handed over first")},
            )

    def _what(self, held):
        lines = ((each.words, each.url, _now("Hand over first")) for each in held)
        return format_html_join(" ", '{}. <a class="govuk-link" href="{}">{}</a>.', lines)


class LastDayForm(AsksForHandover, GovukForm, forms.Form):
    """The last day on which a person acts for the council."""

    submit_text = _("End access")
    last_day = DateInputField(label=_("Last day"), help_text=_("Access lasts until the end of this day"))


class RevokeForm(AsksForHandover, GovukForm, forms.Form):
    """Nothing to fill in, but for whoever answers for councils."""

    submit_text = _("Withdraw access")
    submit_variant = "warning"


class MailboxListForm(GovukForm, forms.Form):
    """The officer's spreadsheet as a CSV file."""

    submit_text = _("Upload and check")
    file = forms.FileField(
        label=_("CSV file"),
        allow_empty_file=True,
        help_text=_("The first line names the columns: council and address, and if you like name and role"),
    )


class SwitchForm(GovukForm, forms.Form):
    """The council the person acts for from now on."""

    heading_field = "council"
    council = forms.ChoiceField(label=_("Which council are you acting for?"), widget=Radios())

    def __init__(self, *args, memberships, **kwargs):
        super().__init__(*args, **kwargs)
        roles = {}
        for membership in memberships:
            roles.setdefault(membership.council, []).append(str(membership.get_role_display()))
        self.fields["council"].choices = [(council.slug, council.label) for council in roles]
        self.fields["council"].widget.hints = {council.slug: ", ".join(names) for council, names in roles.items()}


class JoinForm(GovukForm, forms.Form):
    """The name of a person who joins for the first time."""

    submit_text = _("Join")
    name = forms.CharField(
        label=_("Your full name"),
        max_length=200,
        help_text=_("Shown to people of your council and of its principal council, and under what you sign"),
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": False}),
    )


class ConfirmJoinForm(GovukForm, forms.Form):
    """A person who is signed in only presses the button."""

    submit_text = _("Join")


class WhoForm(GovukForm, forms.Form):
    """The mailbox already signs somebody in: the same person, or their successor?"""

    submit_text = _("Join")
    SAME, SUCCESSOR = "same", "successor"
    who = forms.ChoiceField(label=_("Who are you?"), widget=Radios(reveals={SUCCESSOR: "name"}))
    name = forms.CharField(
        label=_("Your full name"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    def __init__(self, *args, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [
            (self.SAME, _("I am %(name)s") % {"name": owner}),
            (self.SUCCESSOR, _("I have taken over this mailbox from %(name)s") % {"name": owner}),
        ]

    def clean(self):
        if self.cleaned_data.get("who") == self.SUCCESSOR and not self.cleaned_data.get("name", "").strip():
            self.add_error("name", _("Enter your full name"))
        return self.cleaned_data
