"""What is typed about service contacts: what somebody asks, whom to ask, that it was the wrong one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk_forms import Checkboxes, CountedTextarea, GovukForm, TextInput
from liaison.models import ServiceContact
from liaison.topics import Topic

QUESTION, LINE = 200, 200


class AskForm(GovukForm, forms.Form):
    """A few words, and for which council where there are several."""

    submit_text = _("Search")
    method = "get"
    mark_optional = False
    q = forms.CharField(
        label=_("What is it about?"),
        max_length=QUESTION,
        required=False,
        help_text=_("A word or two. For example: pothole, bins, precept"),
    )
    council = forms.ChoiceField(label=_("For which council?"), required=False)

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council"].choices = [(council.slug, council.label) for council in councils]
        if len(councils) < 2:
            self.fields["council"].widget = forms.HiddenInput()


class ContactForm(GovukForm, forms.Form):
    """A team or post that answers for a topic."""

    submit_text = _("Save")
    topic = forms.ChoiceField(label=_("What is it about?"), choices=[("", _("Choose")), *Topic.choices])
    team = forms.CharField(
        label=_("Team or post, as everyone reads it"),
        max_length=120,
        widget=TextInput,
        help_text=_("Not a name of a person. For example: Highways customer team"),
    )
    email = forms.EmailField(
        label=_("E-mail address of the team"),
        required=False,
        help_text=_("One that stays when people change, such as highways@example.org"),
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=TextInput(attrs={"type": "tel"}, width=20)
    )
    web = forms.URLField(label=_("Web page"), max_length=200, required=False, assume_scheme="https")
    hours = forms.CharField(label=_("When they answer"), max_length=LINE, required=False, widget=TextInput)
    urgent_phone = forms.CharField(
        label=_("Telephone when it is urgent, or out of hours"),
        max_length=40,
        required=False,
        widget=TextInput(attrs={"type": "tel"}, width=20),
    )
    have_ready = forms.CharField(
        label=_("What to have ready"),
        max_length=300,
        required=False,
        widget=TextInput,
        help_text=_("For example: the street, a photograph, the number on the lamp column"),
    )
    answers_within = forms.CharField(
        label=_("They answer within"),
        max_length=100,
        required=False,
        widget=TextInput,
        help_text=_("As you promise it"),
    )
    note = forms.CharField(
        label=_("Anything else?"),
        max_length=1000,
        required=False,
        widget=CountedTextarea({"rows": 3}, max_length=1000, threshold=75),
        help_text=_("Everyone reads this. Do not name people."),
    )

    def clean(self):
        found = super().clean()
        typed = {"email", "phone", "web"}
        if not any(found.get(name) for name in typed) and not typed & set(self.errors):
            self.add_error("email", _("Enter an e-mail address, a telephone number or a web page"))
        return found


class ChangeContactForm(ContactForm):
    """The same of one that is there, and whether it stays on the list."""

    is_listed = forms.BooleanField(label=_("Show it on the list"), required=False)


class ContactsChoice(forms.ModelMultipleChoiceField):
    """Contacts by topic and team."""

    widget = Checkboxes


class ConfirmContactsForm(GovukForm, forms.Form):
    """Which contacts are still right."""

    submit_text = _("These are still right")
    mark_optional = False
    contacts = ContactsChoice(
        label=_("Which of these are still right?"),
        queryset=ServiceContact.objects.none(),
        to_field_name="public_id",
        error_messages={"required": _("Choose at least one")},
        help_text=_("Leave out what has changed, and put it right."),
    )

    def __init__(self, *args, contacts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contacts"].queryset = contacts
        self.initial["contacts"] = list(contacts)


class WrongDoorForm(GovukForm, forms.Form):
    """That it was the wrong one; who it was instead may be left open."""

    submit_text = _("This was the wrong door")
    turned_out = forms.CharField(
        label=_("Who was it instead?"),
        max_length=LINE,
        required=False,
        widget=TextInput,
        help_text=_(
            "A team or an organisation, not a person. Officers of the council read it and put the entry right."
        ),
    )
