"""The form in which an officer writes down a reply that came another way."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.forms.signing import AnswerForm
from charters.models import Channel
from core.govuk_forms import CountedTextarea, DateInputField, Radios, TextInput


class RecordReplyForm(AnswerForm):
    """How the reply came, from whom, and what the council decided."""

    submit_text = _("Record this answer")
    field_order = ("channel", "received_on", "said_by", "answer", "comments", "reason", "file", "description")
    channel = forms.ChoiceField(
        label=_("How did the reply come?"),
        choices=Channel.choices,
        widget=Radios,
        error_messages={"required": _("Select how the reply came")},
    )
    received_on = DateInputField(label=_("When did it come?"))
    said_by = forms.CharField(
        label=_("Who replied for the council?"),
        max_length=120,
        widget=TextInput(width=20),
        help_text=_("The role, for example: Clerk. Not the name."),
        error_messages={"required": _("Enter the role of whoever replied")},
    )
    file = forms.FileField(
        label=_("The letter or e-mail"),
        required=False,
        help_text=_(
            "A scan, a photograph or a PDF, at most 5 MB. Needed for a letter. That council and yours can open it."
        ),
    )
    description = forms.CharField(
        label=_("What does it say?"),
        max_length=1000,
        required=False,
        widget=CountedTextarea({"rows": 3}, max_length=1000),
        help_text=_("The main words, for people who cannot see the page. Needed if you choose a file."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["share_comments"]  # the council's own choice
        self.fields["answer"].label = _("What did the council decide?")
        self.fields["answer"].error_messages["required"] = _("Select what the council decided")
        one_way = kwargs.get("one_way", False)
        self.fields["answer"].widget.hints = (
            {}
            if one_way
            else {
                "with_comments": _("It agrees and has something to say"),
                "declined": _("Everyone who has signed is told that it declined, but not why"),
            }
        )
        self.fields["comments"].label = _("Its comments")

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day must be today or in the past"))
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("channel") == Channel.POST and "file" in cleaned and not cleaned["file"]:
            self.add_error("file", _("Choose a scan or a photograph of the letter"))
        if cleaned.get("file") and not cleaned.get("description"):
            self.add_error("description", _("Enter what the page says, and choose the file again"))
        return cleaned
