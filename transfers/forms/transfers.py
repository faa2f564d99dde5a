"""A transfer: what it is, an answer to one of its questions, its steps, what a principal council asks of all."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk_forms import CountedTextarea, DateInputField, GovukForm, MoneyField, Radios, TextInput
from transfers.forms.assets import yes_or_no
from transfers.models import Asset, HeldAs, Moves, Power, Transfer, TransferTask, Trigger
from transfers.models.transfers import MOST_PENCE
from transfers.stages import PATH, Side

TOO_MUCH = gettext_lazy("Enter a smaller amount")
ANSWER = 4000


class CouncilChoice(forms.ModelChoiceField):
    def label_from_instance(self, council):
        return council.full_name


class PersonChoice(forms.ModelChoiceField):
    """Officers of the principal council; whoever is stored stays to be seen after they have left."""

    def label_from_instance(self, membership):
        who = membership.user.name or membership.user.email or _("Somebody whose account was removed")
        return who if membership.is_current else _("%(who)s (no longer acts for the council)") % {"who": who}


def paragraph(label, help_text="", *, most=2000, rows=5, required=True):
    widget = CountedTextarea({"rows": rows}, max_length=most, threshold=75)
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=required, widget=widget)


def amount(label, help_text="", *, least=0):
    most = MaxValueValidator(MOST_PENCE, TOO_MUCH)
    return MoneyField(label=label, help_text=help_text, required=False, min_pence=least, validators=[most])


class DescribeForm(GovukForm, forms.Form):
    """What moves, how, why now; the value decides what a principal council asks beside what it asks of all."""

    submit_text = gettext_lazy("Save")
    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("For example: Town hall, or: Paddling pool"),
        max_length=200,
        widget=TextInput,
    )
    summary = paragraph(gettext_lazy("What moves?"), gettext_lazy("A few sentences that anybody understands"), rows=4)
    moves = forms.ChoiceField(label=gettext_lazy("Is it an asset or a service?"), choices=Moves.choices, widget=Radios)
    tenure = forms.ChoiceField(
        label=gettext_lazy("How would the local council hold it?"), choices=HeldAs.choices, widget=Radios
    )
    trigger = forms.ChoiceField(label=gettext_lazy("What set it off?"), choices=Trigger.choices, widget=Radios)
    value_pence = amount(
        gettext_lazy("What is it worth?"),
        gettext_lazy("Roughly. From some values on a principal council asks more. Leave it empty if you do not know"),
    )
    next_ambition = paragraph(
        gettext_lazy("What may follow?"),
        gettext_lazy("For example: running it alone in three years"),
        most=1000,
        rows=2,
        required=False,
    )

    def layout(self):
        last = ("value_pence", "next_ambition")
        return [*(name for name in self.fields if name not in last), *last]


class BeginForm(DescribeForm):
    """The same, and for which local council."""

    submit_text = gettext_lazy("Begin the transfer")
    local = CouncilChoice(
        label=gettext_lazy("To which local council?"), queryset=Transfer.objects.none(), empty_label=None
    )
    field_order = ("local",)

    def __init__(self, *args, locals_, suggested, **kwargs):
        super().__init__(*args, initial=suggested, **kwargs)
        self.fields["local"].queryset = locals_
        self.fields["local"].empty_label = gettext_lazy("Choose a council")


class ChangeForm(DescribeForm):
    """The same, with what the officers keep: who leads, which asset, what it follows."""

    lead = PersonChoice(
        label=gettext_lazy("Who leads it?"),
        help_text=gettext_lazy("It passes to whoever follows when this person leaves"),
        queryset=Transfer.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    asset = forms.CharField(
        label=gettext_lazy("Reference on the register of assets"),
        help_text=gettext_lazy("As on its page. Leave it empty if it is not on the register"),
        max_length=12,
        required=False,
        widget=TextInput(width=10),
    )
    follows = forms.ModelChoiceField(
        label=gettext_lazy("Does it follow from an earlier transfer?"),
        queryset=Transfer.objects.none(),
        required=False,
        empty_label=gettext_lazy("No"),
    )

    def __init__(self, *args, transfer, person, leads, **kwargs):
        super().__init__(*args, **kwargs)
        self.transfer, self.person = transfer, person
        self.fields["lead"].queryset = leads
        pair = Transfer.objects.filter(principal=transfer.principal_id, local=transfer.local_id)
        self.fields["follows"].queryset = pair.exclude(pk=transfer.pk)

    def clean_asset(self):
        """The reference as it is stored; `asset_found` is what it names."""
        typed = self.cleaned_data["asset"].strip().upper()
        self.asset_found = None
        if not typed:
            return ""
        found = Asset.objects.visible_to(self.person).of_principal(self.transfer.principal)
        self.asset_found = found.filter(reference=typed).first()
        if self.asset_found is None:
            raise forms.ValidationError(_("No asset of this principal council has this reference"))
        return typed


class AnswerForm(GovukForm, forms.Form):
    """An answer, as far as it goes; what is needed is asked for only when it is said to be complete."""

    submit_text = gettext_lazy("Save")
    mark_optional = False
    exempt = forms.ChoiceField(
        label=gettext_lazy("Who may read this answer?"),
        help_text=gettext_lazy("The two councils read it. Once the transfer is published, so does everyone"),
        choices=TransferTask.Exempt.choices,
        required=False,
    )
    complete = yes_or_no(
        gettext_lazy("Is this answer complete?"),
        gettext_lazy("Yes, it is complete"),
        gettext_lazy("No, I will come back to it"),
    )

    def __init__(self, *args, task, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = task
        for name, part in task.parts.items():
            self.fields[name] = answer_field(name, part)
        self.order_fields([*task.parts, "exempt", "complete"])

    def clean(self):
        data = super().clean()
        if data.get("complete"):
            for name, part in self.task.parts.items():
                if part.needed and name in data and data[name] in (None, ""):
                    self.add_error(name, _("Enter this before the answer is complete"))
        return data


def answer_field(name, part):
    """The field for one part of an answer."""
    words = {"label": part.label, "help_text": part.help_text}
    if name == "words":
        return paragraph(part.label, part.help_text, most=ANSWER, rows=6, required=False)
    if name == "is_so":
        choices, coerce = [(True, gettext_lazy("Yes")), (False, gettext_lazy("No"))], lambda text: text == "True"
        return forms.TypedChoiceField(
            **words, required=False, choices=choices, coerce=coerce, empty_value=None, widget=Radios(inline=True)
        )
    if name == "amount_pence":
        return amount(part.label, part.help_text, least=-MOST_PENCE)
    if name == "on":
        return DateInputField(**words, required=False)
    if name == "power":
        return forms.ChoiceField(**words, required=False, choices=[("", _("Choose a power")), *Power.choices])
    if name == "url":
        return forms.URLField(**words, max_length=200, required=False, assume_scheme="https")
    return forms.CharField(**words, max_length=200, required=False, widget=TextInput)


class SendBackForm(GovukForm, forms.Form):
    """What is missing, said at the question itself."""

    submit_text = gettext_lazy("Send it back")
    comment = paragraph(
        gettext_lazy("What is missing, or what do you see differently?"),
        gettext_lazy("The other side reads this above its answer, which stays as it is"),
        most=1000,
        rows=4,
    )


class RequirementForm(GovukForm, forms.Form):
    """A criterion, or what is asked from a value on."""

    submit_text = gettext_lazy("Ask this from now on")
    title = forms.CharField(
        label=gettext_lazy("Criterion or question"),
        help_text=gettext_lazy("For example: Residents gain something they notice, or: Business case"),
        max_length=200,
        widget=TextInput,
    )
    question = paragraph(gettext_lazy("What exactly do you want to know?"), most=1000, rows=3, required=False)
    stage = forms.ChoiceField(
        label=gettext_lazy("At which stage?"),
        help_text=gettext_lazy("What stands among the criteria must be met; elsewhere it must be answered"),
        choices=[(stage.value, stage.label) for stage in PATH],
        initial="criteria",
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Who answers?"), choices=Side.choices, initial="local", widget=Radios(inline=True)
    )
    from_pence = amount(
        gettext_lazy("From which value on?"), gettext_lazy("Leave it empty if you ask it of every transfer")
    )


class LiveForm(GovukForm, forms.Form):
    """The first day, and when both look back."""

    submit_text = gettext_lazy("It is live")
    live_on = DateInputField(label=gettext_lazy("From which day on has the local council had it?"))
    review_on = DateInputField(
        label=gettext_lazy("When will you review it?"), help_text=gettext_lazy("A year after the first day is usual")
    )


class NextReviewForm(GovukForm, forms.Form):
    submit_text = gettext_lazy("It goes on")
    review_on = DateInputField(label=gettext_lazy("When is the next review?"))


class ReturnForm(GovukForm, forms.Form):
    submit_text = gettext_lazy("It went back")
    over_on = DateInputField(label=gettext_lazy("Since which day has the principal council had it again?"))
    because = paragraph(gettext_lazy("Why did it go back?"), most=1000, rows=4)


class StopForm(GovukForm, forms.Form):
    """A refusal says what it was looked at for, so that none is a reflex (oc:S19)."""

    submit_text = gettext_lazy("It does not go ahead")
    submit_variant = "warning"
    because = paragraph(
        gettext_lazy("Why does it not go ahead?"),
        gettext_lazy("What was looked at, what spoke against it, and what would have to change"),
        most=1000,
        rows=4,
    )


class SureForm(GovukForm, forms.Form):
    """A step that asks for nothing but the decision."""

    submit_text = gettext_lazy("Yes")


def today_and_next_year():
    """What the form about the first day is filled with."""
    today = timezone.localdate()
    return {"live_on": today, "review_on": today + timezone.timedelta(days=365)}
