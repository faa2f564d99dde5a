"""What somebody looks for in the register: read from the address, never a reason for an error page."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.govuk_forms import GovukForm
from councils.proportion import Tier
from partnerships.models import Kind, Service, Status
from partnerships.models.choices import COUNTABLE

ANY = ("", _("Any"))
SHOWS = (
    ("", _("All open")),
    ("mine", _("My councils")),
    ("overdue", _("Overdue")),
    ("ownerless", _("Without owner")),
    ("ending", _("Ending soon")),
    ("closed", _("Closed")),
)


class RegisterForm(GovukForm, forms.Form):
    """Words, kind, size, service; beside the ready-made views."""

    submit_text = _("Search")
    method = "get"
    mark_optional = False
    q = forms.CharField(label=_("Words of the title or a partner"), max_length=100, required=False)
    status = forms.ChoiceField(label=_("Status"), choices=[ANY, *Status.choices], required=False)
    tier = forms.ChoiceField(label=_("Size"), choices=[ANY, *Tier.choices], required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[ANY, *((str(k), Kind(k).label) for k in COUNTABLE)], required=False
    )
    service = forms.ChoiceField(label=_("Service"), choices=[ANY, *Service.choices], required=False)
    show = forms.CharField(required=False, widget=forms.HiddenInput)

    def found(self, entries, person):
        """The entries that fit, each with `is_inside`; what makes no sense is left out."""
        self.is_valid()
        chosen = self.cleaned_data
        entries = shown(entries.marked_inside(person), chosen.get("show", ""), person, chosen.get("status"))
        for name in ("status", "tier", "kind", "service"):
            if chosen.get(name):
                entries = entries.filter(**{name: chosen[name]})
        return entries.with_words(chosen["q"]) if chosen.get("q") else entries


def shown(entries, show, person, status=""):
    """One of the ready-made views."""
    today = timezone.localdate()
    if show == "closed" or (status and show not in ("mine", "overdue", "ownerless", "ending")):
        return entries.filter(status="closed") if show == "closed" else entries
    views = {
        "mine": lambda: entries.unfinished().taken_part_in_by(person),
        "overdue": lambda: entries.overdue(today).filter(is_inside=True),
        "ownerless": lambda: entries.without_owner().filter(is_inside=True),
        "ending": lambda: entries.ending_soon(today),
    }
    inside = person.is_authenticated
    return views[show]() if inside and show in views else entries.unfinished()
