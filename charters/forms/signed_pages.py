"""The forms about signatures on paper: of a council, of an association for many, and an objection to either."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.forms.rounds import CouncilChoices
from charters.models import Channel
from charters.models.signed_pages import FEWEST_DAYS, MOST_DAYS, USUAL_DAYS
from core.govuk_forms import (
    Checkboxes,
    CountedTextarea,
    DateInputField,
    GovukForm,
    Radios,
    TextInput,
    WholeNumberField,
)
from councils.models import Council

ON_PAPER = [(each.value, each.label) for each in Channel if each != Channel.TELEPHONE]


class RecordSignatureForm(GovukForm, forms.Form):
    """Who signed on paper, when, how the page came, and the page itself."""

    submit_text = _("Record this signature")

    typed_name = forms.CharField(
        label=_("Who signed?"),
        max_length=120,
        widget=TextInput,
        help_text=_("The name as it stands on the page. It is printed with the signatures."),
        error_messages={"required": _("Enter the name as it stands on the page")},
    )
    role_title = forms.CharField(
        label=_("In which position?"),
        max_length=120,
        widget=TextInput(width=20),
        help_text=_("As it stands on the page, for example: Chair of the council"),
        error_messages={"required": _("Enter the position as it stands on the page")},
    )
    signed_on = DateInputField(label=_("Date on the page"))
    minute_reference = forms.CharField(
        label=_("Minute reference"),
        max_length=60,
        required=False,
        widget=TextInput(width=20),
        help_text=_("If the page gives one. For example: 2026/118(b)"),
    )
    channel = forms.ChoiceField(
        label=_("How did the page come?"),
        choices=ON_PAPER,
        widget=Radios,
        error_messages={"required": _("Select how the page came")},
    )
    received_on = DateInputField(label=_("When did it come?"))
    file = forms.FileField(
        label=_("The signed page"),
        help_text=_("A scan, a photograph or a PDF, at most 5 MB. The council signed for and yours can open it."),
        error_messages={"required": _("Choose a scan or a photograph of the signed page")},
    )
    description = forms.CharField(
        label=_("What does it say?"),
        max_length=1000,
        widget=CountedTextarea({"rows": 3}, max_length=1000),
        help_text=_("The main words, for people who cannot see the page."),
        error_messages={"required": _("Enter what the page says, and choose the file again")},
    )

    def clean_signed_on(self):
        return self._past("signed_on", _("Date on the page must be today or in the past"))

    def clean_received_on(self):
        return self._past("received_on", _("The day must be today or in the past"))

    def _past(self, name, words):
        day = self.cleaned_data[name]
        if day > timezone.localdate():
            raise forms.ValidationError(words)
        return day


class RecordAssociationForm(RecordSignatureForm):
    """An association, the councils for which it signed, and until when they may object."""

    submit_text = _("Record it and tell these councils")
    field_order = ("association", "councils", "working_days")

    association = forms.CharField(
        label=_("Name of the association"),
        max_length=150,
        widget=TextInput,
        help_text=_("For example: Warwickshire Association of Local Councils. It is printed with the signatures."),
    )
    councils = CouncilChoices(
        label=_("For which councils did it sign?"),
        queryset=Council.objects.none(),
        widget=Checkboxes,
        help_text=_("Only those that the page names. Councils that have signed or declined are not in this list."),
        error_messages={"required": _("Select the councils for which the association signed")},
    )
    working_days = WholeNumberField(
        label=_("How long may they object?"),
        suffix=_("working days"),
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("From today. Many councils meet once a month, so 20 working days let most of them decide."),
    )

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["minute_reference"]  # each council has its own
        self.fields["typed_name"].label = _("Who signed for the association?")
        self.fields["role_title"].help_text = _("As it stands on the page, for example: Chair of the association")
        self.fields["file"].help_text = _(
            "A scan, a photograph or a PDF, at most 5 MB. The councils signed for and yours can open it."
        )
        self.fields["councils"].queryset = councils


class ObjectionForm(GovukForm, forms.Form):
    """Why the page does not stand for the council."""

    submit_text = _("Object")
    submit_variant = "warning"

    words = forms.CharField(
        label=_("What is wrong?"),
        max_length=1000,
        widget=CountedTextarea({"rows": 4}, max_length=1000),
        help_text=_("For example: our council has not decided yet."),
        error_messages={"required": _("Enter what is wrong, so that the officer can put it right")},
    )
