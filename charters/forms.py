"""Forms of drafting, sending, answering and signing; they check what was typed, actions check the rules."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models import Answer, Commitment, DecisionTaker
from core.govuk_forms import (
    Checkboxes,
    CodeInput,
    CountedTextarea,
    DateInputField,
    GovukForm,
    Radios,
    TextInput,
    WholeNumberField,
)
from councils.models import Council

LONG_TEXT = 20_000
FORMAT_HINT = _("Leave a blank line between paragraphs. Start a line with a hyphen for a list.")


class StartForm(GovukForm, forms.Form):
    """A new agreement: who convenes it and what it is called."""

    convener = forms.ModelChoiceField(
        label=_("Which principal council convenes it?"), queryset=Council.objects.none(), widget=Radios
    )
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("For example: Milton Keynes and local councils charter")
    )

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["convener"].queryset = councils
        if len(councils) == 1:
            self.fields["convener"].initial = councils[0]


class DetailsForm(GovukForm, forms.Form):
    """What stands on the cover and in the e-mail."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=800,
        widget=CountedTextarea({"rows": 4}, max_length=800),
        help_text=_("Three or four sentences for a councillor who has one minute. They go into the e-mail."),
    )
    review_on = DateInputField(
        label=_("Review date"), required=False, help_text=_("When the charter is to be looked at again")
    )
    lasts_months = WholeNumberField(
        label=_("How many months does it last?"),
        required=False,
        min_value=1,
        max_value=240,
        width=3,
        suffix=_("months"),
        help_text=_("36 are three years. It can be renewed. Leave it empty for a charter without an end."),
    )
    notice_months = WholeNumberField(
        label=_("How many months’ notice does a council give that leaves?"),
        required=False,
        min_value=1,
        max_value=24,
        width=3,
        suffix=_("months"),
        help_text=_("Three, if you leave it empty"),
    )
    what_changed = forms.CharField(
        label=_("What has changed since the last version"),
        required=False,
        widget=CountedTextarea({"rows": 3}, max_length=2000),
        max_length=2000,
    )

    def __init__(self, *args, first_version, **kwargs):
        super().__init__(*args, **kwargs)
        if first_version:
            del self.fields["what_changed"]


class SectionForm(GovukForm, forms.Form):
    """Heading and text of a section."""

    heading = forms.CharField(label=_("Heading"), max_length=120)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONG_TEXT,
        widget=forms.Textarea({"rows": 14}),
        help_text=FORMAT_HINT,
    )


class CouncilChoice(forms.ModelChoiceField):
    """One council by the name by which it is told apart."""

    def label_from_instance(self, council):
        return council.label


class CommitmentForm(GovukForm, forms.Form):
    """A commitment, an offer or an ask."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Commitment.Kind.choices,
        widget=Radios(
            hints={
                "commitment": _("Someone will do it"),
                "offer": _("One side would give it if the other wants it"),
                "ask": _("One side asks the other for it"),
            }
        ),
    )
    owner_side = forms.ChoiceField(
        label=_("Whose is it?"),
        help_text=_("Who will do it, who offers it, or who asks for it"),
        choices=Commitment.OwnerSide.choices,
        widget=Radios,
    )
    owner = CouncilChoice(
        label=_("One council alone?"),
        queryset=Council.objects.none(),
        required=False,
        empty_label=_("No, every council of that side"),
        help_text=_("Select a council if it does this by itself, such as the county council"),
    )
    text = forms.CharField(
        label=_("What will happen"), max_length=1000, widget=CountedTextarea({"rows": 3}, max_length=1000)
    )
    measure = forms.CharField(
        label=_("How anyone can tell that it was kept"), max_length=300, required=False, widget=TextInput
    )
    target = forms.CharField(
        label=_("What it should reach"),
        max_length=120,
        required=False,
        widget=TextInput,
        help_text=_("For example: nine in ten, or one event a year"),
    )
    due_on = DateInputField(label=_("By when"), required=False)

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = councils

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("owner") and cleaned.get("owner_side") == "both":
            self.add_error("owner", _("Select a side above, or leave this as it is: both together is not one council"))
        if cleaned.get("kind") in ("offer", "ask") and cleaned.get("owner_side") == "both":
            self.add_error("owner_side", _("Select one side: an offer or an ask comes from one side"))
        return cleaned


class CouncilChoices(forms.ModelMultipleChoiceField):
    """Councils as checkboxes with the name by which they are told apart."""

    def label_from_instance(self, council):
        return council.label


class SendForm(GovukForm, forms.Form):
    """To whom a version goes and by when they should answer."""

    everyone = forms.ChoiceField(
        label=_("Who should get it?"),
        choices=[("all", _("All local councils of our area")), ("chosen", _("Only those I choose"))],
        widget=Radios(reveals={"chosen": "councils"}),
    )
    councils = CouncilChoices(
        label=_("Local councils"), queryset=Council.objects.none(), required=False, widget=Checkboxes
    )
    principals = CouncilChoices(
        label=_("Other principal councils of the area"),
        queryset=Council.objects.none(),
        required=False,
        widget=Checkboxes,
        help_text=_("They answer and sign like any party."),
    )
    reply_by = DateInputField(
        label=_("Reply by"),
        help_text=_("Many local councils meet every two months. Three months lets each of them decide at a meeting."),
    )

    def __init__(self, *args, local, principals, **kwargs):
        super().__init__(*args, **kwargs)
        self.local = local
        self.fields["councils"].queryset = local
        if principals:
            self.fields["principals"].queryset = principals
        else:
            del self.fields["principals"]

    def clean(self):
        cleaned = super().clean()
        chosen = self.local if cleaned.get("everyone") == "all" else cleaned.get("councils") or []
        recipients = [*chosen, *(cleaned.get("principals") or [])]
        if cleaned.get("everyone") and not recipients:
            self.add_error("councils", _("Select at least one council"))
        cleaned["recipients"] = recipients
        if cleaned.get("reply_by") and cleaned["reply_by"] <= timezone.localdate():
            self.add_error("reply_by", _("Reply by must be a date in the future"))
        return cleaned


class InviteLaterForm(GovukForm, forms.Form):
    """Councils to be asked after the round began."""

    submit_text = _("Send the charter to them")

    councils = CouncilChoices(
        label=_("Councils that have not been asked yet"), queryset=Council.objects.none(), widget=Checkboxes
    )

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["councils"].queryset = councils


class ReplyByForm(GovukForm, forms.Form):
    """A later date for the round."""

    submit_text = _("Give them more time")

    reply_by = DateInputField(label=_("New reply-by date"))


class WithdrawForm(GovukForm, forms.Form):
    """Why a version is stopped."""

    submit_text = _("Withdraw this version")
    submit_variant = "warning"

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=CountedTextarea({"rows": 4}, max_length=1000),
        help_text=_("Every council that was asked gets this by e-mail."),
    )


class AnswerForm(GovukForm, forms.Form):
    """A council's answer."""

    mark_optional = False  # comments and reason are needed, each with its own answer
    answer = forms.ChoiceField(
        label=_("What did your council decide?"),
        choices=[(a.value, a.label) for a in (Answer.ACCEPTED, Answer.WITH_COMMENTS, Answer.DECLINED)],
        widget=Radios(
            hints={
                "accepted": _("You can sign now or later"),
                "with_comments": _("Your council agrees and has something to say"),
                "declined": _("Everyone who has signed is told that you declined, but not why"),
            },
            reveals={"with_comments": "comments", "declined": "reason"},
        ),
    )
    comments = forms.CharField(
        label=_("Comments"),
        required=False,
        max_length=4000,
        widget=CountedTextarea({"rows": 5}, max_length=4000),
    )
    share_comments = forms.BooleanField(
        label=_("Share our comments with the other councils that were asked"), required=False
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=CountedTextarea({"rows": 4}, max_length=2000),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.WITH_COMMENTS and not cleaned.get("comments"):
            self.add_error("comments", _("Enter your council’s comments"))
        if cleaned.get("answer") == Answer.DECLINED and not cleaned.get("reason"):
            self.add_error("reason", _("Enter the reason, so that the convening council can respond to it"))
        return cleaned


class SignForm(GovukForm, forms.Form):
    """Who decided, when, where it is minuted, and who signs."""

    decision_taker = forms.ChoiceField(label=_("Who took the decision?"), choices=DecisionTaker.choices, widget=Radios)
    resolution_on = DateInputField(label=_("Date of the decision"))
    minute_reference = forms.CharField(
        label=_("Minute reference"),
        max_length=60,
        widget=TextInput(width=20),
        help_text=_("For example: 2026/118(b). If the minutes are still a draft, give the agenda item."),
    )
    typed_name = forms.CharField(
        label=_("Your full name"),
        max_length=120,
        widget=TextInput({"autocomplete": "name"}),
        help_text=_("Typing your name here is your signature. It is printed in the charter."),
    )
    role_title = forms.CharField(
        label=_("Your role"),
        max_length=120,
        widget=TextInput,
        help_text=_("For example: Clerk, or Chair of the council"),
    )

    def __init__(self, *args, takers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision_taker"].choices = [(taker.value, taker.label) for taker in takers]

    def clean_resolution_on(self):
        day = self.cleaned_data["resolution_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Date of the decision must be today or in the past"))
        return day


class ProofForm(GovukForm, forms.Form):
    """The code that proves who signs, and the declaration."""

    submit_text = _("Sign")
    code = forms.CharField(label=_("Code"), max_length=20, widget=CodeInput)
    declared = forms.BooleanField(label=_("I am authorised to sign for my council, and the decision above was taken"))

    def __init__(self, *args, code_hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = code_hint


class VerifyForm(GovukForm, forms.Form):
    """A reference, or a PDF to compare."""

    mark_optional = False  # one of the two
    submit_text = _("Check")
    reference = forms.CharField(
        label=_("Reference"),
        required=False,
        max_length=20,
        widget=TextInput(width=20),
        help_text=_("Printed on the cover, like CG-7K3F-9QX2"),
    )
    file = forms.FileField(
        label=_("Or choose the PDF that you were given"),
        required=False,
        help_text=_("It is compared with the copies that were issued and not kept. At most 20 MB."),
    )
    MOST_BYTES = 20 * 1024 * 1024

    def clean_reference(self):
        return self.cleaned_data["reference"].strip().upper().replace(" ", "")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > self.MOST_BYTES:
            raise forms.ValidationError(_("The file must be smaller than 20 MB"))
        return file

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("reference") and not cleaned.get("file"):
            self.add_error("reference", _("Enter a reference or choose a PDF"))
        return cleaned


class BundleForm(GovukForm, forms.Form):
    """How many documents are wanted: to print, or one by one."""

    submit_text = _("Make the file")
    form = forms.ChoiceField(
        label=_("What do you want?"),
        choices=[
            ("pdf", _("One PDF to print: each document starts on a fresh sheet and has a bookmark")),
            ("zip", _("A ZIP file with each document by itself and a table of contents")),
        ],
        initial="pdf",
        widget=Radios,
    )


class PapersForm(BundleForm):
    """Papers of which councils of a round."""

    which = forms.ChoiceField(label=_("For which councils?"), initial="all", widget=Radios)
    field_order = ["which", "form"]

    def __init__(self, *args, counts, **kwargs):
        super().__init__(*args, **kwargs)
        words = {"all": _("All councils"), "waiting": _("Not answered yet"), "unsigned": _("Not signed yet")}
        self.fields["which"].choices = [(key, f"{words[key]} ({count})") for key, count in counts.items()]
