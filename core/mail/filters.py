"""The filters of the administrator's list of e-mails."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.emails import KINDS
from core.govuk_forms import GovukForm
from core.models import OutgoingEmail

STUCK = "stuck"


def statuses():
    """What did not go out comes first: it is what one looks for."""
    return [(STUCK, _("Not sent, and why")), ("", _("All")), *OutgoingEmail.Status.choices]


def kinds():
    """Every kind of e-mail by its name."""
    return [("", _("Any")), *sorted(((key, str(kind.kind_name)) for key, kind in KINDS.items()), key=lambda k: k[1])]


class MailForm(GovukForm, forms.Form):
    """Which e-mails to show; nonsense in the address line is left out."""

    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=statuses, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=kinds, required=False)
    address = forms.CharField(label=gettext_lazy("To whom"), max_length=200, required=False)
    submit_text = gettext_lazy("Show")
    method = "get"
    mark_optional = False

    def __init__(self, data):
        """What the address asks for; without a word about the status, what did not go out."""
        super().__init__({"status": STUCK, **data.dict()})

    def emails(self, emails):
        """Those that fit, the newest first."""
        self.is_valid()
        chosen = self.cleaned_data
        status = chosen.get("status")
        if status == STUCK:
            emails = emails.stuck()
        elif status:
            emails = emails.filter(status=status)
        if chosen.get("kind"):
            emails = emails.filter(kind=chosen["kind"])
        if chosen.get("address"):
            emails = emails.filter(to__icontains=chosen["address"].strip())
        return emails.without_texts().order_by("-pk")
