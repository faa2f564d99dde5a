"""What is typed about named officers: who, for which councils, from when; who stands in; what is still right."""

from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.govuk_forms import Checkboxes, CountedTextarea, DateInputField, GovukForm, Radios, TextInput, Typeahead
from core.roles import PRINCIPAL_ROLES
from councils.models import Council
from liaison.forms.typed import typed_council
from liaison.models import POINT_ROLES, Assignment, OfficerRole

LINE = 200
ONE, WHOLE = "one", "whole"


class PersonChoice(forms.ModelChoiceField):
    """People of the principal council, by name and role."""

    def label_from_instance(self, membership):
        return f"{membership.user}, {membership.get_role_display()}"


def people_of(principal):
    """Who acts for the principal council today."""
    found = Membership.objects.current().of_council(principal).filter(role__in=PRINCIPAL_ROLES)
    return found.select_related("user").order_by("user__name", "pk")


def post_field():
    return forms.CharField(
        label=_("Post, as everyone reads it"),
        max_length=120,
        widget=TextInput,
        help_text=_("A post, not a name. For example: Parish liaison manager, or Head of democratic services"),
    )


def remit_field():
    return forms.CharField(
        label=_("What can clerks bring to this person?"),
        max_length=2000,
        required=False,
        widget=CountedTextarea({"rows": 3}, max_length=2000, threshold=75),
        help_text=_(
            "And what not, and who does that. Read by the councils concerned, not by the public. It may be empty."
        ),
    )


def no_handover_field(help_text, *, required=True):
    return forms.CharField(
        label=_("Why is there no handover note?"),
        max_length=LINE,
        required=required,
        widget=TextInput,
        help_text=help_text,
    )


class NameForm(GovukForm, forms.Form):
    """Somebody answers for one local council, or for all of them."""

    submit_text = _("Name this person")
    mark_optional = False  # the name of the council is asked for where one is meant
    area = forms.ChoiceField(
        label=_("For which councils?"),
        choices=[(ONE, _("One local council")), (WHOLE, _("All local councils of the area"))],
        widget=Radios(
            reveals={ONE: "council"}, hints={WHOLE: _("Somebody named for one council goes before this person there")}
        ),
        initial=ONE,
    )
    council = forms.CharField(label=_("Local council"), max_length=LINE, required=False, help_text=_("Type its name"))
    membership = PersonChoice(
        label=_("Who is it?"), queryset=Membership.objects.none(), empty_label=_("Choose somebody")
    )
    role = forms.ChoiceField(label=_("In which part?"), choices=OfficerRole.choices)
    is_primary = forms.ChoiceField(
        label=_("First to be asked, or a deputy?"),
        choices=[("yes", _("First to be asked")), ("no", _("Deputy"))],
        initial="yes",
        widget=Radios(
            hints={"yes": _("Somebody who is first to be asked until then ends the day before, and clerks are told")}
        ),
    )
    post = post_field()
    remit = remit_field()
    starts_on = DateInputField(label=_("First day"), initial=timezone.localdate)
    ends_on = DateInputField(label=_("Last day"), required=False, help_text=_("Leave this empty if it is not known"))
    no_handover = no_handover_field(_("Only if somebody ends through this and hands nothing over"), required=False)

    def __init__(self, *args, principal, suggest_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.principal = principal
        self.fields["membership"].queryset = people_of(principal)
        self.fields["council"].widget = Typeahead(suggest_url, "slug", {"autocomplete": "off"})

    def clean_is_primary(self):
        return self.cleaned_data["is_primary"] == "yes"

    def clean(self):
        """`councils`: a list of one, or None for the whole area."""
        data = super().clean()
        data["councils"] = None
        if data.get("area") == ONE:
            council = typed_council(self, "council", self.principal)
            data["councils"] = [council] if council else []
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Last day must not be before the first day"))
        return data


class ChangeForm(GovukForm, forms.Form):
    """Post and remit of an assignment."""

    submit_text = _("Save")
    post = post_field()
    remit = remit_field()


class EndForm(GovukForm, forms.Form):
    """The last day, why, and why nobody is told what is open there."""

    submit_text = _("Save the last day")
    submit_variant = "warning"
    mark_optional = False
    ends_on = DateInputField(label=_("Last day"), initial=timezone.localdate)
    reason = forms.CharField(
        label=_("Why?"),
        max_length=LINE,
        widget=TextInput,
        help_text=_("For example: leaves the council; moves to another team. Do not write about health."),
    )
    no_handover = no_handover_field(
        _("Whoever follows should learn what is open. To pass that on, go back and hand over instead; this is kept")
    )


class WithdrawForm(GovukForm, forms.Form):
    """It never begins: nothing to fill in."""

    submit_text = _("It will not begin")
    submit_variant = "warning"


class CoverForm(GovukForm, forms.Form):
    """Who stands in for whom, and on which days."""

    submit_text = _("Save the cover")
    away = PersonChoice(label=_("Who is away?"), queryset=Membership.objects.none(), empty_label=_("Choose somebody"))
    stand_in = PersonChoice(
        label=_("Who stands in?"), queryset=Membership.objects.none(), empty_label=_("Choose somebody")
    )
    starts_on = DateInputField(label=_("First day"))
    ends_on = DateInputField(label=_("Last day"))

    def __init__(self, *args, principal, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("away", "stand_in"):
            self.fields[name].queryset = people_of(principal)

    def clean(self):
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Last day must not be before the first day"))
        return data


class AssignmentChoice(forms.ModelMultipleChoiceField):
    """Assignments by who and for whom."""

    widget = Checkboxes
    several = False  # people, so that each line must say whose it is

    def label_from_instance(self, assignment):
        facts = {"who": assignment.membership.user, "what": assignment}
        return _now("%(who)s: %(what)s") % facts if self.several else str(assignment)


class ConfirmForm(GovukForm, forms.Form):
    """Which of them are still right."""

    submit_text = _("These are still right")
    mark_optional = False
    assignments = AssignmentChoice(
        label=_("Which of these are still right?"),
        queryset=None,
        to_field_name="public_id",
        error_messages={"required": _("Choose at least one")},
        help_text=_("Leave out what has changed, and have it put right."),
    )

    def __init__(self, *args, assignments, **kwargs):
        super().__init__(*args, **kwargs)
        found = list(assignments)
        self.fields["assignments"].several = len({row.membership_id for row in found}) > 1
        self.fields["assignments"].queryset = assignments
        self.initial["assignments"] = found


class Ticks:
    """The table of councils in a form: each with its box, who answers today and its residents."""

    def __init__(self, field, lines, ticked):
        self.field, self.lines, self.ticked = field, lines, ticked

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        facts = {"field": form[self.field], "lines": self.lines, "ticked": self.ticked}
        return render_to_string("liaison/_ticks.html", facts)


class AllocateForm(GovukForm, forms.Form):
    """One officer for every council that is ticked, from a day on."""

    submit_text = _("Name this person for the ticked councils")
    mark_optional = False
    membership = PersonChoice(
        label=_("Who is it?"), queryset=Membership.objects.none(), empty_label=_("Choose somebody")
    )
    role = forms.ChoiceField(label=_("In which part?"), choices=[(role.value, role.label) for role in POINT_ROLES])
    post = forms.CharField(
        label=_("Post, as everyone reads it"),
        max_length=120,
        required=False,
        widget=TextInput,
        help_text=_("Leave this empty to keep the post under which the person is named already"),
    )
    starts_on = DateInputField(
        label=_("First day"),
        initial=timezone.localdate,
        help_text=_("Whoever answers until then ends the day before. Clerks are told on the first day."),
    )
    no_handover = no_handover_field(_("Only if somebody ends through this and hands nothing over"), required=False)
    councils = forms.ModelMultipleChoiceField(
        label=_("Which councils?"),
        queryset=Council.objects.none(),
        to_field_name="slug",
        error_messages={"required": _("Tick at least one council")},
    )

    def __init__(self, *args, principal, lines, ticked, **kwargs):
        super().__init__(*args, **kwargs)
        self.principal, self.lines = principal, lines
        self.ticked = set(self.data.getlist("councils")) if self.is_bound else ticked
        self.fields["membership"].queryset = people_of(principal)
        self.fields["councils"].queryset = Council.objects.current().local().of_principal(principal)

    def layout(self):
        return ["membership", "role", "post", "starts_on", "no_handover", Ticks("councils", self.lines, self.ticked)]

    def clean(self):
        """The post of before if none is typed."""
        data = super().clean()
        membership = data.get("membership")
        if membership and not data.get("post"):
            before = Assignment.objects.filter(membership=membership).order_by("-pk").first()
            if before is None:
                self.add_error("post", _("Enter the post: this person was never named before"))
            else:
                data["post"] = before.post
        return data
