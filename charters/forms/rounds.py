"""Forms of a round: to whom and by when, more time, withdrawal."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.govuk_forms import Checkboxes, CountedTextarea, DateInputField, GovukForm, Radios
from councils.models import Council


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

    def __init__(self, *args, local, principals, meant, **kwargs):
        super().__init__(*args, **kwargs)
        self.local = local
        self.fields["councils"].queryset = _and_those(local, meant.local())
        self.fields["principals"].queryset = _and_those(principals, meant.principal())
        if not self.fields["principals"].queryset:
            del self.fields["principals"]
        if meant:  # it is written for these, and going to a whole area would be a mishap
            self.initial |= {"everyone": "chosen", "councils": meant.local(), "principals": meant.principal()}

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


def _and_those(councils, others):
    """Councils of the area and others, which may lie elsewhere, by name."""
    return Council.objects.filter(Q(pk__in=councils.values("pk")) | Q(pk__in=others.values("pk"))).by_name()


class InviteLaterForm(GovukForm, forms.Form):
    """Councils to be asked after the round began."""

    submit_text = _("Send it to them")

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
