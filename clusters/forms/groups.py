"""A cluster, the part of one council in it, a council's answer, its end."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from clusters.models import Governance, Kind, Role, Shared
from core.govuk_forms import Checkboxes, CountedTextarea, DateInputField, GovukForm, Radios, TextInput
from councils.models import Council
from partnerships.forms.keeping import NOT_SAID, PersonChoice

LONG = 2000


def long_text(label, help_text=""):
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=False,
        widget=CountedTextarea({"rows": 4}, max_length=LONG, threshold=75),
    )


class CouncilChoice(forms.ModelChoiceField):
    """Councils by their names."""

    def __init__(self, **kwargs):
        super().__init__(empty_label=gettext_lazy("Choose a council"), **kwargs)

    def label_from_instance(self, council):
        return council.full_name


class WordsForm(GovukForm, forms.Form):
    """What it is about."""

    submit_text = gettext_lazy("Save")
    title = forms.CharField(
        label=gettext_lazy("Name of the cluster"),
        help_text=gettext_lazy("For example: Village caretaker of four parishes"),
        max_length=200,
        widget=TextInput,
    )
    purpose = long_text(gettext_lazy("What is it for?"), gettext_lazy("Needed before it starts"))
    basis = long_text(
        gettext_lazy("Why these councils?"),
        gettext_lazy("For example: they lie side by side, and none could pay a full post"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What holds them together?"), choices=Kind.choices, initial=Kind.GEOGRAPHY, widget=Radios
    )
    shares = forms.MultipleChoiceField(
        label=gettext_lazy("What do they share?"), choices=Shared.choices, required=False, widget=Checkboxes
    )


class ProposeForm(WordsForm):
    """With the principal council that helps and the council that leads."""

    principal = CouncilChoice(label=gettext_lazy("Which principal council helps?"), queryset=Council.objects.none())
    lead = CouncilChoice(label=gettext_lazy("Which council leads?"), queryset=Council.objects.none())

    def __init__(self, *args, principals, leads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["principal"].queryset, self.fields["lead"].queryset = principals, leads
        if len(principals) == 1:
            self.fields["principal"].initial = principals[0]
        if len(leads) == 1:
            self.fields["lead"].initial = leads[0]


class ClusterForm(WordsForm):
    """With who answers for it."""

    governance = forms.ChoiceField(
        label=gettext_lazy("How do they decide together?"), choices=[NOT_SAID, *Governance.choices], required=False
    )
    point_person = PersonChoice(
        label=gettext_lazy("Point person at the principal council"),
        help_text=gettext_lazy("Needed before it starts"),
        queryset=Membership.objects.none(),
        required=False,
    )
    lead_officer = PersonChoice(
        label=gettext_lazy("Lead local officer"),
        help_text=gettext_lazy("As a rule the clerk of the council that leads. Needed before it starts"),
        queryset=Membership.objects.none(),
        required=False,
    )
    review_on = DateInputField(label=gettext_lazy("When is it looked at again?"), required=False)

    def __init__(self, *args, cluster, **kwargs):
        super().__init__(*args, **kwargs)
        inside = cluster.members.present().values("council")
        self.fields["point_person"].queryset = people(Q(council=cluster.principal_id), cluster.point_person_id)
        self.fields["lead_officer"].queryset = people(Q(council__in=inside), cluster.lead_officer_id)


def people(condition, stored):
    """Who acts for these councils today, and the one who is stored."""
    current = Membership.objects.current().filter(condition).order_by().values("pk")
    found = Membership.objects.filter(Q(pk__in=current) | Q(pk=stored))
    return found.select_related("user", "council").order_by("user__name", "pk")


class PartForm(GovukForm, forms.Form):
    """The part of one council."""

    submit_text = gettext_lazy("Save")
    role = forms.ChoiceField(label=gettext_lazy("What part does it take?"), choices=Role.choices, widget=Radios)
    leads = forms.CharField(
        label=gettext_lazy("Which service does it lead for all?"),
        help_text=gettext_lazy("One council may lead one service and another the next. Leave it empty if none."),
        max_length=200,
        required=False,
        widget=TextInput,
    )


class AskForm(PartForm):
    """A council that is asked."""

    submit_text = gettext_lazy("Ask the council")
    council = CouncilChoice(label=gettext_lazy("Which council?"), queryset=Council.objects.none())
    field_order = ("council", "role", "leads")

    def __init__(self, *args, cluster, **kwargs):
        super().__init__(*args, **kwargs)
        inside = cluster.members.present().values("council")
        area = Council.objects.of_principal(cluster.principal).local().current().exclude(pk__in=inside)
        self.fields["council"].queryset = area.by_name()
        self.fields["role"].initial = Role.ACTIVE


class AnswerForm(GovukForm, forms.Form):
    """What a council decided."""

    submit_text = gettext_lazy("Save")
    answer = forms.ChoiceField(
        label=gettext_lazy("What has your council decided?"),
        choices=[
            ("consent", gettext_lazy("To take part in the role it is asked for, or to ask to join")),
            ("leave", gettext_lazy("Not to take part, or to leave")),
        ],
        widget=Radios,
    )
    on = DateInputField(label=gettext_lazy("On which day was it decided?"))
    minute = forms.CharField(
        label=gettext_lazy("Where is it minuted?"),
        help_text=gettext_lazy("For example: Full council, minute 24/117"),
        max_length=120,
        widget=TextInput,
    )


class EndForm(GovukForm, forms.Form):
    """Why it ends."""

    submit_text = gettext_lazy("End the cluster")
    because = forms.CharField(label=gettext_lazy("Why does it end?"), max_length=300, widget=TextInput)
