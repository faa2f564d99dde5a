"""Forms about commitments: how one stands, and a comment on it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.forms.drafting import CouncilChoice
from charters.models import Standing
from core.govuk_forms import CountedTextarea, DateInputField, GovukForm, Radios, TextInput
from councils.models import Council


class ProgressForm(GovukForm, forms.Form):
    """How a commitment stood on a day."""

    submit_text = _("Save")
    standing = forms.ChoiceField(
        label=_("How does it stand?"),
        error_messages={"required": _("Select how it stands")},
        choices=[(each.value, each.label) for each in reversed(Standing)],
        widget=Radios(
            hints={
                "done": _("It was kept, and nothing more is due"),
                "green": _("It is being kept, or will be in time"),
                "amber": _("It is late, or kept in part"),
                "red": _("It is not kept, and will not be without a change"),
            }
        ),
    )
    stood_on = DateInputField(label=_("On which day?"), help_text=_("The day to which this refers, usually today"))
    text = forms.CharField(
        label=_("What has been done, and what is in the way?"),
        error_messages={"required": _("Enter what has been done, and what is in the way")},
        max_length=2000,
        widget=CountedTextarea({"rows": 5}, max_length=2000),
        help_text=_("Two or three sentences. Councils read this, and residents if it is published; name no people."),
    )
    figure = forms.CharField(
        label=_("What does the measure say?"),
        max_length=60,
        required=False,
        widget=TextInput(width=20),
        help_text=_("For example: 92% of 140 questions"),
    )
    link = forms.URLField(
        label=_("Where can anyone see it?"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("The address of a page, such as your published minutes"),
    )
    file = forms.FileField(
        label=_("A file that shows it"),
        required=False,
        help_text=_("PDF, JPEG or PNG, at most 5 MB. The councils that take part can open it; residents cannot."),
    )
    description = forms.CharField(
        label=_("What does the file show?"),
        max_length=300,
        required=False,
        widget=TextInput,
        help_text=_("For people who cannot see it. Needed if you choose a file."),
    )
    drop_file = forms.BooleanField(label=_("Take away the file that is there now"), required=False)

    def __init__(self, *args, has_file=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_file:
            del self.fields["drop_file"]

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Enter an address that begins with https://"))
        return link

    def clean_stood_on(self):
        day = self.cleaned_data["stood_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day must be today or in the past"))
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file") and not cleaned.get("description"):
            self.add_error("description", _("Enter what the file shows, and choose the file again"))
        return cleaned


class CommentForm(GovukForm, forms.Form):
    """What the other side says to an entry."""

    submit_text = _("Send the comment")
    council = CouncilChoice(label=_("For which council?"), queryset=Council.objects.none(), widget=Radios)
    text = forms.CharField(
        label=_("Your council’s comment"),
        max_length=2000,
        widget=CountedTextarea({"rows": 5}, max_length=2000),
        help_text=_("The council that reported is told. Every council in it can read it."),
    )

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = councils
        self.only = councils[0] if len(councils) == 1 else None
        if self.only:
            del self.fields["council"]

    def clean(self):
        cleaned = super().clean()
        if self.only:
            cleaned["council"] = self.only
        return cleaned
