"""The two letters of the guide: each asks for what it needs and writes the rest."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formatting import list_and
from core.govuk_forms import Checkboxes, CountedTextarea, DateInputField, GovukForm, TextInput

LINES = 6  # of an address
REASONS = {
    "vision": gettext_lazy("a shared vision for our area"),
    "liaison": gettext_lazy("a named officer whom we can turn to, and regular meetings"),
    "charter": gettext_lazy("a charter that says what each side can expect of the other"),
    "services": gettext_lazy("services and assets that might be run closer to residents"),
    "training": gettext_lazy("training for councillors and staff of both tiers together"),
    "funding": gettext_lazy("grants and funds that we could bid for together"),
}
SERVICES = {
    "grass": gettext_lazy("grass cutting and verges"),
    "cleaning": gettext_lazy("street cleaning and litter"),
    "open_spaces": gettext_lazy("parks, play areas and open spaces"),
    "toilets": gettext_lazy("public toilets"),
    "buildings": gettext_lazy("community buildings and halls"),
    "library": gettext_lazy("library and information services"),
    "highways": gettext_lazy("footpaths and minor highway work"),
    "events": gettext_lazy("markets and events"),
}


def _address(label, hint):
    return forms.CharField(
        label=label, help_text=hint, max_length=400, required=False, widget=CountedTextarea({"rows": 4}, max_length=400)
    )


class LetterForm(GovukForm, forms.Form):
    """What every letter needs."""

    submit_text = gettext_lazy("See the letter")
    sender = forms.CharField(label=gettext_lazy("Your council"), max_length=160, widget=TextInput)
    sender_address = _address(gettext_lazy("Your council’s address"), gettext_lazy("As it should stand on the letter"))
    recipient = forms.CharField(label=gettext_lazy("The council you write to"), max_length=160, widget=TextInput)
    recipient_role = forms.CharField(
        label=gettext_lazy("To whom there"),
        help_text=gettext_lazy("A role, for example: Chief Executive, or Clerk to the Council"),
        max_length=120,
        widget=TextInput,
    )
    recipient_address = _address(gettext_lazy("Their address"), gettext_lazy("You can leave it out of an e-mail"))
    place = forms.CharField(
        label=gettext_lazy("The place it is about"),
        help_text=gettext_lazy("For example: Olney, or the four villages of our parish"),
        max_length=120,
        widget=TextInput,
    )
    own_words = forms.CharField(
        label=gettext_lazy("Something in your own words"),
        help_text=gettext_lazy("What you have done already, or why now. It becomes a paragraph of the letter."),
        max_length=1200,
        required=False,
        widget=CountedTextarea({"rows": 5}, max_length=1200),
    )
    signed_name = forms.CharField(label=gettext_lazy("Name of whoever signs"), max_length=120, widget=TextInput)
    signed_role = forms.CharField(label=gettext_lazy("Their role"), max_length=120, widget=TextInput)
    written_on = DateInputField(label=gettext_lazy("Date of the letter"))

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"written_on": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def layout(self):
        names = super().layout()
        return [*[n for n in names if n not in LAST], *LAST]


LAST = ("own_words", "signed_name", "signed_role", "written_on")


class LocalLetterForm(LetterForm):
    """A local council would like to work with its principal council."""

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What would you like to talk about?"), choices=list(REASONS.items()), widget=Checkboxes
    )


class PrincipalLetterForm(LetterForm):
    """A principal council would like to talk about services."""

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Which services would you like to talk about?"),
        choices=list(SERVICES.items()),
        widget=Checkboxes,
    )


@dataclass(frozen=True)
class Template:
    """One kind of letter."""

    slug: str
    title: str
    about: str
    form: type

    def write(self, data):
        """The words of the letter, as data that can be kept."""
        return WRITERS[self.slug](data)


TEMPLATES = (
    Template(
        "start-a-partnership",
        gettext_lazy("From a local council: let us work together"),
        gettext_lazy("A parish, town or community council asks its principal council to start a partnership."),
        LocalLetterForm,
    ),
    Template(
        "talk-about-services",
        gettext_lazy("From a principal council: shall we talk about services?"),
        gettext_lazy(
            "A principal council opens a conversation with a local council about who runs what. It "
            "offers, it does not impose."
        ),
        PrincipalLetterForm,
    ),
)
BY_SLUG = {template.slug: template for template in TEMPLATES}


def _from_local(data):
    topics = list_and([str(REASONS[topic]) for topic in data["topics"]])
    facts = {"sender": data["sender"], "recipient": data["recipient"], "place": data["place"], "topics": topics}
    return _frame(
        data,
        _("Working together for %(place)s") % facts,
        [
            _(
                "%(sender)s would like to work more closely with %(recipient)s for the people of "
                "%(place)s. I write to ask whether we could meet to see how."
            )
            % facts,
            _(
                "Our council knows the place and its residents, and is close enough to notice what "
                "works. Yours has the staff, the budgets and the view over the whole area. Each of us "
                "can do something that the other cannot."
            )
            % facts,
            _("We would like to talk about %(topics)s.") % facts,
            data["own_words"],
            _(
                "We do not come with a finished plan. A first conversation between our councillors and "
                "yours, with the officers concerned, would show where we want the same thing and what "
                "each side could bring to it."
            )
            % facts,
            _(
                "Could you tell us who at %(recipient)s is the right person to talk to, and suggest two "
                "or three dates? We are glad to come to you, or to show you round."
            )
            % facts,
        ],
    )


def _from_principal(data):
    topics = list_and([str(SERVICES[topic]) for topic in data["topics"]])
    facts = {"sender": data["sender"], "recipient": data["recipient"], "place": data["place"], "topics": topics}
    return _frame(
        data,
        _("Services in %(place)s: a conversation") % facts,
        [
            _(
                "%(sender)s would like to hear what %(recipient)s thinks about how services are run in "
                "%(place)s, and whether some of them would be better run closer to residents."
            )
            % facts,
            _(
                "We have in mind %(topics)s. Perhaps you would like to take on more, perhaps you would "
                "rather have a say in how we do it, perhaps it is best left as it is. All three are good "
                "answers."
            )
            % facts,
            data["own_words"],
            _(
                "Nothing has been decided. Before anything changed we would look together at what it "
                "costs, who would do the work, what staff and residents think, and what we would put in "
                "writing. Saving money would not be reason enough: it would have to be better for "
                "%(place)s."
            )
            % facts,
            _(
                "May we visit you at one of your meetings, or invite you to ours? Please tell us what "
                "would suit you, and what you would like to know beforehand."
            )
            % facts,
        ],
    )


WRITERS = {"start-a-partnership": _from_local, "talk-about-services": _from_principal}


def _frame(data, subject_line, paragraphs):
    """Addresses, greeting and closing around the paragraphs; empty ones are left out."""
    return {
        "title": subject_line,
        "sender": [data["sender"], *_lines(data["sender_address"])],
        "recipient": [data["recipient_role"], data["recipient"], *_lines(data["recipient_address"])],
        "written_on": data["written_on"].isoformat(),
        "subject_line": subject_line,
        "greeting": _("Dear %(role)s") % {"role": data["recipient_role"]},
        "paragraphs": [text.strip() for text in paragraphs if text.strip()],
        "closing": _("Yours faithfully"),
        "signed_name": data["signed_name"],
        "signed_role": f"{data['signed_role']}, {data['sender']}",
    }


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()][:LINES]


def as_text(letter):
    """The letter as plain text, to copy into an e-mail."""
    head = ["\n".join(letter["recipient"]), letter["greeting"], letter["subject_line"]]
    foot = [f"{letter['closing']}", f"{letter['signed_name']}\n{letter['signed_role']}"]
    return "\n\n".join([*head, *letter["paragraphs"], *foot])
